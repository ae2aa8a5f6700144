import type { StateBox } from '@parley/wire';
import { useEffect, useRef } from 'react';
import { longest, stepped } from './boxes/waiting';
import { writeFrom } from './compose/caret';
import { type Command, commandOf, pressedOf } from './keys';

interface Desk {
  boxes: readonly StateBox[];
  /** Whether a dialog has the keys. */
  busy: boolean;
  choose: (stream: string) => void;
  lay: (panes: number) => void;
  turn: (place: number) => void;
  close: () => void;
  transfer: () => void;
  snooze: () => void;
  block: () => void;
  quiet: () => void;
  switcher: () => void;
  settings: () => void;
  keys: () => void;
  /** Back to writing, from wherever the agent is. */
  compose: () => void;
  info: () => void;
  filter: () => void;
  answers: () => void;
  links: () => void;
  offers: () => void;
  emoji: () => void;
  file: () => void;
  team: (() => void) | undefined;
  out: () => void;
}

/** Obeys the keys of the desk, wherever the caret is. */
export function useCommands(desk: Desk): void {
  const latest = useRef(desk);
  useEffect(() => {
    latest.current = desk;
  });
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.defaultPrevented || latest.current.busy || inOverlay(event.target)) return;
      const command = commandOf(pressedOf(event));
      if (!command) {
        writeFrom(event);
        return;
      }
      event.preventDefault();
      obey(command, latest.current);
    };
    window.addEventListener('keydown', onKey);
    return () => window.removeEventListener('keydown', onKey);
  }, []);
}

function inOverlay(target: EventTarget | null): boolean {
  return (
    target instanceof Element &&
    target.closest('[role="menu"], [role="dialog"], [role="alertdialog"]') !== null
  );
}

function obey(command: Command, desk: Desk): void {
  const go = (box: StateBox | undefined) => box && desk.choose(box.stream);
  switch (command.do) {
    case 'box':
      go(desk.boxes[command.place]);
      break;
    case 'step':
      go(stepped(desk.boxes, command.by));
      break;
    case 'longest':
      go(longest(desk.boxes));
      break;
    case 'lay':
      desk.lay(command.panes);
      break;
    case 'turn':
      desk.turn(command.place);
      break;
    default:
      desk[command.do]?.();
  }
}

import { composing } from '@parley/ui';

/** What a key asks for. */
export type Command =
  | { do: 'box'; place: number }
  | { do: 'step'; by: 1 | -1 }
  | { do: 'lay'; panes: number }
  | { do: 'turn'; place: number }
  | { do: 'longest' | 'close' | 'transfer' | 'snooze' | 'block' | 'compose' | 'info' | 'quiet' }
  | { do: 'links' | 'offers' | 'emoji' | 'file' }
  | { do: 'filter' | 'switcher' | 'answers' | 'team' | 'settings' | 'keys' | 'out' };

/**
 * The key of each command, as it is written where the command is offered. None is taken by a browser or a screen reader.
 * Letters go by their place: they are those that the keyboards of our languages have in the same one.
 */
export const keyNames = {
  switcher: 'Ctrl+K',
  longest: 'Ctrl+J',
  transfer: 'Ctrl+Shift+F',
  snooze: 'Ctrl+Shift+S',
  close: 'Ctrl+Shift+E',
  block: 'Ctrl+Shift+B',
  info: 'Ctrl+I',
  filter: 'Ctrl+Shift+L',
  links: 'Ctrl+Shift+K',
  offers: 'Ctrl+Shift+O',
  emoji: 'Ctrl+Shift+J',
  file: 'Ctrl+Shift+P',
  quiet: 'Ctrl+Shift+D',
  answers: 'F2',
  team: 'F8',
  settings: 'Ctrl+,',
  keys: 'F1',
  out: 'Ctrl+Shift+F8',
} as const;

/** The keys of the area one writes in, which obeys them itself. */
export const writingKeys = { anyway: 'Ctrl+Enter', leave: 'Esc', undo: 'Ctrl+Z' } as const;

/** The same for those that go by a place: a conversation's, how many are on screen, a channel's. */
export const boxKey = (place: number) => `Ctrl+${place + 1}`;
export const layKey = (panes: number) => `Ctrl+Shift+${panes}`;
export const turnKey = (place: number) => `Ctrl+Shift+${place + firstTurn}`;

const firstTurn = 5;

/** A key as assistive technology is told of it. */
export const shortcut = (key: string) => key.replace('Ctrl', 'Control');

export interface Pressed {
  key: string;
  code: string;
  ctrlKey: boolean;
  metaKey: boolean;
  shiftKey: boolean;
  altKey: boolean;
  composing: boolean;
  /** Whether the caret is where text is written. */
  writing: boolean;
}

/** What a key asks for, wherever the caret is. Digits go by their place, for keyboards that shift them. */
export function commandOf(pressed: Pressed): Command | undefined {
  if (pressed.composing || pressed.altKey) return undefined;
  const control = pressed.ctrlKey || pressed.metaKey;
  if (!control) return plain(pressed);
  if (pressed.shiftKey) return shifted[pressed.code] ?? turn(pressed.code);
  const digit = /^(?:Digit|Numpad)([1-9])$/.exec(pressed.code)?.[1];
  if (digit) return { do: 'box', place: Number(digit) - 1 };
  switch (pressed.key.toLowerCase()) {
    case 'arrowdown':
      return { do: 'step', by: 1 };
    case 'arrowup':
      return { do: 'step', by: -1 };
    case 'j':
      return { do: 'longest' };
    case 'i':
      return { do: 'info' };
    case 'k':
      return { do: 'switcher' };
    case ',':
      return { do: 'settings' };
    default:
      return undefined;
  }
}

const shifted: Readonly<Record<string, Command>> = {
  KeyE: { do: 'close' },
  KeyF: { do: 'transfer' },
  KeyS: { do: 'snooze' },
  KeyB: { do: 'block' },
  KeyD: { do: 'quiet' },
  KeyL: { do: 'filter' },
  KeyK: { do: 'links' },
  KeyO: { do: 'offers' },
  KeyJ: { do: 'emoji' },
  KeyP: { do: 'file' },
  F8: { do: 'out' },
  Digit1: { do: 'lay', panes: 1 },
  Digit2: { do: 'lay', panes: 2 },
  Digit4: { do: 'lay', panes: 4 },
};

function turn(code: string): Command | undefined {
  const digit = /^Digit([5-9])$/.exec(code)?.[1];
  return digit ? { do: 'turn', place: Number(digit) - firstTurn } : undefined;
}

function plain(pressed: Pressed): Command | undefined {
  if (pressed.key === 'Escape') return { do: 'compose' };
  if (pressed.key === 'F1' || (pressed.key === '?' && !pressed.writing)) return { do: 'keys' };
  if (pressed.key === 'F2') return { do: 'answers' };
  if (pressed.key === 'F8') return { do: 'team' };
  return undefined;
}

export function pressedOf(event: KeyboardEvent): Pressed {
  const target = event.target;
  const writing = target instanceof HTMLTextAreaElement || target instanceof HTMLInputElement;
  const { key, code, ctrlKey, metaKey, shiftKey, altKey } = event;
  return { key, code, ctrlKey, metaKey, shiftKey, altKey, composing: composing(event), writing };
}

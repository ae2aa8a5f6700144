import { type Key, useSay, within } from '@parley/ui';
import type { Panel } from '@parley/wire';
import { longest } from '../boxes/waiting';
import { layouts } from '../panes/layouts';
import { onScreen } from '../store/onScreen';
import type { Entry } from './entry';

/** What an agent can have done by name, each with its key. */
export interface Deeds {
  choose: (stream: string) => void;
  transfer: () => void;
  snooze: () => void;
  block: () => void;
  close: () => void;
  info: () => void;
  lay: (panes: number) => void;
  quiet: () => void;
  settings: () => void;
  keys: () => void;
}

/** All that the switcher leads to from here: the conversations, then what can be done. All of it is known without a line. */
export function useEntries(panel: Panel, deeds: Deeds): Entry[] {
  const say = useSay();
  const thread = onScreen(panel);
  const talk = (
    one: { stream: string; name: string; label: string; lastText: string },
    keys?: string,
  ): Entry => ({
    id: one.stream,
    part: 'talks',
    name: within(one.name),
    about: `${one.label} · ${one.lastText}`,
    ...(keys && { keys }),
    run: () => deeds.choose(one.stream),
  });
  const command = (name: Key, keys: string, run: () => void, values?: { n: number }): Entry => ({
    id: keys,
    part: 'commands',
    name: say(name, values),
    about: '',
    keys,
    run,
  });
  const first = longest(panel.boxes);
  const here = thread?.open
    ? [
        command('head.transfer', 'Ctrl+Shift+F', deeds.transfer),
        ...(thread.async ? [command('head.snooze', 'Ctrl+Shift+S', deeds.snooze)] : []),
        command('head.close', 'Ctrl+Shift+E', deeds.close),
        command('head.block', 'Ctrl+Shift+B', deeds.block),
        command('head.info', 'Ctrl+I', deeds.info),
      ]
    : [];
  return [
    ...panel.boxes.map((box, place) => talk(box, place < 9 ? `Ctrl+${place + 1}` : undefined)),
    ...panel.shelf.map((item) => talk(item)),
    ...here,
    command('keys.longest', 'Ctrl+J', () => first && deeds.choose(first.stream)),
    ...layouts.map((n) => command('layout.panes', `Ctrl+Shift+${n}`, () => deeds.lay(n), { n })),
    command('dnd.off', 'Ctrl+Shift+D', deeds.quiet),
    command('settings.title', 'Ctrl+,', deeds.settings),
    command('menu.keys', 'F1', deeds.keys),
  ];
}

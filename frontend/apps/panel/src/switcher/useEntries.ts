import { type Key, useSay, within } from '@parley/ui';
import type { Panel, ShelfItem } from '@parley/wire';
import { longest } from '../boxes/waiting';
import { boxKey, keyNames, layKey, turnKey } from '../keys';
import { allChoices, type Choice, choices, choose, type Look } from '../look/look';
import { layouts } from '../panes/layouts';
import { reopens } from '../shelf/reopens';
import { onScreen } from '../store/onScreen';
import { isOn } from '../top/lamp';
import { teamName } from '../top/team';
import { type Entry, labelled } from './entry';

/** What an agent can have done by name. */
export interface Deeds {
  choose: (stream: string) => void;
  /** Opens one that is snoozed. */
  reopen: (stream: string) => void;
  transfer: () => void;
  snooze: () => void;
  block: () => void;
  close: () => void;
  info: () => void;
  filter: () => void;
  lay: (panes: number) => void;
  /** The channel in this place: available, or no more. */
  turn: (place: number) => void;
  quiet: () => void;
  answers: () => void;
  links: () => void;
  offers: () => void;
  emoji: () => void;
  file: () => void;
  /** Absent where the team has no page. */
  team: (() => void) | undefined;
  settings: () => void;
  keys: () => void;
  out: () => void;
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
    about: labelled(one.label, one.lastText),
    label: one.label,
    ...(keys && { keys }),
    run: () => deeds.choose(one.stream),
  });
  const command = (name: string, keys: string, run: () => void, about = '', also = ''): Entry => ({
    id: keys,
    part: 'commands',
    name,
    about,
    also,
    keys,
    run,
  });
  const reopening = ({ stream, name, label }: ShelfItem): Entry => ({
    id: `reopen ${stream}`,
    part: 'commands',
    name: say('shelf.reopen', { name: within(name) }),
    about: label,
    run: () => deeds.reopen(stream),
  });
  const { channels, imposed, session } = panel;
  const team = teamName(session, say);
  const first = longest(panel.boxes);
  const settings = [...allChoices, 'help'] as const;
  const way = <C extends Choice>(choice: C, one: Look[C]): Entry => ({
    id: `${choice} ${one}`,
    part: 'looks',
    name: say(`settings.${choice}.${one}` as Key),
    about: say(`settings.${choice}`),
    run: () => choose(choice, one),
  });
  const here = thread?.open
    ? [
        command(say('tool.links'), keyNames.links, deeds.links),
        command(say('tool.offers'), keyNames.offers, deeds.offers),
        command(say('tool.emoji'), keyNames.emoji, deeds.emoji),
        command(say('tool.file'), keyNames.file, deeds.file),
        command(say('head.transfer'), keyNames.transfer, deeds.transfer, '', say('also.transfer')),
        ...(thread.async
          ? [command(say('head.snooze'), keyNames.snooze, deeds.snooze, '', say('also.snooze'))]
          : []),
        command(say('head.close'), keyNames.close, deeds.close, '', say('also.close')),
        command(say('head.block'), keyNames.block, deeds.block),
      ]
    : [];
  const seen = thread
    ? [
        command(say('head.info'), keyNames.info, deeds.info, say('customer.title')),
        command(say('filter.open'), keyNames.filter, deeds.filter),
      ]
    : [];
  return [
    ...panel.boxes.map((box, place) => talk(box, place < 9 ? boxKey(place) : undefined)),
    ...panel.shelf.map((item) => talk(item)),
    ...here,
    ...seen,
    ...panel.shelf.filter(reopens).map(reopening),
    command(say('keys.longest'), keyNames.longest, () => first && deeds.choose(first.stream)),
    ...layouts.map((n) =>
      command(say('layout.panes', { n }), layKey(n), () => deeds.lay(n), '', say('layout.label')),
    ),
    ...channels.map((lamp, place) =>
      command(
        say(isOn(lamp, imposed) ? 'lamp.off' : 'lamp.turnOn', { channel: say(`channel.${lamp.channel}`) }),
        turnKey(place),
        () => deeds.turn(place),
        say(`light.${lamp.light}`),
      ),
    ),
    command(say('dnd.off'), keyNames.quiet, deeds.quiet, '', say('also.quiet')),
    command(say('menu.answers'), keyNames.answers, deeds.answers, '', say('also.answers')),
    ...(team && deeds.team ? [command(team, keyNames.team, deeds.team)] : []),
    command(
      say('settings.title'),
      keyNames.settings,
      deeds.settings,
      settings.map((part) => say(`settings.${part}`)).join(' · '),
      say('also.settings'),
    ),
    ...allChoices.flatMap((choice) => choices[choice].map((one) => way(choice, one))),
    command(say('menu.keys'), keyNames.keys, deeds.keys, '', say('also.keys')),
    command(say('menu.signOut'), keyNames.out, deeds.out, '', say('also.out')),
  ];
}

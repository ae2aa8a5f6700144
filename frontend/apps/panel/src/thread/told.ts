import { dayAndTime, type Key, type Language, type Say, timeOfDay, within } from '@parley/ui';
import type { ThreadLine } from '@parley/wire';

/** What a quiet line says, in the agent's language: from its codes, with the names in it. */
export function told(line: ThreadLine, say: Say, locale: string): string {
  if (!line.system) return within(line.text ?? '');
  const until = line.until ?? line.at;
  return say(keyOf(line), {
    name: within(line.name ?? ''),
    from: within(line.from ?? ''),
    to: within(line.to ?? ''),
    rule: within(line.text ?? ''),
    tags: within(line.text ?? ''),
    kind: within(line.text ?? ''),
    // The warning is minutes ahead, a snooze can be months.
    until: line.system === 'warned' ? timeOfDay(until, locale) : dayAndTime(until, Date.now(), locale),
  });
}

/** What stands under a quiet line: why it came to this agent, or why it could not be answered. */
export function because(line: ThreadLine, language: Language): string | undefined {
  if (line.system !== 'assigned' && line.system !== 'closed') return undefined;
  return language === 'fr' ? (line.whyFR ?? line.text) : line.text;
}

function keyOf(line: ThreadLine): Key {
  switch (line.system) {
    case 'opened':
      return line.text ? 'system.opened.rule' : 'system.opened';
    case 'assigned':
      return line.name ? 'system.assigned' : 'system.assigned.nobody';
    case 'unassigned':
      return lost[line.ending ?? ''] ?? 'system.unassigned';
    case 'transferred':
      return line.anyway ? 'system.transferred.anyway' : 'system.transferred';
    case 'snoozed':
      return line.keep ? 'system.snoozed.keep' : 'system.snoozed';
    case 'woken':
      return woken[line.waking ?? ''] ?? 'system.woken.due';
    case 'closed':
      return closed(line);
    default:
      return `system.${line.system ?? 'closed'}`;
  }
}

const lost: Readonly<Record<string, Key>> = {
  not_answered: 'system.unassigned.not_answered',
  not_shown: 'system.unassigned.not_shown',
  line_lost: 'system.unassigned.line_lost',
  agent_removed: 'system.unassigned.agent_removed',
};

const woken: Readonly<Record<string, Key>> = {
  message: 'system.woken.message',
  due: 'system.woken.due',
  hand: 'system.woken.hand',
};

/** Endings that nobody in particular brought about. */
const byItself: Readonly<Record<string, Key>> = {
  inactivity: 'system.closed.inactivity',
  nobody_free: 'system.closed.nobody_free',
};

const byName: Readonly<Record<string, Key>> = {
  administrator: 'system.closed.administrator',
  blocked: 'system.closed.blocked',
};

function closed(line: ThreadLine): Key {
  const ending = line.ending ?? '';
  return byItself[ending] ?? (line.name ? (byName[ending] ?? 'system.closed') : 'system.closed.nobody');
}

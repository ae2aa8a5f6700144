import { dayName, daysBetween, type Say, timeOfDay, useLocale, useSay, within } from '@parley/ui';
import type { ThreadLine } from '@parley/wire';

/** The line between two days. */
export function Day({ at }: { at: number }) {
  const say = useSay();
  const locale = useLocale();
  const ago = daysBetween(at, Date.now());
  const name = ago === 0 ? say('thread.today') : ago === 1 ? say('thread.yesterday') : dayName(at, locale);
  return (
    <div className="day">
      <span>{name}</span>
    </div>
  );
}

/** A quiet line: what happened around the messages. */
export function Quiet({ line }: { line: ThreadLine }) {
  const say = useSay();
  const locale = useLocale();
  return (
    <div className="quiet" data-testid={`line-${line.key}`} data-system={line.system}>
      <span>{told(line, say)}</span>
      <time className="figures" dateTime={new Date(line.at).toISOString()}>
        {timeOfDay(line.at, locale)}
      </time>
    </div>
  );
}

function told(line: ThreadLine, say: Say): string {
  if (!line.system) return line.text ?? '';
  if (line.system === 'assigned' || line.system === 'closed') {
    return line.name
      ? say(`system.${line.system}`, { name: within(line.name) })
      : say(`system.${line.system}.nobody`);
  }
  return say(`system.${line.system}`);
}

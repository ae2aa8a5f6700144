import {
  dayName,
  daysBetween,
  Hidden,
  moment,
  target,
  timeOfDay,
  unturned,
  useLanguage,
  useLocale,
  useSay,
} from '@parley/ui';
import type { ThreadLine } from '@parley/wire';
import { MapPin } from 'lucide-react';
import { because, told } from './told';

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

/** Where an earlier conversation begins, and where the present one does. */
export function Mark({ kind, at }: { kind: 'earlier' | 'present'; at: number }) {
  const say = useSay();
  const locale = useLocale();
  return (
    <div className="past-mark" data-testid={`mark-${kind}`}>
      <span>{say(`past.${kind}`, { when: moment(at, locale) })}</span>
    </div>
  );
}

/** Where what came while the agent was elsewhere begins. */
export function Fresh() {
  const say = useSay();
  return (
    <div className="fresh-mark" data-testid="mark-fresh">
      <span>{say('thread.fresh')}</span>
    </div>
  );
}

/** A quiet line: what happened around the messages, and below it what was said about it. */
export function Quiet({ line }: { line: ThreadLine }) {
  const say = useSay();
  const locale = useLocale();
  const language = useLanguage();
  const why = because(line, language);
  return (
    <div className="quiet" data-testid={`line-${line.key}`} data-system={line.system}>
      <p className="quiet-line">
        {line.system === 'viewed' ? <Place line={line} /> : <span>{told(line, say, locale)}</span>}
        <time className="figures" dateTime={new Date(line.at).toISOString()}>
          {timeOfDay(line.at, locale)}
        </time>
      </p>
      {why && (
        <p className="quiet-why" dir="auto">
          {unturned(why)}
        </p>
      )}
      {line.comment && (
        <blockquote className="quiet-comment" dir="auto">
          {unturned(line.comment)}
        </blockquote>
      )}
    </div>
  );
}

/** Where the visitor went: the page's title, or its address, as a link that leaves the window. */
function Place({ line }: { line: ThreadLine }) {
  const say = useSay();
  const url = line.url ?? '';
  const href = target(url);
  const words = unturned(line.text || (href || url).replace(/^https?:\/\//, ''));
  return (
    <span className="quiet-place">
      <MapPin size={12} aria-hidden="true" />
      <Hidden>{say('system.viewed')}</Hidden>
      {href ? (
        <a href={href} title={href} rel="noreferrer">
          <bdi>{words}</bdi>
        </a>
      ) : (
        <bdi>{words}</bdi>
      )}
    </span>
  );
}

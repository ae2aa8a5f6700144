import type { Light } from '../models';
import { type Key, useSay } from '../strings';
import { Hidden } from './Hidden';
import './signs.css';

export interface Whereabouts {
  online: boolean;
  /** Whether they are not there because they ended the chat. */
  ended?: boolean;
  /** Whether the conversation is somebody else's, or over: of the visitor nothing is known then. */
  gone?: boolean;
}

/** Where the visitor is, in words; undefined where that is not known. */
export function whereabouts({ online, ended, gone }: Whereabouts): Key | undefined {
  if (gone) return undefined;
  if (online) return 'box.online';
  return ended ? 'box.ended' : 'box.offline';
}

/** Whether the visitor is there: a full dot, or a ring with a stroke through it. Nothing where that is not known. */
export function Presence({ of }: { of: Whereabouts }) {
  const { online } = of;
  const say = useSay();
  const where = whereabouts(of);
  if (!where) return null;
  return (
    <span className="presence" data-online={online}>
      <svg width="10" height="10" viewBox="0 0 10 10" aria-hidden="true" focusable="false">
        {online ? (
          <circle className="full" cx="5" cy="5" r="4" />
        ) : (
          <path className="line" d="M5 1.2a3.8 3.8 0 1 0 0 7.6 3.8 3.8 0 0 0 0-7.6zM2.3 7.7l5.4-5.4" />
        )}
      </svg>
      <Hidden>{say(where)}</Hidden>
    </span>
  );
}

/** A channel's light: a disc, a half disc, a ring with a bar. */
export function Lantern({ light }: { light: Light }) {
  return (
    <svg
      className="lantern"
      data-light={light}
      width="12"
      height="12"
      viewBox="0 0 12 12"
      aria-hidden="true"
      focusable="false"
    >
      {light === 'green' && <circle className="full" cx="6" cy="6" r="5" />}
      {light === 'orange' && (
        <>
          <circle className="line" cx="6" cy="6" r="4.25" />
          <path className="full" d="M6 1.2a4.8 4.8 0 0 1 0 9.6z" />
        </>
      )}
      {light === 'red' && (
        <path className="line" d="M6 1.75a4.25 4.25 0 1 0 0 8.5 4.25 4.25 0 0 0 0-8.5zM3.9 6h4.2" />
      )}
    </svg>
  );
}

import {
  Button,
  ChannelIcon,
  dayAndTime,
  Hidden,
  type Key,
  unturned,
  useLocale,
  useNow,
  useSay,
  within,
} from '@parley/ui';
import { Dialog } from '@parley/ui/overlays';
import type { Panel, StateBox } from '@parley/wire';
import { type MouseEvent, useCallback, useEffect, useLayoutEffect, useRef, useState } from 'react';
import { useAction } from '../action';
import { usePort } from '../desk';
import type { About, Left } from '../overlays/asked';
import { nextMorning } from '../snooze/until';
import { withdraw } from '../withdraw';
import { NotSent } from './NotSent';
import { heldAside, heldGone, holds, stillOpen } from './unsettled';
import { useSlip } from './useSlip';
import './shift.css';

interface Props {
  panel: Pick<Panel, 'boxes' | 'channels' | 'shelf' | 'line'>;
  clock: number;
  /** Where something was asked that leads back here. */
  from: Left | undefined;
  /** Asks about one conversation, and comes back here. */
  onAct: (about: About, box: StateBox, from: Left) => void;
  onOpen: (stream: string) => void;
  onDone: () => void;
}

/**
 * The end of a shift: what becomes of each conversation that is open, and of what was not sent in one that is not any
 * more. Nobody signs out before all of it is said.
 */
export function SignOutDialog({ panel, clock, from, onAct, onOpen, onDone }: Props) {
  const say = useSay();
  const port = usePort();
  const locale = useLocale();
  const now = useNow() + clock;
  const [run, said, obeyed] = useAction();
  /** Whom to keep is asked and cannot be yet. */
  const [unkept, setUnkept] = useState<StateBox>();
  const clear = useCallback(() => {
    obeyed();
    setUnkept(undefined);
  }, [obeyed]);
  const { boxes, channels, shelf, line } = panel;
  const leave = useRef<HTMLButtonElement>(null);
  const lists = useRef<HTMLDivElement>(null);
  const list = useRef<HTMLUListElement>(null);
  const open = stillOpen(boxes);
  const unsent = heldGone(boxes);
  const aside = heldAside(shelf);
  const left = open.length + unsent.length + aside.length;

  const shown = useRef(false);
  /** What is kept already and has not left yet. */
  const keeping = useRef(new Set<string>());

  // What had the caret may be gone with its conversation, also where that goes on in another list. Anywhere else it
  // stays: the lists change by themselves, too.
  useLayoutEffect(() => {
    if (shown.current && document.activeElement !== document.body) return;
    const back = shown.current ? undefined : from;
    shown.current = true;
    if (left === 0) leave.current?.focus();
    else if (back && list.current) toRow(list.current, back);
    else lists.current?.querySelector<HTMLElement>('li button')?.focus();
  });
  useEffect(() => {
    for (const stream of keeping.current)
      if (!boxes.some((box) => box.stream === stream)) keeping.current.delete(stream);
  }, [boxes]);

  // Why something was refused holds for what was there: where that is another, it may be asked again.
  const there = [line.state, line.unsent, ...[...boxes, ...aside].map(keyOf)].join();
  // biome-ignore lint/correctness/useExhaustiveDependencies: it is about what is there
  useEffect(clear, [there, clear]);

  const morning = nextMorning(now);
  const slipped = useSlip(open.map((box) => box.stream).join());
  const keep = async (box: StateBox, press: MouseEvent) => {
    const { stream } = box;
    if (keeping.current.has(stream) || slipped(press)) return;
    setUnkept(holds(box) ? box : undefined);
    if (holds(box)) return;
    keeping.current.add(stream);
    if (!(await run(() => port.snooze(stream, morning, true)))) keeping.current.delete(stream);
  };
  const coming = channels.filter((lamp) => lamp.status === 'available');
  const pause = () => {
    setUnkept(undefined);
    run(async () => {
      for (const lamp of coming) await port.setStatus(lamp.channel, 'unavailable');
    });
  };

  const stay = () => {
    withdraw(port, open);
    onDone();
  };
  const lead = (stream: string) => {
    withdraw(port, open);
    onOpen(stream);
  };

  const resting = shelf.length - aside.length;
  let title: Key = 'signout.ready';
  if (unsent.length + aside.length > 0) title = 'signout.unsent.title';
  if (open.length > 0) title = 'signout.title';
  return (
    <Dialog title={say(title)} onClose={stay} wide>
      <div ref={lists} className="shift">
        {left === 0 && <p className="dialog-text">{say('signout.nothing')}</p>}
        {open.length > 0 && (
          <>
            <div className="dialog-text">
              <p>{say('signout.text', { n: open.length })}</p>
              {open.some((box) => box.async) && (
                <p>{say('signout.keep.hint', { until: dayAndTime(morning, now, locale) })}</p>
              )}
            </div>
            <ul ref={list} className="signout-list">
              {open.map((box, row) => (
                <Row
                  key={box.stream}
                  box={box}
                  onKeep={keep}
                  onAct={(act) => onAct(act, box, { act, row, top: list.current?.scrollTop ?? 0 })}
                  onOpen={lead}
                />
              ))}
            </ul>
          </>
        )}
        <Unsent about="signout.unsent" rows={unsent} onOpen={lead} />
        <Unsent about="signout.aside" rows={aside} onOpen={lead} />
        {resting > 0 && <p className="shift-more">{say('signout.shelf', { n: resting })}</p>}
        {left > 0 && (
          <p className="shift-more">
            {say(coming.length > 0 ? 'signout.coming' : 'signout.paused')}{' '}
            {coming.length > 0 && (
              <Button look="link" data-testid="signout-pause" onClick={pause}>
                {say('signout.pause')}
              </Button>
            )}
          </p>
        )}
        {unkept && (
          <p className="dialog-warning" role="alert">
            {say('signout.keep.unsent', { name: within(unkept.name) })}{' '}
            <Button look="link" data-testid="signout-unkept" onClick={() => lead(unkept.stream)}>
              {say('signout.open')}
            </Button>
          </p>
        )}
        {said && !unkept && (
          <p className="dialog-error" role="alert">
            {said.text}
          </p>
        )}
      </div>
      <div className="dialog-actions stays">
        <Button data-testid="signout-stay" onClick={stay}>
          {say('signout.stay')}
        </Button>
        {left === 0 && (
          <Button
            ref={leave}
            look="strong"
            data-testid="signout-leave"
            onClick={() => run(() => port.signOut(false))}
          >
            {say('signout.leave')}
          </Button>
        )}
      </div>
    </Dialog>
  );
}

/** Back to what was pressed; where its conversation has gone since, to the same of the one that stands there now. */
function toRow(list: HTMLUListElement, { act, row, top }: Left): void {
  list.scrollTop = top;
  const [item] = [...list.children].slice(0, row + 1).slice(-1);
  item?.querySelector<HTMLElement>(`[data-act="${act}"]`)?.focus();
}

/** What is told of a conversation in a row. */
type Told = Pick<StateBox, 'stream' | 'channel' | 'label' | 'name'> & { failed?: boolean; draft?: boolean };

const keyOf = ({ stream, failed, draft }: Told) => `${stream} ${failed} ${draft}`;

interface RowProps {
  box: StateBox;
  onKeep: (box: StateBox, press: MouseEvent) => void;
  onAct: (about: About) => void;
  onOpen: Props['onOpen'];
}

/** One open conversation, and what can become of it. Only who may wait can be kept. */
function Row({ box, onKeep, onAct, onOpen }: RowProps) {
  const say = useSay();
  const named = (act: string) => `${act}: ${within(box.name)}, ${box.label}`;
  return (
    <li>
      <ChannelIcon channel={box.channel} />
      <button
        type="button"
        className="signout-open"
        title={say('signout.open')}
        onClick={() => onOpen(box.stream)}
      >
        <Hidden>{say('signout.open')} </Hidden>
        <Who box={box} />
      </button>
      {box.async && (
        <Button
          look="quiet"
          data-testid={`keep-${box.stream}`}
          aria-label={named(say('signout.keep'))}
          onClick={(press) => onKeep(box, press)}
        >
          {say('signout.keep')}
        </Button>
      )}
      <Button
        look="quiet"
        data-testid={`give-${box.stream}`}
        aria-label={named(say('signout.give'))}
        data-act="transfer"
        onClick={() => onAct('transfer')}
      >
        {say('signout.give')}
      </Button>
      <Button
        look="quiet"
        data-testid={`end-${box.stream}`}
        aria-label={named(say('signout.end'))}
        data-act="close"
        onClick={() => onAct('close')}
      >
        {say('signout.end')}
      </Button>
    </li>
  );
}

interface UnsentProps extends Pick<RowProps, 'onOpen'> {
  about: 'signout.unsent' | 'signout.aside';
  rows: readonly Told[];
}

/** Those of one kind that hold something unsent, where there are any. */
function Unsent({ about, rows, onOpen }: UnsentProps) {
  const say = useSay();
  if (rows.length === 0) return null;
  return (
    <>
      <p className="dialog-text">{say(about, { n: rows.length })}</p>
      <ul className="signout-list">
        {rows.map((row) => (
          <UnsentRow key={row.stream} box={row} onOpen={onOpen} />
        ))}
      </ul>
    </>
  );
}

/** One that is not open. What can become of what is not sent is said where it stands. */
function UnsentRow({ box, onOpen }: Pick<RowProps, 'onOpen'> & { box: Told }) {
  const say = useSay();
  return (
    <li>
      <ChannelIcon channel={box.channel} />
      <span className="signout-who">
        <Who box={box} />
      </span>
      <Button
        look="quiet"
        data-testid={`unsent-${box.stream}`}
        aria-label={`${say('signout.open')}: ${within(box.name)}, ${box.label}`}
        onClick={() => onOpen(box.stream)}
      >
        {say('signout.open')}
      </Button>
    </li>
  );
}

function Who({ box }: { box: Told }) {
  return (
    <>
      <bdi className="signout-name" title={within(box.name)}>
        {unturned(box.name)}
      </bdi>
      <span className="signout-label">
        <span className="figures">{box.label}</span>
        <NotSent of={box} />
      </span>
    </>
  );
}

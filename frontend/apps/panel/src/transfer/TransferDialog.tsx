import { Button, useSay, within } from '@parley/ui';
import { Dialog } from '@parley/ui/overlays';
import type { TransferTarget } from '@parley/wire';
import { TriangleAlert } from 'lucide-react';
import { useCallback, useEffect, useLayoutEffect, useRef, useState } from 'react';
import type { Said } from '../action';
import { useAnswer } from '../asking';
import { usePort } from '../desk';
import { confirms } from '../overlays/confirms';
import { goesOn } from '../overlays/kept';
import { Unsent } from '../overlays/Unsent';
import { useOrder } from '../overlays/useOrder';
import { useSteady } from '../steady';
import { Chooser } from './Chooser';
import { keyOf } from './find';
import { useReason } from './reason';
import { type Handing, handing } from './typed';
import './transfer.css';

interface Props {
  stream: string;
  name: string;
  /** Its number: another visitor may have the same name. */
  label: string;
  unsent: boolean;
  /** Leads to what is not sent. */
  onBack: () => void;
  /** Says what was done. */
  onTell: (text: string) => void;
  onDone: () => void;
}

/** The ids of what says why it was not done, and of what says to whom it goes. */
const whyId = 'transfer-why';
const toId = 'transfer-to';

/** Hands a conversation on: to whom, with which words, and anyway where they are not there. */
export function TransferDialog({ stream, name, label, unsent, onBack, onTell, onDone }: Props) {
  const say = useSay();
  const port = usePort();
  const { run, said, changed } = useOrder(stream);
  const [{ answer: targets, error }, again] = useAnswer(
    useCallback(() => port.targets(stream), [port, stream]),
  );
  const [{ key, comment }, setTyped] = useState(() => handing.of(stream));
  const [busy, setBusy] = useState(false);
  const [missing, setMissing] = useState(false);
  /** Whom it was last tried with: what was said then is about them, unless it is about the line. */
  const [tried, setTried] = useState<string>();
  const find = useRef<HTMLInputElement>(null);
  const note = useRef<HTMLTextAreaElement>(null);
  useLayoutEffect(() => goesOn(note.current), []);
  // Of whom it was refused for is spoken in the list.
  const long = said?.field === 'comment';
  useEffect(() => {
    if (long) note.current?.focus();
    else if (said?.field) find.current?.focus();
  }, [said, long]);
  // By its key: the list may be asked for again, and who was free may be no more.
  const chosen = targets?.find((target) => keyOf(target) === key);
  const anyway = chosen !== undefined && !chosen.free;
  const deed = anyway ? 'transfer.anyway' : 'transfer.confirm';
  // The search may hide who is chosen: it is the button that says to whom it goes.
  const words = chosen ? say(`${deed}.to`, { to: within(chosen.name) }) : say(deed);

  const change = (part: Partial<Handing>) => {
    const next = { ...handing.of(stream), ...part };
    handing.keep(stream, next);
    setTyped(next);
    changed();
  };
  const choose = useSteady((target: TransferTarget) => {
    change({ key: keyOf(target) });
    setMissing(false);
    // The press holds the caret where it was until the next picture, and chooses as the mouse goes down.
    requestAnimationFrame(() => requestAnimationFrame(() => note.current?.focus()));
  });
  const confirm = async () => {
    if (busy) return;
    setMissing(!chosen);
    if (!chosen) {
      find.current?.focus();
      return;
    }
    setBusy(true);
    setTried(key);
    if (await run(() => port.transfer(stream, chosen.kind, chosen.id, comment, anyway))) {
      handing.forget(stream);
      onTell(say('transfer.told', { name, label, to: within(chosen.name) }));
      onDone();
      return;
    }
    setBusy(false);
    again();
  };

  return (
    <Dialog title={say('transfer.title', { name, label })} onClose={onDone} busy={busy} wide>
      {/* biome-ignore lint/a11y/noStaticElementInteractions: a key of the whole dialog */}
      <div className="transfer" onKeyDown={confirms(confirm)}>
        <Chooser
          {...{ targets, error, chosen, find }}
          wrong={missing ? whyId : undefined}
          onChoose={choose}
          onAgain={again}
        />
        <div className="transfer-comment">
          <label className="find-label" htmlFor="transfer-comment">
            {say('transfer.comment')}
          </label>
          <span id="transfer-comment-hint" className="find-hint">
            {say('transfer.comment.hint')}
          </span>
          <textarea
            ref={note}
            id="transfer-comment"
            rows={2}
            dir="auto"
            data-letters
            data-testid="transfer-comment"
            // Who chooses goes on here, and hears to whom it goes.
            aria-describedby={`${long ? `${whyId} ` : ''}transfer-comment-hint${chosen ? ` ${toId}` : ''}`}
            aria-invalid={long}
            value={comment}
            onChange={(event) => change({ comment: event.target.value })}
          />
        </div>
        {anyway && <Anyway target={chosen} />}
        {unsent && <Unsent onBack={onBack} />}
        <div className="dialog-actions stays">
          <Why
            said={tried === key || said?.code === 'unavailable' ? said : undefined}
            missing={missing}
            anyway={anyway}
          />
          <Button data-testid="transfer-cancel" aria-disabled={busy} onClick={busy ? undefined : onDone}>
            {say('transfer.cancel')}
          </Button>
          <Button
            look="strong"
            className="transfer-confirm"
            data-testid="transfer-confirm"
            title={chosen && words}
            aria-busy={busy}
            onClick={confirm}
          >
            <span id={toId}>{words}</span>
          </Button>
        </div>
      </div>
    </Dialog>
  );
}

/** Why it cannot be had at once, and what becomes of it: of a group the reason says so. */
function Anyway({ target }: { target: TransferTarget }) {
  const say = useSay();
  const reason = useReason();
  return (
    <div className="transfer-anyway" role="status" data-testid="transfer-anyway">
      <TriangleAlert size={16} aria-hidden="true" />
      <p>
        <strong>{within(reason(target))}</strong> {target.kind === 'agent' && say('transfer.wait.agent')}
      </p>
    </div>
  );
}

function Why({ said, missing, anyway }: { said: Said | undefined; missing: boolean; anyway: boolean }) {
  const say = useSay();
  // The list has been asked for again and says so above.
  if (said?.code === 'target_unavailable' && anyway) return null;
  const vanished = said?.code === 'not_found' && (said.field === 'agent' || said.field === 'group');
  const text = missing ? say('transfer.choose') : vanished ? say('transfer.vanished') : said?.text;
  if (!text) return null;
  return (
    <p className="dialog-error" role="alert" id={whyId} data-testid="transfer-error">
      {text}
    </p>
  );
}

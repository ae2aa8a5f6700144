import { Button, explain, unturned, useLanguage, useSay } from '@parley/ui';
import type { Notice } from '@parley/wire';
import { Info, X } from 'lucide-react';
import { type MouseEvent, useId, useState } from 'react';
import { quietly } from '../action';
import { usePort } from '../desk';
import './notices.css';
import { stay } from './stay';
import { useShort } from './useShort';

interface Props {
  notices: readonly Notice[];
  /** Why the last order given in the bars was refused. */
  refused: string | undefined;
  onForget: () => void;
}

/**
 * Sentences for the agent, newest last. The newest are shown, the others on demand: the conversation needs the room. In a
 * window of little height the newest of several has one line, and is whole with the others.
 */
export function Notices({ notices, refused, onForget }: Props) {
  const say = useSay();
  const port = usePort();
  const language = useLanguage();
  const short = useShort();
  const most = short ? 1 : 2;
  const list = useId();
  const [open, setOpen] = useState(false);
  const dismiss = (id: number) => quietly(port.dismissNotice(id));
  const all = notices.map((notice) => ({
    key: `${notice.id}`,
    text: sentence(notice, language),
    onDismiss: () => dismiss(notice.id),
  }));
  if (refused) all.push({ key: 'refused', text: refused, onDismiss: onForget });
  const many = all.length > most;
  if (open && !many) setOpen(false);
  const folded = short && many && !open;
  const newest = folded ? all.at(-1)?.text : undefined;
  const shown = folded ? [] : open ? all : all.slice(-most);
  const dismissAll = () => {
    for (const { id } of notices) dismiss(id);
    onForget();
  };
  return (
    <section className="notices" aria-label={say('notices.label')} aria-live="polite" onPointerDown={stay}>
      {many && (
        <div className="notices-more">
          {newest && (
            <p dir="auto" title={newest} data-testid="notices-newest">
              {unturned(newest)}
            </p>
          )}
          <Button
            look="link"
            keepsCaret
            data-testid="notices-more"
            aria-expanded={open}
            aria-controls={list}
            onClick={() => setOpen(!open)}
          >
            {open ? say('notices.fewer') : say('notices.more', { n: all.length - most })}
          </Button>
          <Button look="link" keepsCaret data-testid="notices-all" onClick={dismissAll}>
            {say('notices.dismissAll')}
          </Button>
        </div>
      )}
      <div className="notices-list" id={list} data-testid="notices">
        {shown.map(({ key, ...sentence }) => (
          <Sentence key={key} {...sentence} />
        ))}
      </div>
    </section>
  );
}

/** A notice in the language that is spoken now; an agent's own words as they are. */
export const sentence = ({ own, code, text }: Notice, language: ReturnType<typeof useLanguage>) =>
  own ? text : explain(language, { code, message: text });

function Sentence({ text, onDismiss }: { text: string; onDismiss: () => void }) {
  const say = useSay();
  const words = useId();
  const dismiss = (press: MouseEvent<HTMLElement>) => {
    // By keyboard the next is at hand, as this one's button goes with it.
    const row = press.currentTarget.closest('.notice');
    const next = row?.nextElementSibling ?? row?.previousElementSibling;
    if (press.detail === 0) next?.querySelector('button')?.focus();
    onDismiss();
  };
  return (
    <div className="notice" data-testid="notice">
      <Info size={16} aria-hidden="true" />
      <p dir="auto" id={words}>
        {unturned(text)}
      </p>
      <Button
        look="icon"
        className="small"
        keepsCaret
        aria-label={say('notice.dismiss')}
        aria-describedby={words}
        title={say('notice.dismiss')}
        onClick={dismiss}
      >
        <X size={14} aria-hidden="true" />
      </Button>
    </div>
  );
}

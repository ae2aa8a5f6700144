/** @jsxImportSource preact */
// Where to tell of the answer: asked for quietly, and shown once it is known.
import type { Link, Told, View } from '@parley/link';
import { useRef, useState } from 'preact/hooks';
import { AddressAsk } from './AddressAsk';
import { useAlone } from './alone';
import type { Words } from './words';

interface Props {
  link: Link;
  view: View;
  words: Words;
}

export function Address({ link, view, words }: Props) {
  const [asking, setAsking] = useState(false);
  const returns = useRef(false);
  const alone = useAlone(view);
  const { address } = view;
  const ofThis = address?.stream === view.stream || address?.state === 'sending';

  if (asking) {
    const done = () => {
      returns.current = true;
      setAsking(false);
    };
    return <AddressAsk link={link} words={words} email={address?.email ?? ''} onDone={done} />;
  }
  if (!alone) return null;
  const button = (text: string) => (
    <button
      type="button"
      ref={(el) => {
        if (el && returns.current) el.focus();
        returns.current = false;
      }}
      onClick={() => setAsking(true)}
    >
      {text}
    </button>
  );
  if (!address || !ofThis) return <p class="told">{button(words.tellMe)}</p>;
  return (
    <p class={address.state === 'refused' ? 'told trouble' : 'told'}>
      <Known told={address} words={words} />
      {button(words.emailChange)}
    </p>
  );
}

function Known({ told, words }: { told: Told; words: Words }) {
  if (told.state === 'refused') return <span role="status">{words.emailRefused}</span>;
  const [before, after] = told.state === 'sending' ? words.emailSaving : words.emailLeft;
  return (
    <span role="status">
      {before}
      <strong dir="ltr">{told.email}</strong>
      {after}
    </span>
  );
}

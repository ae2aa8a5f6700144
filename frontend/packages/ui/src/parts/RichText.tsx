import { type Inline, type Part, parse, target } from '@parley/markup';
import { createElement, type ReactNode, useMemo } from 'react';
import { unturned } from '../format/names';
import './rich.css';

/** What somebody wrote, as they marked it, with its links. It is text and becomes nothing else. */
export function RichText({ text }: { text: string }) {
  const parts = useMemo(() => parse(text).map(part), [text]);
  return createElement('div', { className: 'rich-text', dir: 'auto' }, ...parts);
}

const elements = { paragraph: 'p', quote: 'blockquote', bold: 'strong', italic: 'em', struck: 's' } as const;

function part(one: Part): ReactNode {
  switch (one.kind) {
    case 'block':
      return <pre>{unturned(one.text)}</pre>;
    case 'bullets':
      return createElement('ul', null, ...one.items.map(item));
    case 'numbers':
      return createElement('ol', { start: one.start }, ...one.items.map(item));
    default:
      return createElement(elements[one.kind], null, ...one.nodes.map(word));
  }
}

const item = (nodes: Inline[]) => createElement('li', null, ...nodes.map(word));

function word(node: Inline): ReactNode {
  switch (node.kind) {
    case 'text':
      return unturned(node.text);
    case 'code':
      return <code>{unturned(node.text)}</code>;
    case 'link':
      return <Link href={node.href} text={node.text} />;
    default:
      return createElement(elements[node.kind], null, ...node.nodes.map(word));
  }
}

/** A link; where it has a name, with the place it leads to, so that no name leads astray. */
function Link({ href, text }: { href: string; text: string }) {
  const leads = target(href);
  const named = text !== href && `https://${text}` !== href;
  if (!leads) return unturned(named ? `${text} (${href})` : text);
  // An address that would turn is shown as it is asked for.
  const shown = named ? unturned(text) : breakable(unturned(text) === text ? text : leads);
  return (
    <>
      <a href={leads} title={leads} rel="noreferrer">
        <bdi>{shown}</bdi>
      </a>
      {named && (
        <span className="rich-host">
          {' '}
          (<bdi>{new URL(leads).host}</bdi>)
        </span>
      )}
    </>
  );
}

/** The parts of an address, each with what it is told apart from the next by; a point begins one. */
const parts = /(?:^[a-z]+:\/\/)?\.*[^/?&=_#.-]*[/?&=_#-]*/giu;

/** An address that goes on in the next line at its seams, and inside a word only where that is longer than a line. */
export function breakable(address: string): ReactNode[] {
  const all = address.match(parts)?.filter(Boolean) ?? [];
  return all.flatMap((one, place) => (place ? [createElement('wbr', { key: place }), one] : one));
}

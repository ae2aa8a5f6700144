/** @jsxImportSource preact */
import { type Inline, type Part, parse, target } from '@parley/markup';
import { type ComponentChild, h } from 'preact';

/** What somebody wrote, as they marked it, with its links. It is text and becomes nothing else. */
export function Text({ text }: { text: string }) {
  return h('div', { class: 'text', dir: 'auto' }, ...parse(text).map(part));
}

const elements = { paragraph: 'p', quote: 'blockquote', bold: 'strong', italic: 'em', struck: 's' } as const;

function part(one: Part): ComponentChild {
  switch (one.kind) {
    case 'block':
      return <pre>{one.text}</pre>;
    case 'bullets':
      return h('ul', null, ...one.items.map(item));
    case 'numbers':
      return h('ol', { start: one.start }, ...one.items.map(item));
    default:
      return h(elements[one.kind], null, ...one.nodes.map(word));
  }
}

const item = (nodes: Inline[]) => h('li', null, ...nodes.map(word));

function word(node: Inline): ComponentChild {
  switch (node.kind) {
    case 'text':
      return node.text;
    case 'code':
      return <code>{node.text}</code>;
    case 'link':
      return <Link href={node.href} text={node.text} />;
    default:
      return h(elements[node.kind], null, ...node.nodes.map(word));
  }
}

/** A link; where it has a name, with the place it leads to, so that no name leads astray. */
function Link({ href, text }: { href: string; text: string }) {
  const leads = target(href);
  const named = text !== href && `https://${text}` !== href;
  if (!leads) return <>{named ? `${text} (${href})` : text}</>;
  return (
    <>
      <a href={leads} target="_blank" rel="noopener noreferrer nofollow">
        <bdi>{text}</bdi>
      </a>
      {named && (
        <>
          {' '}
          (<bdi>{new URL(leads).host}</bdi>)
        </>
      )}
    </>
  );
}

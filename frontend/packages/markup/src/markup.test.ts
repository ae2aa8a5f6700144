import { expect, test } from 'vitest';
import vectors from '../../../../backend/markup/testdata/vectors.json';
import { type Inline, type Part, parse } from './markup';

// As the Go test writes parts down.
function dumped(part: Part): string {
  if (part.kind === 'block') return `block(${JSON.stringify(part.text)})`;
  if ('nodes' in part) return `${part.kind}(${words(part.nodes)})`;
  const items = part.items.map((nodes) => `item(${words(nodes)})`).join(',');
  return part.kind === 'numbers' ? `numbers<${part.start}>(${items})` : `bullets(${items})`;
}

const words = (nodes: Inline[]): string => nodes.map(word).join(',');

function word(node: Inline): string {
  if (node.kind === 'text') return JSON.stringify(node.text);
  if (node.kind === 'code') return `code(${JSON.stringify(node.text)})`;
  if (node.kind === 'link') return `link<${node.href}>(${JSON.stringify(node.text)})`;
  return `${node.kind}(${words(node.nodes)})`;
}

const dump = (text: string) => parse(text).map(dumped).join(',');

test('every vector is read as it says', () => {
  expect(vectors.texts.length).toBeGreaterThan(60);
  for (const { text, read } of vectors.texts) expect(dump(text)).toBe(read);
});

const scraps = [
  '*',
  '**',
  '_',
  '~~',
  '`',
  '```',
  '[',
  '](',
  ')',
  '(',
  ']',
  'https://a.test/x',
  'http://é.test',
];
scraps.push(
  'www.b.test',
  'www.',
  ' ',
  '\n',
  '\n> ',
  '\n- ',
  '\n* ',
  '\n1. ',
  '\n2. ',
  'a',
  'é',
  '.',
  '5',
  '!',
);
scraps.push('\u00a0', '😀', '\u202e');

// The same made-up texts as the Go test reads: the dice is mulberry32, the digest FNV-1a.
test('made-up texts are read as in Go', () => {
  let dice = 1;
  const roll = (n: number) => {
    dice = (dice + 0x6d2b79f5) | 0;
    let z = Math.imul(dice ^ (dice >>> 15), dice | 1);
    z ^= z + Math.imul(z ^ (z >>> 7), z | 61);
    return ((z ^ (z >>> 14)) >>> 0) % n;
  };
  const bytes = new TextEncoder();
  for (const [block, want] of vectors.madeUp.entries()) {
    let digest = 0x811c9dc5;
    const texts: string[] = [];
    for (let n = 0; n < 100; n++) {
      let text = '';
      for (let left = 1 + roll(24); left > 0; left--) text += scraps[roll(scraps.length)];
      texts.push(text);
      for (const byte of bytes.encode(dump(text))) digest = Math.imul(digest ^ byte, 0x01000193);
    }
    expect(
      digest >>> 0,
      `block ${block}: ${texts.map((text) => `${JSON.stringify(text)} ${dump(text)}`).join('\n')}`,
    ).toBe(want);
  }
});

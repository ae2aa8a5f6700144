import { expect, test } from 'vitest';
import { pieces, webAddress } from './pieces';

const links = (text: string) => pieces(text).flatMap((p) => (p.href ? [p.href] : []));

test.each([
  ['see https://a.example/x?y=1&z=2.', ['https://a.example/x?y=1&z=2']],
  ['(https://a.example/b_(c))', ['https://a.example/b_(c)']],
  ['(see www.a.example/b), and «http://b.example»', ['https://www.a.example/b', 'http://b.example/']],
  ['HTTPS://A.EXAMPLE', ['https://a.example/']],
  ['javascript:alert(1) data:text/html,x smb://a.example file:///etc/passwd', []],
  ['https://bank.example@evil.example/ https://user:pass@a.example', []],
  ['https:// www. https://localhost https://[', []],
  ['"https://a.example/"onmouseover="x"', ['https://a.example/']],
  ['no link here', []],
])('%s', (text, want) => {
  expect(links(text)).toEqual(want);
  expect(
    pieces(text)
      .map((p) => p.text)
      .join(''),
  ).toBe(text);
});

test('a long text costs no time', () => {
  const start = performance.now();
  pieces(`https://a.example/${'.,;:!?)'.repeat(1100)}`);
  pieces('www.'.repeat(2000));
  expect(performance.now() - start).toBeLessThan(200);
});

test('only an address of the web is followed', () => {
  for (const bad of [
    '',
    'shop',
    'javascript:alert(1)',
    'data:text/html,x',
    'ftp://a.example',
    'https://a@b.example',
    '//a.example',
  ])
    expect(webAddress(bad)).toBeUndefined();
  expect(webAddress('http://127.0.0.1:8420/demo/')).toBe('http://127.0.0.1:8420/demo/');
  expect(webAddress('https://a.example/ö')).toBe('https://a.example/%C3%B6');
});

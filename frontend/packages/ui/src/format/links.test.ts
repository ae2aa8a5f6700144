import { expect, test } from 'vitest';
import { stretches, target } from './links';

const links = (text: string) => stretches(text).flatMap((s) => s.href ?? []);

test('a text without links is one stretch, as it was', () => {
  expect(stretches('a < b && c\n<img src=x onerror=alert(1)>')).toEqual([
    { text: 'a < b && c\n<img src=x onerror=alert(1)>' },
  ]);
  expect(stretches('')).toEqual([]);
});

test('nothing of the text is lost', () => {
  const text = 'see (https://a.test/x_(y)), www.b.test. And https://c.test/?q=1!';
  expect(
    stretches(text)
      .map((s) => s.text)
      .join(''),
  ).toBe(text);
  expect(links(text)).toEqual(['https://a.test/x_(y)', 'https://www.b.test/', 'https://c.test/?q=1']);
});

test('only the web is a link', () => {
  for (const text of [
    'javascript:alert(1)',
    'data:text/html,x',
    'file:///etc/passwd',
    'https://user:secret@a.test/',
    'http://',
  ])
    expect(links(text)).toEqual([]);
});

test('a link stops where the direction of writing is turned', () => {
  expect(links('https://a.test/\u202Egpj.exe')).toEqual(['https://a.test/']);
});

test('look-alike letters show in the address', () => {
  expect(target('https://аpple.test/')).toBe('https://xn--pple-43d.test/');
});

test('a very long word is read in a moment', () => {
  const started = performance.now();
  stretches(`https://a.test/${'.'.repeat(200_000)}`);
  stretches('www.'.repeat(50_000));
  expect(performance.now() - started).toBeLessThan(1000);
});

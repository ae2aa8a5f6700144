import { expect, test } from 'vitest';
import { target } from './target';

test('only an address of the web is followed', () => {
  for (const bad of [
    '',
    'shop',
    'http://',
    'javascript:alert(1)',
    'data:text/html,x',
    'file:///etc/passwd',
    'ftp://a.example',
    'https://a@b.example',
    'https://user:secret@a.test/',
    '//a.example',
  ])
    expect(target(bad)).toBeUndefined();
  expect(target('http://127.0.0.1:8420/demo/')).toBe('http://127.0.0.1:8420/demo/');
  expect(target('www.b.test')).toBe('https://www.b.test/');
  expect(target('https://a.example/ö')).toBe('https://a.example/%C3%B6');
});

test('look-alike letters show in the address', () => {
  expect(target('https://аpple.test/')).toBe('https://xn--pple-43d.test/');
});

import { expect, test } from 'vitest';
import { Refusal, refusal } from './refusal';

test('a refusal is read from an error or from a string', () => {
  const json = '{"code":"text_too_long","message":"Too long.","field":"text"}';
  for (const thrown of [new Error(json), json]) {
    expect(refusal(thrown)).toMatchObject({ code: 'text_too_long', message: 'Too long.', field: 'text' });
  }
  expect(refusal('{"code":"not_found","message":"Gone.","field":""}').field).toBeUndefined();
});

test.each(['plain words', 'null', '[1]', '{"message":"no code"}'])('%s is still told', (text) => {
  expect(refusal(text)).toMatchObject({ code: 'internal', message: text });
});

test('a refusal stays what it is', () => {
  const once = new Refusal('a', 'b');
  expect(refusal(once)).toBe(once);
});

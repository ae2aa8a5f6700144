import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { read } from './frames';
import { fold, silence } from './talk';

test('what is not a frame is not read', () => {
  for (const bad of [
    '',
    '{',
    'null',
    '[]',
    '{"frame":"events"}',
    '{"frame":"events","n":1}',
    '{"frame":"events","n":1,"cursor":1,"list":[null]}',
    '{"frame":"events","n":1,"cursor":1,"list":[{"seq":"1","at":0,"kind":"message"}]}',
    '{"frame":"welcome","n":1,"epoch":"e"}',
    '{"frame":"welcome","n":1,"epoch":"e","at":1,"visitor":{"offer":{"state":"online"}}}',
    '{"frame":"offer","n":1,"offer":{"async":true}}',
    '{"frame":"wait","n":1,"stream":"s","ahead":"2"}',
    '{"frame":"wait","n":1,"stream":"s","ahead":2,"estimate":"4"}',
    '{"frame":"bye","n":1,"code":"x"}',
    '{"frame":7,"n":1}',
    new ArrayBuffer(2),
  ]) {
    expect(read(bad)).toBe(null);
  }
});

test('a frame of a newer server is counted and left alone', () => {
  expect(read('{"frame":"fireworks","n":7}')).toEqual({ n: 7 });
  expect(read('{"frame":"constructor","n":7}')).toEqual({ n: 7 });
});

const golden = new URL('../../../../backend/wire/testdata/', import.meta.url);

const agents = new Set(['library', 'own_answers', 'customer']);

/** Every object in a golden file that has a frame's name, wherever it lies. */
function framesIn(v: unknown): Record<string, unknown>[] {
  if (Array.isArray(v)) return v.flatMap(framesIn);
  if (typeof v !== 'object' || v === null) return [];
  const fields = v as Record<string, unknown>;
  return typeof fields.frame === 'string' ? [fields] : Object.values(fields).flatMap(framesIn);
}

describe.runIf(existsSync(golden))('golden frames of the server', () => {
  const names = existsSync(golden) ? readdirSync(golden).filter((name) => name.endsWith('.json')) : [];

  test('there are some', () => expect(names).not.toEqual([]));

  test.each(names)('%s', (name) => {
    const frames = framesIn(JSON.parse(readFileSync(new URL(name, golden), 'utf8')));
    expect(frames.length).toBeGreaterThan(0);
    let talk = silence;
    for (const f of frames) {
      // What goes up has no number; an agent's welcome, library and record are for agents.
      if (typeof f.n !== 'number' || f.agent !== undefined || agents.has(String(f.frame))) continue;
      const known = read(JSON.stringify(f))?.known;
      expect(known, JSON.stringify(f)).toBeDefined();
      if (known) talk = fold(talk, known);
    }
    if (name === 'visitor.json') expect(talk.epoch).not.toBe('');
  });
});

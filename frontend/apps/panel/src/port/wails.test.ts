import { expect, test } from 'vitest';
import { wailsPort } from './wails';

/** A program that begins what it is asked and ends it when it is told to. */
function program() {
  const begun: string[] = [];
  const ends = new Map<string, { done: (value?: unknown) => void; fail: (why: string) => void }>();
  const App = new Proxy(
    {},
    {
      get: (_, name: string) => () => {
        begun.push(name);
        return new Promise((done, fail) => ends.set(name, { done, fail }));
      },
    },
  );
  const settled = () => new Promise((done) => setTimeout(done));
  return { port: wailsPort({ go: { app: { App } } }), begun, ends, settled };
}

test('a text is sent when the draft of it has been kept, and not before', async () => {
  const { port, begun, ends, settled } = program();
  port.draft('c1', 'Hello');
  port.send('c1', 'Hello');
  port.close('c1', { tags: [], newTags: [], comment: '' });
  await settled();
  expect(begun).toEqual(['Draft']);
  ends.get('Draft')?.done();
  await settled();
  expect(begun).toEqual(['Draft', 'Send']);
  ends.get('Send')?.done();
  await settled();
  expect(begun).toEqual(['Draft', 'Send', 'Close']);
});

test('what waits for a server, and what only asks, holds nothing up', async () => {
  const { port, begun, ends, settled } = program();
  port.wake('c1');
  port.focus('c2');
  await settled();
  expect(begun).toEqual(['Wake', 'Focus']);
  port.typing('c2', true);
  port.find('lea');
  await settled();
  expect(begun).toEqual(['Wake', 'Focus', 'Find']);
  ends.get('Focus')?.done();
  await settled();
  expect(begun).toEqual(['Wake', 'Focus', 'Find', 'Typing']);
});

test('what is refused is told, and the next is done all the same', async () => {
  const { port, begun, ends, settled } = program();
  const refused = port.draft('c1', 'x').catch((why) => why.code);
  const undone = port.undo('c1', 'm1');
  await settled();
  ends.get('Draft')?.fail('{"code":"text_too_long","message":"Too long."}');
  expect(await refused).toBe('text_too_long');
  await settled();
  expect(begun).toEqual(['Draft', 'Undo']);
  ends.get('Undo')?.done({ text: 'Hello', files: [] });
  expect((await undone).text).toBe('Hello');
});

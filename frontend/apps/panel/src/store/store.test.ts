import type { Panel, PanelPatch } from '@parley/wire';
import { expect, test, vi } from 'vitest';
import { panelOf } from '../gallery/panels';
import { conversations } from '../gallery/people';
import { FakePort } from '../port/fake';
import { Store } from './store';

const settled = () => new Promise((done) => setTimeout(done, 0));

function scene() {
  const port = new FakePort(panelOf(conversations(2)));
  const store = new Store(port);
  const stop = store.start();
  return { port, store, stop };
}

test('the whole comes first, then the changes', async () => {
  const { port, store } = scene();
  expect(store.get()).toEqual({});
  await settled();
  expect(store.get().panel?.boxes).toHaveLength(2);
  port.tell({ boxes: [] });
  expect(store.get().panel?.boxes).toHaveLength(0);
});

test('changes that come while the whole is asked for are not lost', async () => {
  const { port, store } = scene();
  port.tell({ boxes: [] });
  await settled();
  expect(store.get().panel?.boxes).toHaveLength(0);
});

test('a missed change asks for the whole again', async () => {
  const { port, store } = scene();
  await settled();
  const asked = vi.spyOn(port, 'snapshot');
  port.lose({ notices: [{ id: 1, code: 'x', text: 'lost', at: 1 }] });
  port.tell({ boxes: [] });
  expect(store.get().panel?.notices).toHaveLength(0);
  await settled();
  expect(asked).toHaveBeenCalledTimes(1);
  expect(store.get().panel).toMatchObject({ boxes: [], notices: [{ text: 'lost' }] });
});

test('a whole that lags behind is asked for once more only when a change comes', async () => {
  const { port, store } = scene();
  await settled();
  const old: Panel = { ...port.panel };
  vi.spyOn(port, 'snapshot').mockResolvedValueOnce(old);
  port.lose({ boxes: [] });
  port.tell({ notices: [] });
  await settled();
  await settled();
  expect(store.get().panel?.boxes).toHaveLength(0);
});

test('the caret is asked for by the program alone', async () => {
  const { port, store } = scene();
  await settled();
  const caret = vi.fn();
  store.onCaret(caret);
  const quiet: Omit<PanelPatch, 'rev'> = { boxes: [] };
  port.tell(quiet);
  expect(caret).not.toHaveBeenCalled();
  port.tell({ focus: true });
  expect(caret).toHaveBeenCalledTimes(1);
});

test('a program that does not answer is told, and asked again by hand', async () => {
  const { port, store } = scene();
  vi.spyOn(port, 'snapshot').mockRejectedValueOnce(new Error('gone'));
  const late = new Store(port);
  late.start();
  await settled();
  expect(late.get()).toEqual({ failed: true });
  await late.ask();
  expect(late.get().panel).toBeDefined();
  expect(store.get().panel).toBeDefined();
});

test('an ended listening hears nothing', async () => {
  const { port, store, stop } = scene();
  await settled();
  stop();
  port.tell({ boxes: [] });
  expect(store.get().panel?.boxes).toHaveLength(2);
});

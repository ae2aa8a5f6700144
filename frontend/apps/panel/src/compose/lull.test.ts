import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { followTyping, written } from './lull';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

test('a text is written to its end when nobody types any more, but not for ever', async () => {
  const page = new EventTarget();
  followTyping(page as Document);
  let over = false;
  const end = () => {
    over = false;
    void written().then(() => {
      over = true;
    });
  };
  end();
  await vi.advanceTimersByTimeAsync(0);
  expect(over).toBe(true);
  const type = () => page.dispatchEvent(new Event('keydown'));
  type();
  end();
  await vi.advanceTimersByTimeAsync(200);
  expect(over).toBe(false);
  type();
  await vi.advanceTimersByTimeAsync(200);
  expect(over).toBe(false);
  await vi.advanceTimersByTimeAsync(100);
  expect(over).toBe(true);
  end();
  for (let n = 0; n < 20; n++) {
    type();
    await vi.advanceTimersByTimeAsync(100);
  }
  expect(over).toBe(true);
});

import { afterEach, expect, test, vi } from 'vitest';
import { browser } from './browser';

afterEach(() => vi.unstubAllGlobals());

test('a file is asked for with the token alone, and nowhere else than told', async () => {
  const fetching = vi.fn(async (_url: string, _how: RequestInit) => new Response('dots'));
  vi.stubGlobal('fetch', fetching);
  vi.stubGlobal('navigator', {});
  const blob = await browser().load('https://files.acme.test/f_1', 'secret');
  expect(await blob.text()).toBe('dots');
  expect(fetching.mock.calls).toEqual([
    [
      'https://files.acme.test/f_1',
      { headers: { Authorization: 'Bearer secret' }, credentials: 'omit', redirect: 'error' },
    ],
  ]);
  fetching.mockResolvedValueOnce(new Response('', { status: 404 }));
  await expect(browser().load('https://files.acme.test/f_2', 'secret')).rejects.toThrow('404');
});

import type { Page } from 'playwright-core';
import type { FakePort } from '../src/port/fake';
import type { Refusal } from '../src/port/refusal';

type Orders = Record<string, (...values: unknown[]) => Promise<unknown>>;

declare const window: { fake: FakePort; held: (() => void)[] };

/** The selector of a part by its test id. */
export const at = (id: string) => `[data-testid="${id}"]`;

/** The test id of what has the caret. */
export const focused = (page: Page) =>
  page.evaluate(() => document.activeElement?.getAttribute('data-testid'));

/** What the window has asked the desktop for. */
export const orders = (page: Page) => page.evaluate(() => window.fake.orders);

/** Lets the desktop refuse an order, with what it says. */
export const refuse = (page: Page, order: string, said: string) =>
  page.evaluate(
    ([name, why]) => window.fake.refuses.set(name ?? '', new Error(why) as Refusal),
    [order, said],
  );

/** Lets the desktop think about an order for as long as the answer is not called. */
export async function hold(page: Page, order: string): Promise<() => Promise<void>> {
  await page.evaluate((name) => {
    const port = window.fake as unknown as Orders;
    const obey = port[name]?.bind(port);
    window.held = [];
    port[name] = async (...values) => {
      await new Promise<void>((go) => window.held.push(go));
      return obey?.(...values);
    };
  }, order);
  return () => page.evaluate(() => window.held.splice(0).forEach((go) => void go()));
}

/** How many orders the desktop thinks about. */
export const heldOrders = (page: Page) => page.evaluate(() => window.held.length);

/** What of its files and texts the window has handed the desktop, in that order. */
export const given = async (page: Page) =>
  (await orders(page)).filter((order) => /^(beginFile|filePart|sendFile|save|send) /.test(order));

/** Lets files go over, or pastes them into, the place of writing. */
export const carry = (
  page: Page,
  how: 'drop' | 'paste',
  files: readonly (readonly [name: string, size: number])[],
  text = '',
) =>
  page.locator('.compose-box textarea').evaluate(
    (area, { how, files, text }) => {
      const carried = new DataTransfer();
      for (const [name, size] of files) carried.items.add(new File([new Uint8Array(size)], name));
      if (text) carried.setData('text/plain', text);
      const common = { bubbles: true, cancelable: true };
      area.dispatchEvent(
        how === 'drop'
          ? new DragEvent('drop', { ...common, dataTransfer: carried })
          : new ClipboardEvent('paste', { ...common, clipboardData: carried }),
      );
    },
    { how, files, text },
  );

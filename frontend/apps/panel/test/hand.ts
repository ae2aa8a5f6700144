import type { Page } from 'playwright-core';
import type { FakePort } from '../src/port/fake';
import type { Refusal } from '../src/port/refusal';

declare const window: { fake: FakePort };

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

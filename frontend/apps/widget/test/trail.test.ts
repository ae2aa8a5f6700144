// What the widget says without being asked, in a real browser: where the visitor
// is, and what they had before their eyes. "Seen" is a promise to the agent: it
// must not be said of what nobody can have looked at.
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { Desk } from '../../../packages/link/src/testing/desk';
import { Stage, Visit } from './stage';

const stage = new Stage();
let v: Visit;

beforeAll(() => stage.start(), 60_000);
afterAll(() => stage.stop());
beforeEach(() => {
  stage.desk = new Desk(() => Date.now());
  stage.pages.clear();
});
afterEach(async () => {
  expect(v.errors).toEqual([]);
  await v.close();
});

const said = (what: string) => expect.poll(() => stage.desk.trail, { timeout: 10_000 }).toContain(what);
const seen = () => stage.desk.trail.filter((t) => t.startsWith('thread.see'));

/** Ada says something; its number. */
function answer(text: string): number {
  stage.desk.say('Ada', text);
  return stage.desk.latest.seq;
}

/** A visitor who has written, and has seen Ada's first answer. */
async function talking(): Promise<void> {
  v = await stage.visit();
  await v.open();
  await v.write('Hello');
  stage.desk.join('Ada');
  await said(`thread.see ${answer('Good day')}`);
  stage.desk.trail = [];
}

/** Marks go first: once another page is told of, so is all that was seen before it. */
async function overtaken(path: string): Promise<void> {
  await v.page.evaluate((to) => history.pushState(null, '', to), path);
  await said(`visitor.view ${stage.site}${path}`);
}

// row: B-15
describe('seen is said', () => {
  test('of nothing while the window is closed, and of all of it once it is opened again', {
    timeout: 60_000,
  }, async () => {
    await talking();
    await v.field.press('Escape');
    await expect.poll(() => v.launcher.getAttribute('aria-expanded')).toBe('false');
    // Nor if its place on the page is not gone yet, or the site has it shown.
    await v.card.evaluate((e) => e.style.setProperty('display', 'block', 'important'));
    const one = answer('Are you there?');
    await said(`thread.deliver ${one}`);
    await overtaken('/closed');
    expect(seen()).toEqual([]);
    await v.card.evaluate((e) => e.style.removeProperty('display'));
    await v.launcher.click();
    await said(`thread.see ${one}`);
  });

  test('of nothing on a page that is not shown, and of all of it when it is again', {
    timeout: 60_000,
  }, async () => {
    await talking();
    const show = (state: string) =>
      v.frame().evaluate((now) => {
        Object.defineProperty(document, 'visibilityState', { configurable: true, get: () => now });
        document.dispatchEvent(new Event('visibilitychange'));
      }, state);
    await show('hidden');
    const one = answer('Are you there?');
    await v.inside.getByText('Are you there?', { exact: true }).waitFor({ state: 'attached' });
    // Seen would be said in its place.
    await said(`thread.deliver ${one}`);
    expect(seen()).toEqual([]);
    await show('visible');
    await said(`thread.see ${one}`);
  });

  test('of nothing below what is in view, and of it once the visitor scrolls there', {
    timeout: 60_000,
  }, async () => {
    await talking();
    const long = answer('A long one.\n'.repeat(60));
    await said(`thread.see ${long}`);
    await v.log.evaluate((e) => e.scrollTo(0, 0));
    await expect.poll(() => v.log.evaluate((e) => e.scrollTop)).toBe(0);
    stage.desk.trail = [];
    const below = answer('Below');
    await v.inside.getByText('Below', { exact: true }).waitFor({ state: 'attached' });
    await said(`thread.deliver ${below}`);
    await overtaken('/above');
    expect(seen()).toEqual([]);
    await v.log.evaluate((e) => e.scrollTo(0, e.scrollHeight));
    await said(`thread.see ${below}`);
  });

  test('on the next page of what came between, and once', { timeout: 60_000 }, async () => {
    await talking();
    await v.page.goto('about:blank');
    await expect.poll(() => stage.desk.seats.size).toBe(0);
    const one = answer('Are you there?');
    await v.go('/next');
    await said(`thread.see ${one}`);
    await v.page.reload();
    await v.inside.getByText('Are you there?', { exact: true }).waitFor();
    await overtaken('/after');
    expect(seen()).toEqual([`thread.see ${one}`]);
  });

  test('of what was written before the end, when the visitor comes back after it', {
    timeout: 60_000,
  }, async () => {
    await talking();
    await v.page.goto('about:blank');
    await expect.poll(() => stage.desk.seats.size).toBe(0);
    const one = answer('We found it. Good bye');
    stage.desk.end();
    await v.go('/');
    await said(`thread.see ${one}`);
  });
});

// row: P-030
describe('a page is told', () => {
  test('in a second tab, and the next one in it', { timeout: 60_000 }, async () => {
    await talking();
    const first = v;
    v = new Visit(stage, await first.page.context().newPage());
    await v.go('/boots');
    await said(`visitor.view ${stage.site}/boots`);
    await v.go('/tents');
    await said(`visitor.view ${stage.site}/tents`);
    expect(first.errors).toEqual([]);
  });

  test('with its own title, without a place on it, and not for that place', { timeout: 60_000 }, async () => {
    await talking();
    const pages: unknown[] = [];
    const hear = stage.desk.hear.bind(stage.desk);
    stage.desk.hear = (seat, text) => {
      const f = JSON.parse(text) as { kind?: string; body?: { page: unknown } };
      if (f.kind === 'visitor.view') pages.push(f.body?.page);
      hear(seat, text);
    };
    for (const section of ['#one', '#two', '#access_token=secret']) {
      await v.page.evaluate((to) => history.replaceState(null, '', to), section);
    }
    // As a site does on the way back: the address first, its title a little later.
    await v.page.evaluate(() => {
      history.pushState(null, '', '/back#three');
      window.dispatchEvent(new PopStateEvent('popstate'));
      setTimeout(() => {
        document.title = 'Back';
      }, 500);
    });
    await said(`visitor.view ${stage.site}/back`);
    await overtaken('/last');
    expect(pages[0]).toEqual({ url: `${stage.site}/back`, title: 'Back' });
    expect(JSON.stringify(pages)).not.toMatch(/secret|#/);
  });
});

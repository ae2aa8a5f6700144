import { readFileSync } from 'node:fs';
import { devices } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { Desk } from '../../../packages/link/src/testing/desk';
import { axe } from './axe';
import { Stage, type Visit } from './stage';

const phone = { ...devices['iPhone 13'], viewport: { width: 390, height: 844 } };
const built = new URL('../../../dist/widget/frame.html', import.meta.url);

const stage = new Stage();
let v: Visit;

beforeAll(async () => {
  expect(readFileSync(built, 'utf8'), 'the widget is built').toContain('script');
  await stage.start();
}, 60_000);
afterAll(() => stage.stop());
beforeEach(() => {
  stage.desk = new Desk(() => Date.now());
  stage.up = true;
  stage.pages.clear();
});
afterEach(async () => {
  expect(v.errors).toEqual([]);
  await v.close();
});

const texts = () => v.inside.locator('.text').allTextContents();
const seen = (text: string) => v.inside.getByText(text, { exact: true }).last().waitFor();
const until = (what: () => unknown) => expect.poll(what, { timeout: 5000 });

describe('a conversation', () => {
  test('goes both ways, with the agent’s name, typing and states', { timeout: 30_000 }, async () => {
    v = await stage.visit();
    await v.open();
    await seen('Someone is here to answer');
    await v.write('Hello');
    stage.desk.join('Ada');
    stage.desk.typing(true);
    await seen('Ada is writing');
    stage.desk.say('Ada', 'Good day <b>to</b> https://shop.example/a?b=1.');
    await v.inside.getByRole('link').waitFor();
    expect(await texts()).toEqual(['Hello', 'Good day <b>to</b> https://shop.example/a?b=1.']);
    const link = v.inside.getByRole('link');
    expect(await link.getAttribute('href')).toBe('https://shop.example/a?b=1');
    expect(await link.getAttribute('rel')).toContain('noopener noreferrer');
    expect(await v.inside.locator('.typing').count()).toBe(0);
    await v.field.pressSequentially('One');
    await until(() => stage.desk.signals.at(-1)?.on).toBe(true);
    await v.field.press('Shift+Enter');
    await v.field.pressSequentially('Two');
    await v.field.press('Enter');
    await until(texts).toHaveLength(3);
    expect((await texts())[2]).toBe('One\nTwo');
    await v.field.fill('  \n ');
    await v.field.press('Enter');
    expect(await texts()).toHaveLength(3);
    expect(
      await v.inside
        .getByText('Good day')
        .first()
        .evaluate((e) => e.getBoundingClientRect().left),
    ).toBeLessThan(40);
  });

  test('an input method’s Enter chooses a word and sends nothing', { timeout: 30_000 }, async () => {
    v = await stage.visit();
    await v.open();
    await v.field.fill('日本');
    await v.field.dispatchEvent('keydown', { key: 'Enter', isComposing: true, bubbles: true });
    await v.field.dispatchEvent('keydown', { key: 'Enter', keyCode: 229, bubbles: true });
    expect(await texts()).toEqual([]);
  });

  test('that ends is told, and the window goes; writing begins another', { timeout: 30_000 }, async () => {
    v = await stage.visit();
    await v.open();
    await v.write('Hello');
    stage.desk.join('Ada');
    stage.desk.end();
    await seen('The conversation has ended');
    await until(() => v.launcher.getAttribute('aria-expanded')).toBe('false');
    await v.page
      .locator('[data-parley-widget] [role=status]')
      .getByText('The conversation has ended.')
      .waitFor();
    await v.open();
    await v.write('Again');
    await until(() => stage.desk.conversations.length).toBe(2);
    await seen('Earlier conversation');
  });

  test('that ends does not close on who has begun another since', { timeout: 30_000 }, async () => {
    v = await stage.visit();
    await v.open();
    await v.write('Hello');
    stage.desk.end();
    await seen('The conversation has ended');
    await v.write('Again');
    await v.page.waitForTimeout(2500);
    expect(await v.launcher.getAttribute('aria-expanded')).toBe('true');
  });

  test('can be ended by the visitor, who is asked once', { timeout: 30_000 }, async () => {
    v = await stage.visit();
    await v.open();
    await v.write('Hello');
    await v.inside.getByRole('button', { name: 'End chat' }).click();
    await v.inside.getByRole('button', { name: 'Keep talking' }).press('Escape');
    expect(await v.launcher.getAttribute('aria-expanded')).toBe('true');
    await v.inside.getByRole('button', { name: 'End chat' }).click();
    await v.inside.getByRole('alertdialog').getByRole('button', { name: 'End chat' }).click();
    await until(() => v.launcher.getAttribute('aria-expanded')).toBe('false');
    await until(() => stage.desk.latest.left).toBe(true);
  });

  test('outlives a lost line and a reload', { timeout: 40_000 }, async () => {
    v = await stage.visit();
    await v.open();
    await v.write('One');
    stage.up = false;
    stage.cut();
    await v.write('Two');
    await seen('No connection. What you write will be sent when it is back.');
    await v.page.reload();
    await seen('Two');
    stage.up = true;
    await until(() => stage.desk.latest.events.map((e) => e.text)).toEqual(['One', 'Two']);
    await until(() => v.inside.getByText('Sending…').count()).toBe(0);
  });

  test('waits with a count on the button, and opens at the first unread', { timeout: 30_000 }, async () => {
    v = await stage.visit();
    await v.open();
    await v.write('Hello');
    await v.field.press('Escape');
    await until(() => v.launcher.getAttribute('aria-expanded')).toBe('false');
    await v.go('/another');
    stage.desk.join('Ada');
    for (let i = 1; i <= 9; i++) stage.desk.say('Ada', `Line ${i}\n\n\nof nine`);
    await until(() => v.launcher.getAttribute('aria-label')).toBe('Open chat, 9 unread messages');
    await v.launcher.click();
    await until(() => v.frame().evaluate(() => document.activeElement?.textContent ?? '')).toContain(
      'Line 1',
    );
    await until(() => v.launcher.getAttribute('aria-label')).toBe('Close chat');
    expect(await v.frame().evaluate(() => document.scrollingElement?.scrollTop)).toBe(0);
  });

  test('stays at the end where its room becomes another before it is told that it has moved', {
    timeout: 30_000,
  }, async () => {
    v = await stage.visit();
    await v.open();
    await v.write('Hello');
    stage.desk.join('Ada');
    for (let i = 1; i <= 12; i++) stage.desk.say('Ada', `Line ${i}\n\n\nof twelve`);
    await seen('Line 12\n\n\nof twelve');
    const below = () => v.log.evaluate((log) => log.scrollHeight - log.clientHeight - log.scrollTop);
    await until(below).toBeLessThan(2);
    await v.log.evaluate((log) => {
      log.style.flex = '0 0 200px';
      log.dispatchEvent(new Event('scroll'));
    });
    await until(below).toBeLessThan(2);
    stage.desk.say('Ada', 'One more');
    await seen('One more');
    await until(below).toBeLessThan(2);
  });

  // row: B-15
  test('what is before the visitor’s eyes is told as seen, and nothing else', {
    timeout: 30_000,
  }, async () => {
    v = await stage.visit();
    await v.open();
    await v.write('Hello');
    stage.desk.join('Ada');
    const told = () =>
      stage.desk.trail.filter((one) => one.startsWith('thread.see')).map((one) => Number(one.split(' ')[1]));
    const newest = () => stage.desk.latest.seq;
    stage.desk.say('Ada', 'In view');
    await seen('In view');
    await until(() => told().at(-1)).toBe(newest());

    // Whoever has scrolled up has not seen what comes below.
    for (let i = 1; i <= 12; i++) stage.desk.say('Ada', `Line ${i}\n\n\nof twelve`);
    await seen('Line 12\n\n\nof twelve');
    await until(() => told().at(-1)).toBe(newest());
    await v.log.evaluate((log) => log.scrollTo(0, 0));
    const before = newest();
    stage.desk.say('Ada', 'Below\n\n\nthe fold');
    await v.inside.getByText('Below').last().waitFor({ state: 'attached' });
    await until(() => told().at(-1)).toBe(before);

    // Nor has who has folded the window away; and it is told once they open it.
    await v.field.press('Escape');
    await until(() => v.launcher.getAttribute('aria-expanded')).toBe('false');
    stage.desk.say('Ada', 'Out of sight');
    await until(() => v.launcher.getAttribute('aria-label')).toContain('unread');
    expect(told().at(-1)).toBe(before);
    await v.launcher.click();
    await v.inside.getByText('Out of sight').last().scrollIntoViewIfNeeded();
    await until(() => told().at(-1)).toBe(newest());
  });

  test('is one in two tabs, over one socket', { timeout: 30_000 }, async () => {
    v = await stage.visit();
    await v.open();
    await v.write('From the first');
    const other = await v.page.context().newPage();
    await other.goto(`${stage.site}/`);
    await other.frameLocator('[data-parley-widget] iframe').getByText('From the first').waitFor();
    expect(stage.desk.seats.size).toBe(1);
    await other.frameLocator('[data-parley-widget] iframe').getByRole('textbox').fill('From the second');
    await other.frameLocator('[data-parley-widget] iframe').getByRole('textbox').press('Enter');
    await seen('From the second');
    await other.close();
  });
});

describe('on a stranger’s site', () => {
  test('the strictest policy is not violated, and the widget has its looks', {
    timeout: 30_000,
  }, async () => {
    const policy = "default-src 'none'; script-src SERVER; frame-src SERVER";
    stage.pages.set('/strict', { policy });
    v = await stage.visit('/strict');
    const violations: string[] = [];
    await v.page.exposeFunction('violated', (what: string) => violations.push(what));
    await v.page.evaluate(() =>
      document.addEventListener('securitypolicyviolation', (e) =>
        (window as unknown as { violated: (s: string) => void }).violated(e.violatedDirective),
      ),
    );
    await v.open();
    await v.write('Hello');
    expect(violations).toEqual([]);
    const box = await v.card.boundingBox();
    expect([Math.round(box?.width ?? 0), Math.round(box?.height ?? 0)]).toEqual([380, 600]);
    expect(await v.launcher.evaluate((b) => getComputedStyle(b).position)).toBe('fixed');
  });

  test('polluted prototypes and hostile styles do no harm', { timeout: 30_000 }, async () => {
    const head = `<style>body > *, section, iframe { display: none } div { position: static; opacity: .1; transform: scale(2) } button { all: unset }</style><script>
      const no = () => { throw new Error('polluted') };
      for (const name of ['map', 'forEach', 'filter', 'includes', 'indexOf', 'push', 'slice', 'join', 'find', 'reduce', 'concat'])
        Array.prototype[name] = no;
      for (const name of ['trim', 'includes', 'startsWith', 'split', 'replace', 'padStart']) String.prototype[name] = no;
      Function.prototype.bind = no;
      Array.prototype.toJSON = Object.prototype.toJSON = no;
      Object.prototype.extra = 'enumerable';
      Object.prototype.get = no;
      Object.keys = Object.entries = Object.assign = no;
      JSON.parse = JSON.stringify = no;
      window.URL = window.Promise = no;
    </script>`;
    stage.pages.set('/polluted', { head });
    v = await stage.visit('/polluted', { viewport: { width: 1000, height: 700 } });
    expect(await v.launcher.boundingBox()).toEqual({ x: 924, y: 624, width: 56, height: 56 });
    await v.open();
    await v.write('Still here');
  });

  test('one new global, frozen, that opens, closes and tells', { timeout: 30_000 }, async () => {
    v = await stage.visit('/');
    const globals = () => v.page.evaluate(() => Object.getOwnPropertyNames(window));
    const withUs = await globals();
    await v.page.route('**/widget.js', (route) => route.fulfill({ body: '' }));
    await v.page.goto(`${stage.site}/`);
    const without = await globals();
    expect(withUs.filter((name) => !without.includes(name))).toEqual(['Parley']);
    await v.page.unroute('**/widget.js');
    await v.go('/');
    const told = await v.page.evaluate(async () => {
      const api = (window as unknown as { Parley: Record<string, (...a: unknown[]) => unknown> }).Parley;
      const heard: string[] = [];
      const off = api.on?.('open', () => heard.push('open')) as () => void;
      api.on?.('close', () => heard.push('close'));
      api.open?.();
      api.close?.();
      off();
      api.open?.();
      return { heard, frozen: Object.isFrozen(api), keys: Object.keys(api).sort() };
    });
    expect(told).toEqual({
      heard: ['open', 'close'],
      frozen: true,
      keys: ['close', 'on', 'open', 'version'],
    });
  });

  test('nothing moves on the page, and nothing is stored before the visitor writes', {
    timeout: 30_000,
  }, async () => {
    v = await stage.visit('/');
    await v.page.evaluate(() => {
      const w = window as unknown as { shift: number };
      w.shift = 0;
      new PerformanceObserver((list) => {
        for (const e of list.getEntries()) w.shift += (e as unknown as { value: number }).value;
      }).observe({ type: 'layout-shift', buffered: true });
    });
    await v.open();
    await seen('Hello. How can we help?');
    await v.field.press('Escape');
    await v.page.waitForTimeout(300);
    expect(await v.page.evaluate(() => (window as unknown as { shift: number }).shift)).toBe(0);
    const stored = () => ({ ...localStorage, ...sessionStorage });
    expect(await v.page.evaluate(stored)).toEqual({});
    expect(await v.frame().evaluate(stored)).toEqual({});
    expect(await v.page.context().cookies()).toEqual([]);
  });

  test('the shop’s hot keys get none of the visitor’s letters', { timeout: 30_000 }, async () => {
    v = await stage.visit(`${stage.server}/demo/`);
    await v.open();
    await v.field.pressSequentially('big hat / here');
    expect(await v.field.inputValue()).toBe('big hat / here');
    expect(v.page.url()).toBe(`${stage.server}/demo/`);
    await v.go(`${stage.server}/demo/strict.html`);
    await v.open();
    await v.write('Strictly');
  });

  test('whatever is written, of either side, is text and calls nothing', { timeout: 120_000 }, async () => {
    const corpus: string[] = JSON.parse(
      readFileSync(new URL('../../../../backend/e2e/rig/hostile.json', import.meta.url), 'utf8'),
    );
    v = await stage.visit('/');
    await v.open();
    for (const frame of [v.page.mainFrame(), v.frame()]) {
      await frame.evaluate(() => {
        const noted = window as unknown as { called: number; canary: () => void };
        noted.called = 0;
        noted.canary = () => void noted.called++;
      });
    }
    await v.write(corpus[0] ?? '');
    for (const text of corpus) {
      stage.desk.say(text, text);
      stage.desk.send(text, 'link', { title: text, url: text });
      stage.desk.send(text, 'offer', { title: text, text, url: text, picture: text });
    }
    stage.desk.say('Ada', 'That is all.');
    await seen('That is all.');
    const harm = () => {
      const grown = document.querySelectorAll(
        'iframe:not([src*="/widget/frame.html"]), object, embed, base, math, form[action], marquee, video, audio, template, [srcdoc], [formaction], svg a, svg script, img:not([src^="https:"]):not([src^="http:"]):not([src^="blob:"])',
      );
      const doing = [...document.querySelectorAll('*')].filter((one) =>
        [...one.attributes].some(({ name }) => name.startsWith('on')),
      );
      const links = [...document.querySelectorAll('a[href]')].filter(
        (one) => !/^https?:$/.test((one as HTMLAnchorElement).protocol),
      );
      const { called } = window as unknown as { called: number };
      return [
        ...[...grown, ...doing, ...links].map((one) => one.outerHTML.slice(0, 200)),
        ...(called ? ['canary'] : []),
      ];
    };
    for (const frame of [v.page.mainFrame(), v.frame()]) expect(await frame.evaluate(harm)).toEqual([]);
    v.errors.length = 0; // pictures that are nowhere
  });

  test('a stranger’s message is not heard', { timeout: 30_000 }, async () => {
    v = await stage.visit('/');
    await v.open();
    await v.page.evaluate(() => {
      window.postMessage({ parley: 'ready', nonce: '' }, '*');
      document
        .querySelector('[data-parley-widget]')
        ?.shadowRoot?.querySelector('iframe')
        ?.contentWindow?.postMessage({ parley: 'settle', nonce: 'x', open: false }, '*');
    });
    await v.write('Hello');
    expect(await v.launcher.getAttribute('aria-expanded')).toBe('true');
  });
});

describe('for everybody', () => {
  test('focus goes in on opening and comes back on Esc', { timeout: 30_000 }, async () => {
    v = await stage.visit('/');
    await v.launcher.focus();
    await v.page.keyboard.press('Enter');
    await until(() => v.frame().evaluate(() => document.activeElement?.tagName)).toBe('TEXTAREA');
    await v.page.keyboard.type('typed');
    expect(await v.field.inputValue()).toBe('typed');
    await v.page.keyboard.press('Escape');
    await until(() =>
      v.page.evaluate(
        () => document.querySelector('[data-parley-widget]')?.shadowRoot?.activeElement?.className,
      ),
    ).toBe('button');
    expect(await v.launcher.getAttribute('aria-expanded')).toBe('false');
  });

  test('French on a French page', { timeout: 30_000 }, async () => {
    stage.pages.set('/fr', { lang: 'fr-CA' });
    v = await stage.visit('/fr');
    expect(await v.launcher.getAttribute('aria-label')).toBe('Ouvrir la discussion');
    await v.open();
    await seen('Quelqu’un est là pour répondre');
    expect(await v.frame().evaluate(() => document.documentElement.lang)).toBe('fr');
    await v.write('Bonjour');
    await v.inside.getByRole('button', { name: 'Terminer' }).click();
    const ways = v.inside.getByRole('alertdialog').getByRole('button');
    await ways.nth(1).waitFor();
    const places = await ways.evaluateAll((all) => all.map((one) => one.getBoundingClientRect().top));
    expect(new Set(places).size).toBe(1);
  });

  test('a phone gives the whole screen, and no less than the keyboard leaves', {
    timeout: 30_000,
  }, async () => {
    v = await stage.visit('/', phone);
    await v.launcher.tap();
    await v.field.waitFor();
    await until(() => v.card.boundingBox()).toEqual({ x: 0, y: 0, width: 390, height: 844 });
    expect(
      await v.field.evaluate((e) => Number.parseFloat(getComputedStyle(e).fontSize)),
    ).toBeGreaterThanOrEqual(16);
    await v.page.evaluate(() => {
      const view = window.visualViewport;
      if (!view) return;
      Object.defineProperty(view, 'height', { value: 500 });
      view.dispatchEvent(new Event('resize'));
    });
    await until(async () => (await v.card.boundingBox())?.height).toBe(500);
    const field = await v.field.boundingBox();
    expect((field?.y ?? 999) + (field?.height ?? 0)).toBeLessThan(500);
  });

  test('what is tapped on a phone is 44 wide and high, a long name has two lines', {
    timeout: 30_000,
  }, async () => {
    v = await stage.visit('/', { ...phone, viewport: { width: 320, height: 568 } });
    await v.launcher.tap();
    await v.write('Hello');
    stage.desk.join('Nguyễn Thị Minh Khai');
    stage.desk.refuse = [{ code: 'rate_limited', message: 'A little slower, please.' }];
    await v.write('This one is refused');
    await v.inside.getByRole('button', { name: 'Try again' }).waitFor();
    await until(() => v.inside.getByRole('heading', { level: 1 }).textContent()).toBe('Nguyễn Thị Minh Khai');
    const small = await v.inside.locator('button:visible').evaluateAll((all) =>
      all
        .filter((button) => {
          const { x, y, width, height } = button.getBoundingClientRect();
          const [across, down] = [x + width / 2, y + height / 2];
          const sides = [
            [0, -21],
            [0, 21],
            [-21, 0],
            [21, 0],
          ] as const;
          return sides.some(
            ([right, below]) =>
              document.elementFromPoint(across + right, down + below)?.closest('button') !== button,
          );
        })
        .map((button) => button.textContent || button.getAttribute('aria-label')),
    );
    expect(small).toEqual([]);
    const name = v.inside.getByRole('heading', { level: 1 });
    expect(await name.evaluate((one) => one.scrollHeight <= one.clientHeight)).toBe(true);
  });

  const sights = [
    ['light', {}],
    ['dark', { colorScheme: 'dark' as const }],
    ['phone', phone],
    ['phone, dark', { ...phone, colorScheme: 'dark' as const }],
    ['200 %', { viewport: { width: 640, height: 400 } }],
    ['colour', {}],
  ] as const;
  test.each(sights)('axe finds nothing: %s', { timeout: 60_000 }, async (name, options) => {
    stage.pages.set('/', { attributes: name === 'colour' ? 'data-color="#e8b100"' : '' });
    v = await stage.visit('/', { ...options });
    const check = async (where: string) => {
      await v.page.waitForTimeout(250);
      const frames = where === 'closed' ? [v.page.mainFrame()] : v.page.frames();
      for (const frame of frames) expect(await axe(frame), where).toEqual([]);
    };
    await check('closed');
    await v.open();
    await check('welcome');
    await v.write('Hello');
    await until(() => stage.desk.conversations.length).toBe(1);
    stage.desk.join('Ada');
    stage.desk.say('Ada', 'Look at https://shop.example/ please');
    await v.inside.getByRole('link').waitFor();
    stage.desk.refuse = [{ code: 'forbidden', message: 'No.' }];
    await v.write('Refused');
    await seen('Try again');
    stage.desk.typing(true);
    await v.inside.getByRole('button', { name: 'End chat' }).click();
    await check('talk');
    await v.field.fill('a'.repeat(8001));
    stage.desk.end();
    await seen('The conversation has ended');
    await check('ended');
  });
});

import { readFileSync } from 'node:fs';
import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import type { FakePort } from '../src/port/fake';
import type { Gallery } from './browser';
import { at } from './hand';

/** Two hundred things that attackers write where a name or a message is expected; what is carried out calls canary(). */
const corpus: string[] = JSON.parse(
  readFileSync(new URL('../../../../backend/e2e/rig/hostile.json', import.meta.url), 'utf8'),
);

declare const window: { fake: FakePort; called: string[]; canary: () => void; go: unknown };

/** Puts the corpus where a view takes it from, in the page, and says how many rounds that takes. */
type Plant = (texts: string[], round: number) => void;

interface View {
  /** Where it is planted: all of it at once, or one text a round. */
  plant: Plant;
  rounds: 'all' | 'each';
  /** Opens the view, once it is planted. */
  open?: (page: Page) => Promise<unknown>;
  /** What must be there, for the view to have been looked at. */
  shows: string;
}

const views: Record<string, View> = {
  boxes: {
    rounds: 'all',
    plant: (texts) => {
      const { boxes } = window.fake.panel;
      const [one] = boxes;
      if (one)
        window.fake.tell({
          boxes: [
            ...boxes,
            ...texts.map((text, n) => ({
              ...one,
              tone: 'mine' as const,
              stream: `h${n}`,
              name: text,
              label: text,
              lastText: text,
            })),
          ],
        });
    },
    shows: '[data-testid="box-h199"]',
  },
  'what is set aside': {
    rounds: 'all',
    plant: (texts) =>
      window.fake.tell({
        shelf: texts.map((text, n) => ({
          stream: `h${n}`,
          channel: 'chat',
          label: text,
          name: text,
          state: 'reserved',
          online: false,
          lastText: text,
          from: text,
          comment: text,
          since: Date.now(),
        })),
      }),
    shows: '[data-testid="shelf-h199"]',
  },
  notices: {
    rounds: 'all',
    plant: (texts) =>
      window.fake.tell({
        notices: texts.map((text, id) => ({ id, code: 'x', text, at: 1, own: id % 2 === 0 })),
      }),
    open: (page) => page.click('[data-testid="notices-more"]'),
    shows: '[data-testid="notice"]:nth-of-type(200)',
  },
  'messages, cards and what they were told of': {
    rounds: 'each',
    plant: (texts, round) => {
      const text = texts[round] ?? '';
      const { threads, active } = window.fake.panel;
      const [thread] = threads;
      const card = { title: text, text, url: text, picture: text };
      const shared = { at: Date.now(), name: text, text } as const;
      if (thread && thread.stream === active)
        window.fake.tell({
          threads: [
            {
              ...thread,
              lines: [
                { key: `a${round}`, kind: 'visitor', ...shared },
                { key: `b${round}`, kind: 'agent', state: 'failed', reason: text, ...shared },
                { key: `c${round}`, kind: 'agent', state: 'sent', form: 'offer', card, ...shared },
                { key: `d${round}`, kind: 'agent', state: 'sent', form: 'link', card, ...shared },
                {
                  key: `e${round}`,
                  kind: 'system',
                  system: 'transferred',
                  from: text,
                  to: text,
                  comment: text,
                  at: Date.now(),
                },
                { key: `f${round}`, kind: 'system', system: 'viewed', url: text, text, at: Date.now() },
                { key: `g${round}`, kind: 'system', system: 'tagged', text, at: Date.now() },
                { key: `h${round}`, kind: 'system', system: 'unknown', text, at: Date.now() },
                {
                  key: `i${round}`,
                  kind: 'system',
                  system: 'closed',
                  ending: 'agent',
                  name: text,
                  comment: text,
                  at: Date.now(),
                },
              ],
            },
          ],
        });
    },
    shows: '[data-testid^="line-i"]',
  },
  'the head, the information and the customer record': {
    rounds: 'each',
    plant: (texts, round) => {
      const text = texts[round] ?? '';
      const [thread] = window.fake.panel.threads;
      const customer = {
        firstName: text,
        lastName: text,
        email: text,
        phone: text,
        address: text,
        zip: text,
        city: text,
        country: text,
        externalId: text,
        notes: text,
      };
      if (thread)
        window.fake.tell({
          threads: [
            {
              ...thread,
              name: text,
              label: text,
              site: text,
              language: text,
              why: text,
              draft: text,
              page: { url: text, title: text },
              customer,
            },
          ],
        });
    },
    shows: '[data-testid="customer-is-notes"]',
  },
  panes: {
    rounds: 'each',
    plant: (texts, round) => {
      const text = texts[round] ?? '';
      const [thread] = window.fake.panel.threads;
      const lines = [{ key: 'p', kind: 'visitor', at: Date.now(), name: text, text }] as const;
      if (thread)
        window.fake.tell({
          panes: ['c1', 'c2'],
          threads: [{ ...thread, stream: 'c2', name: text, label: text, typing: true, lines: [...lines] }],
        });
    },
    shows: '[data-testid="pane-c2"] [data-testid="line-p"]',
  },
  'earlier conversations': {
    rounds: 'all',
    plant: (texts) => {
      window.fake.page = 200;
      window.fake.before.set(
        'c2',
        texts.map((text, n) => ({ stream: `h${n}`, channel: 'chat', openedAt: n, agents: [text] })),
      );
      for (const [n] of texts.entries())
        window.fake.said.set(
          `h${n}`,
          texts.slice(0, 40).map((text, k) => ({ key: `${k}`, kind: 'visitor', at: n, name: text, text })),
        );
    },
    open: async (page) => {
      await page.keyboard.press('Control+2');
      await page.click(at('past-h0'));
    },
    shows: '.past-bar',
  },
  'the switcher, and what it recalls': {
    rounds: 'all',
    plant: (texts) => {
      window.fake.over = texts.map((text, n) => ({
        stream: `over${n}`,
        over: true,
        channel: 'chat',
        label: text,
        name: `find ${text}`,
        openedAt: n,
      }));
      window.fake.said.set(
        'over0',
        texts.slice(0, 40).map((text, k) => ({ key: `${k}`, kind: 'visitor', at: 1, name: text, text })),
      );
      window.fake.ready = {
        answers: texts.map((text, n) => ({ key: `${n}`, category: text, title: `find ${text}`, text })),
        links: [],
        offers: [],
        variables: [],
      };
    },
    open: async (page) => {
      await page.keyboard.press('Control+k');
      await page.fill(at('switcher-find'), 'find');
      await page.click(at('switch-past over0'));
    },
    shows: '[data-testid="recall"] .message',
  },
  'whom to transfer to': {
    rounds: 'all',
    plant: (texts) => {
      window.fake.who = texts.map((text, n) => ({
        kind: 'agent',
        id: `${n}`,
        name: text,
        skills: [text],
        groups: [text],
        free: n % 2 === 0,
        light: 'green',
        used: 0,
        slots: 1,
        why: text,
      }));
    },
    open: (page) => page.keyboard.press('Control+Shift+F'),
    shows: '[data-testid="target-agent-199"]',
  },
  'the closing sheet': {
    rounds: 'all',
    plant: (texts) => {
      const tags = texts.map((name, n) => ({ id: `${n}`, name }));
      window.fake.form = { ...window.fake.form, recommended: tags.slice(0, 100), others: tags.slice(100) };
    },
    open: async (page) => {
      await page.keyboard.press('Control+Shift+E');
      await page.click(at('tag-0'));
      await page.fill(at('close-note'), corpus.join('\n').slice(0, 4000));
      await page.fill(at('tags-find'), corpus[0] ?? '');
    },
    shows: '.chip',
  },
  'canned answers while writing': {
    rounds: 'all',
    plant: (texts) => {
      window.fake.ready = {
        answers: texts.map((text, n) => ({
          key: `${n}`,
          category: text,
          title: n % 2 ? text : '',
          text: `${text} {${text}}`,
        })),
        links: [],
        offers: [],
        variables: [],
      };
    },
    open: async (page) => {
      await page.click(at('tool-answers'));
      await page.click(at('option-0'));
    },
    shows: '.compose',
  },
  'links and offers': {
    rounds: 'all',
    plant: (texts) => {
      const cards = texts.map((text, n) => ({ id: `${n}`, title: text, text, url: text }));
      window.fake.ready = { answers: [], links: cards, offers: cards, variables: [] };
    },
    open: async (page) => {
      await page.click(at('tool-links'));
      await page.waitForSelector(at('option-199'));
      await page.click(at('tool-offers'));
    },
    shows: '[data-testid="option-199"]',
  },
  'one’s own answers': {
    rounds: 'all',
    plant: (texts) => {
      window.fake.own = {
        categories: texts.slice(0, 100).map((name, n) => ({ id: `${n}`, name })),
        answers: texts.map((text, n) => ({ id: `${n}`, category: `${n % 100}`, title: text, text })),
      };
    },
    open: async (page) => {
      await page.click(at('menu'));
      await page.click(at('menu-answers'));
    },
    shows: '[data-testid="answer-edit-199"]',
  },
  'the page of the team': {
    rounds: 'each',
    plant: (texts, round) => {
      const text = texts[round] ?? '';
      const { session } = window.fake.panel;
      window.fake.tell({
        session: { ...session, project: { ...session.project, team: { title: text, page: text } } },
      });
    },
    shows: '.top',
  },
};

/** What has grown on the page that we have not drawn, and what was called. */
function harm(): string[] {
  const grown = [
    ...document.querySelectorAll(
      'iframe, object, embed, base, link:not([rel="icon"]):not([rel="stylesheet"]):not([rel="modulepreload"]), script:not([type="module"]), style:not([id]), math, form[action], marquee, video, audio, [shadowrootmode], [srcdoc], [formaction], img:not([src^="https:"]):not([src^="http:"]), svg script, svg a',
    ),
    ...[...document.querySelectorAll('*')].filter((one) =>
      [...one.attributes].some(({ name }) => name.startsWith('on')),
    ),
  ].map((one) => one.outerHTML.slice(0, 120));
  const links = [...document.querySelectorAll('a[href]')]
    .map((one) => (one as HTMLAnchorElement).protocol)
    .filter((protocol) => protocol !== 'https:' && protocol !== 'http:');
  return [...window.called, ...grown, ...links];
}

/** What a stranger writes is text in every view, and calls nothing. */
export function hostileTests(gallery: () => Gallery): void {
  test.each(Object.entries(views))('%s', async (_, { plant, rounds, open, shows }) => {
    const { page, complaints } = await gallery().open('few', {
      before: (fresh) =>
        fresh.addInitScript(() => {
          const note = (name: string) => () => void window.called.push(name);
          window.called = [];
          window.canary = note('canary');
          window.go = { app: { App: new Proxy({}, { get: (_, name) => note(`binding ${String(name)}`) }) } };
        }),
    });
    // Functions are sent as their source: nothing in them is of this file's.
    const round = (n: number) => page.evaluate(`(${plant})(${JSON.stringify(corpus)}, ${n})`);
    await round(0);
    await open?.(page);
    await page.locator(shows).first().waitFor({ state: 'attached' });
    const found = await page.evaluate(`(async () => {
      const [plant, harm, texts, found] = [${plant}, ${harm}, ${JSON.stringify(corpus)}, []];
      for (let round = 0; round < ${rounds === 'each' ? corpus.length : 1}; round++) {
        if (round > 0) plant(texts, round);
        await new Promise((drawn) => setTimeout(drawn));
        found.push(...harm().map((what) => texts[round] + ' made ' + what));
      }
      return found;
    })()`);
    expect(found).toEqual([]);
    expect(complaints).toEqual([]);
  });
}

/** What is left open, and would turn what stands behind it. */
const turn = (n: number) => `a${n} \u202Eb \u2067c \u202Bd https://shop.acme.test/\u202Egpj.exe`;

/** What a stranger writes turns nothing, in no view that shows it: neither drawn nor told. */
export function turningTests(gallery: () => Gallery): void {
  const shown = [
    'boxes',
    'what is set aside',
    'notices',
    'messages, cards and what they were told of',
    'the head, the information and the customer record',
    'panes',
    'earlier conversations',
    'the switcher, and what it recalls',
  ];
  test.each(shown)('%s', async (name) => {
    const { plant, open, shows } = views[name] ?? {};
    const { page } = await gallery().open('few');
    await page.evaluate(`(${plant})(${JSON.stringify(corpus.map((_, n) => turn(n)))}, 0)`);
    await open?.(page);
    await page
      .locator(shows ?? '')
      .first()
      .waitFor({ state: 'attached' });
    await page.evaluate(() => new Promise((drawn) => requestAnimationFrame(() => setTimeout(drawn))));
    const left = await page.evaluate(() => {
      const found: string[] = [];
      const look = (where: string, text: string) => {
        let deep = 0;
        for (const sign of text.match(/[\u202a-\u202e\u2066-\u2069]/gu) ?? []) {
          if (sign === '\u2068') deep++;
          else if (sign === '\u2069' && deep > 0) deep--;
          else deep = Number.POSITIVE_INFINITY;
        }
        if (deep > 0 && !found.includes(where)) found.push(where);
      };
      const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
      for (let node = walk.nextNode(); node; node = walk.nextNode()) {
        const about = node.parentElement;
        // What the agent writes is theirs, and stays as they wrote it. A number is nobody's to choose.
        if (about && !about.closest('textarea, .figures')) look(about.className, node.textContent ?? '');
      }
      return found;
    });
    expect(left).toEqual([]);
  });
}

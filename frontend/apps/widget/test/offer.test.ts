// What a visitor sees of who is there, of a wait, and of an end.
import { devices } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { Desk } from '../../../packages/link/src/testing/desk';
import { axe } from './axe';
import { Stage, type Visit } from './stage';

const phone = { ...devices['iPhone 13'], viewport: { width: 390, height: 844 } };
const slow = { timeout: 40_000 };
const stage = new Stage();
let v: Visit;

beforeAll(() => stage.start(), 60_000);
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

const seen = (text: string | RegExp) => v.inside.getByText(text).last().waitFor();
const until = (what: () => unknown) => expect.poll(what, { timeout: 5000 });
const value = () => v.field.inputValue();
const why = () => v.inside.locator('#why').textContent();
const send = () => v.inside.getByRole('button', { name: 'Send' });

async function opened(offer: Desk['offer'] = { state: 'online', async: true }): Promise<void> {
  stage.desk.offer = offer;
  v = await stage.visit();
  await v.open();
}

describe('the offer', () => {
  test('is said as it is, changes live, and keeps what is typed', slow, async () => {
    await opened();
    await seen('Someone is here to answer');
    await v.field.fill('half a question');
    stage.desk.offers({ state: 'busy', async: true });
    await seen('Everyone is busy right now');
    await seen('You can write now; we answer as soon as somebody is free.');
    stage.desk.offers({ state: 'offline', async: true, welcome: 'We are back at nine.' });
    await seen('Nobody is here right now');
    await seen('We are back at nine.');
    stage.desk.offers({ state: 'busy', async: false });
    await seen(/Nobody can answer right now, so nothing can be sent. What you have written stays here./);
    expect(await send().getAttribute('aria-disabled')).toBe('true');
    await v.field.press('Enter');
    expect(await value()).toBe('half a question');
    expect(stage.desk.conversations).toEqual([]);
    stage.desk.offers({ state: 'online', async: false });
    await until(why).toBe('');
    await v.field.press('Enter');
    await until(() => stage.desk.conversations.length).toBe(1);
  });

  test('row: P-101: what is written while nobody is there is there after a reload', slow, async () => {
    await opened({ state: 'offline', async: true });
    await v.write('Are you there?');
    await seen(/Your message is kept/);
    await v.page.reload();
    await seen('Are you there?');
    await seen(/Your message is kept/);
  });

  test(
    'row: P-069: a blocked visitor reads what was, and on the next page there is no button',
    slow,
    async () => {
      await opened();
      await v.write('Rude words');
      stage.desk.offer = { state: 'none', async: false };
      stage.desk.end();
      stage.desk.offers(stage.desk.offer);
      await seen('The conversation has ended');
      await until(() => v.field.count()).toBe(0);
      await v.page.waitForTimeout(2500);
      expect(await v.launcher.getAttribute('aria-expanded')).toBe('true');
      await seen('Rude words');
      expect(await v.inside.getByText('Write again').count()).toBe(0);
      expect(await axe(v.frame())).toEqual([]);
      await v.launcher.click();
      await v.launcher.waitFor({ state: 'hidden' });
      await v.page.evaluate(() => (window as unknown as { Parley: { open(): void } }).Parley.open());
      await v.card.waitFor({ state: 'hidden' });
      await v.page.reload();
      await v.page.waitForTimeout(500);
      expect(await v.launcher.isVisible()).toBe(false);
      stage.desk.offers({ state: 'online', async: true });
      await v.launcher.waitFor({ state: 'visible' });
    },
  );

  test('a site may have the button only for whom something is offered', slow, async () => {
    stage.pages.set('/', { attributes: 'data-show="offered"' });
    stage.desk.offer = { state: 'none', async: false };
    v = await stage.visit();
    await until(() => stage.desk.seats.size).toBe(1);
    await v.page.waitForTimeout(300);
    expect(await v.launcher.isVisible()).toBe(false);
    stage.desk.offers({ state: 'busy', async: true });
    await v.launcher.waitFor({ state: 'visible' });
    expect(await v.page.evaluate(() => ({ ...localStorage }))).toEqual({});
  });

  test('row: P-108: where visitors stay there is no control for leaving', slow, async () => {
    await opened({ state: 'online', async: true, stays: true });
    await v.write('Hello');
    await seen('Your message has arrived. Someone will answer here.');
    expect(await v.inside.getByRole('button', { name: 'End chat' }).count()).toBe(0);
  });

  test('says its channel, inside an app', slow, async () => {
    stage.pages.set('/', { attributes: 'data-channel="app"' });
    await opened();
    await seen('Someone is here to answer');
    expect(stage.desk.hellos[0]?.visitor?.channel).toBe('app');
  });
});

describe('a wait', () => {
  test('row: P-104: tells the place and the usual time, and is spoken of now and then', slow, async () => {
    await opened({ state: 'busy', async: true });
    await v.write('Hello');
    stage.desk.wait(2, { estimate: 240_000 });
    await seen('2 people are before you');
    await seen('Usually about 4 minutes at this hour');
    const spoken = v.inside.locator('[aria-live=polite].hidden').last();
    await until(() => spoken.textContent()).toContain('2 people are before you');
    stage.desk.wait(0);
    await v.log.getByText('You are next').waitFor();
    await until(() => spoken.textContent()).toBe('');
    stage.desk.wait(0, { estimate: 240_000, exceeded: true });
    await seen(/You have not been forgotten/);
    stage.desk.join('Ada');
    await seen('Ada has joined');
    expect(await v.inside.getByText('You are next').count()).toBe(0);
  });

  test(
    'row: P-091: after a transfer nobody is said to be there, and an address can be left',
    slow,
    async () => {
      await opened({ state: 'online', async: true, mail: true });
      await v.write('Hello');
      stage.desk.join('Benny');
      stage.desk.say('Benny', 'One moment.');
      await v.inside.getByRole('heading', { name: 'Benny', level: 1 }).waitFor();
      expect(await v.inside.locator('.lamp.on').count()).toBe(1);
      stage.desk.wait(0, { kept: true });
      await v.inside.locator('header').getByText('Waiting for an answer').waitFor();
      await seen('Your message is kept, and you will find the answer here.');
      expect(await v.inside.getByRole('heading', { name: 'Benny', level: 1 }).count()).toBe(0);
      expect(await v.inside.locator('.lamp.on').count()).toBe(0);
      expect(await v.log.getByText('You are next').count()).toBe(0);
      await v.inside.getByRole('button', { name: 'Tell me by e-mail when you answer' }).waitFor();
      stage.desk.join('Cleo');
      await v.inside.getByRole('heading', { name: 'Cleo', level: 1 }).waitFor();
      expect(await v.inside.getByText(/has joined/).allTextContents()).not.toContain('Cleo has joined');
    },
  );

  test(
    'row: P-103: nobody free: said plainly, the words come back, and a reload shows nothing',
    slow,
    async () => {
      await opened({ state: 'online', async: false });
      await v.write('One');
      await v.write('Two');
      stage.desk.end('nobody_free');
      await seen('Nobody was free to answer');
      await until(value).toBe('One\nTwo');
      expect(await v.inside.locator('.mine .meta', { hasText: 'Sent' }).count()).toBe(0);
      await v.page.waitForTimeout(2500);
      expect(await v.launcher.getAttribute('aria-expanded')).toBe('true');
      await v.page.reload();
      await v.launcher.click();
      await v.field.waitFor();
      expect(await v.inside.locator('.text').count()).toBe(0);
      expect(await value()).toBe('One\nTwo');
    },
  );

  test.each([
    ['queue_full', 'Every place to wait is taken.'],
    ['not_offered', 'This could not be sent'],
  ])('refused with %s: the words are back in the field, with the reason', slow, async (code, sentence) => {
    await opened();
    stage.desk.refuse = [{ code, message: 'No.' }];
    await v.field.fill('A question');
    await v.field.press('Enter');
    await until(why).toContain(sentence);
    expect(await value()).toBe('A question');
    expect(await v.inside.locator('.text').count()).toBe(0);
    await v.field.press('Enter');
    await seen('A question');
    await until(why).toBe('');
  });

  test('row: P-105: an address is left by keyboard, checked, kept here and changed', slow, async () => {
    await opened({ state: 'offline', async: true, mail: true });
    await v.write('Hello');
    await v.inside.getByRole('button', { name: 'Tell me by e-mail when you answer' }).press('Enter');
    const email = v.inside.getByLabel('Your e-mail address');
    await until(() => email.evaluate((e) => e === document.activeElement)).toBe(true);
    await email.pressSequentially('ada@home');
    await email.press('Enter');
    await seen('This is not an e-mail address.');
    expect(await email.getAttribute('aria-invalid')).toBe('true');
    await email.pressSequentially('.example');
    await email.press('Enter');
    await seen('ada@home.example');
    await until(() => stage.desk.addresses).toEqual(['ada@home.example']);
    await v.page.reload();
    await seen('ada@home.example');
    await v.inside.getByRole('button', { name: 'Change' }).click();
    expect(await email.inputValue()).toBe('ada@home.example');
    // That key leaves what an input method proposes.
    await email.dispatchEvent('keydown', { key: 'Escape', isComposing: true, bubbles: true });
    expect(await email.inputValue()).toBe('ada@home.example');
    await email.press('Escape');
    expect(await v.launcher.getAttribute('aria-expanded')).toBe('true');
    await until(() =>
      v.inside.getByRole('button', { name: 'Change' }).evaluate((e) => e === document.activeElement),
    ).toBe(true);
    stage.desk.join('Ada');
    stage.desk.say('Ada', 'Here I am.');
    await until(() => v.inside.getByRole('button', { name: 'Change' }).count()).toBe(0);
  });
});

describe('on the way', () => {
  test('a lost agent and a colleague are quiet lines', slow, async () => {
    await opened();
    await v.write('Hello');
    stage.desk.join('Ada');
    stage.desk.happen('waiting');
    await seen('Ada is no longer there; we are looking for somebody else');
    await seen('Waiting for an answer');
    stage.desk.join('Ben');
    stage.desk.happen('transferred');
    await until(() => v.inside.locator('h1').textContent()).not.toBe('Ben');
    const line = v.inside.locator('.note', { hasText: 'A colleague takes over' });
    expect(await line.count()).toBe(0);
    stage.desk.join('Cleo');
    await until(() => line.count()).toBe(1);
    await seen('A colleague takes over');
  });

  test('row: P-122: the end is announced, counts down, and says why it came', slow, async () => {
    await opened();
    await v.write('Hello');
    stage.desk.join('Ada');
    stage.desk.warn(Date.now() + 60_000);
    const bar = v.inside.locator('.warning');
    await until(() => bar.textContent()).toMatch(/^This conversation ends in 0:5\d unless you write$/);
    await until(() => bar.textContent()).toContain('0:57');
    await v.write('Still here');
    await until(() => bar.count()).toBe(0);
    await v.field.fill('unsent');
    stage.desk.end('inactive');
    await seen('Nothing was written for a while. Write again whenever you like: that begins a new one.');
  });
});

const sights = [
  ['light', {}],
  ['dark', { colorScheme: 'dark' as const }],
  ['phone', phone],
  ['200 %', { viewport: { width: 640, height: 400 } }],
] as const;
test.each(sights)('axe finds nothing: %s', { timeout: 60_000 }, async (_, options) => {
  const check = async (where: string) => {
    await v.page.waitForTimeout(250);
    expect(await axe(v.frame()), where).toEqual([]);
  };
  stage.desk.offer = { state: 'busy', async: false };
  v = await stage.visit('/', { ...options });
  await v.open();
  await v.field.fill('A question');
  await check('shut');
  stage.desk.offers({ state: 'offline', async: true, mail: true });
  await v.field.press('Enter');
  await v.inside.getByRole('button', { name: /by e-mail/ }).waitFor();
  stage.desk.wait(2, { estimate: 240_000 });
  await check('waits');
  await v.inside.getByRole('button', { name: /by e-mail/ }).click();
  await v.inside.getByLabel('Your e-mail address').fill('ada');
  await v.inside.getByRole('button', { name: 'Save' }).click();
  await check('address');
  await v.inside.getByLabel('Your e-mail address').fill('ada@home.example');
  await v.inside.getByRole('button', { name: 'Save' }).click();
  stage.desk.join('Ada');
  stage.desk.happen('waiting');
  stage.desk.warn(Date.now() + 60_000);
  await check('told');
  stage.desk.end('nobody_free');
  await check('dropped');
});

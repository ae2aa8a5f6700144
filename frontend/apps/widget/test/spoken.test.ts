import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { Desk } from '../../../packages/link/src/testing/desk';
import { Stage, type Visit } from './stage';

const stage = new Stage();
let v: Visit | undefined;

beforeAll(() => stage.start(), 60_000);
afterAll(() => stage.stop());
afterEach(() => v?.close());

/** What the desk is told of the visitor's language. */
async function told(lang: string, locale: string): Promise<string | undefined> {
  await v?.close();
  stage.desk = new Desk(() => Date.now());
  stage.pages.set('/', { lang });
  v = await stage.visit('/', { locale });
  await v.open();
  await v.write('Hello');
  return stage.desk.hellos.at(-1)?.visitor?.language;
}

// row: P-060
test('the desk is told the visitor’s language, also one that the widget does not speak', {
  timeout: 30_000,
}, async () => {
  expect(await told('de-AT', 'fr-FR')).toBe('de-AT');
  expect(await told('', 'pt-BR')).toBe('pt-BR');
  expect(await told('x"y&v=1', 'fr-FR')).toBe('fr-FR');
});

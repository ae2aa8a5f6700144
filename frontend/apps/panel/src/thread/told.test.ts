import { speaker } from '@parley/ui';
import type { ThreadLine } from '@parley/wire';
import { expect, test } from 'vitest';
import { because, told } from './told';

const at = new Date(2026, 10, 25, 14, 20).getTime();
const say = (line: Partial<ThreadLine>, language: 'en' | 'fr' = 'en') =>
  told({ key: 'k', kind: 'system', at, ...line }, speaker(language), language).replace(
    /[\u00a0\u202f]/g,
    ' ',
  );

// row: P-033
test('the first line names the rule', () => {
  expect(say({ system: 'opened', text: 'Shop' })).toBe('Began by the rule “Shop”');
  expect(say({ system: 'opened', text: 'Boutique' }, 'fr')).toBe('Commencée par la règle « Boutique »');
  expect(say({ system: 'opened' })).toBe('The conversation began');
});

// row: P-088
test('a transfer names both, and that it was made anyway', () => {
  const line = { system: 'transferred', from: 'Ben Osei', to: 'Ada Okafor' } as const;
  expect(say(line)).toBe('Ben Osei transferred the conversation to Ada Okafor');
  expect(say({ ...line, anyway: true })).toContain('anyway');
  expect(say({ ...line, anyway: true }, 'fr')).toContain('quand même');
});

test.each([
  [{ ending: 'agent', name: 'Ada' }, 'Ada closed the conversation'],
  [{ ending: 'agent' }, 'The conversation was closed'],
  [{ ending: 'administrator', name: 'Mia' }, 'Mia closed the conversation from the live floor'],
  [{ ending: 'blocked', name: 'Ada' }, 'Ada blocked the visitor, which ended the conversation'],
  [{ ending: 'inactivity' }, 'Closed: the visitor wrote nothing more'],
  [{ ending: 'something_new', name: 'Ada' }, 'Ada closed the conversation'],
])('closed, %o', (line, said) => {
  expect(say({ system: 'closed', ...line })).toBe(said);
});

test('what is not known yet is still told', () => {
  expect(say({ system: 'unassigned', name: 'Ben', ending: 'something_new' })).toBe(
    'Ben no longer has the conversation',
  );
  expect(say({ system: 'woken', waking: 'something_new' })).toBe('The snooze is over');
});

test('why stands below an assignment and an ending alone', () => {
  const line = { key: 'k', kind: 'system', at, text: 'because' } as const;
  expect(because({ ...line, system: 'assigned' }, 'en')).toBe('because');
  expect(because({ ...line, system: 'assigned', whyFR: 'parce que' }, 'en')).toBe('because');
  expect(because({ ...line, system: 'closed', whyFR: 'parce que' }, 'fr')).toBe('parce que');
  // What was decided before is said as it was.
  expect(because({ ...line, system: 'closed' }, 'fr')).toBe('because');
  expect(because({ ...line, system: 'opened' }, 'en')).toBeUndefined();
});

test('a snooze says the day in the agent’s language', () => {
  expect(say({ system: 'snoozed', name: 'Ada', until: at }, 'fr')).toContain('jusqu’au mercredi 25 novembre');
});

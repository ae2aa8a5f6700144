import { expect, test } from 'vitest';
import { changeOf } from './fields';

test('only what is other than before is sent, and an emptied field is cleared', () => {
  const record = { lastName: 'Martin', phone: '555 01', notes: 'Boots' };
  expect(changeOf(record, {})).toEqual({});
  expect(changeOf(record, { lastName: ' Martin ', phone: '555 02', city: '' })).toEqual({ phone: '555 02' });
  expect(changeOf(record, { notes: '' })).toEqual({ notes: '' });
  expect(changeOf({}, { email: 'a@b.test' })).toEqual({ email: 'a@b.test' });
});

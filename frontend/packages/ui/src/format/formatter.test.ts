import { expect, test } from 'vitest';
import { dates } from './formatter';

test('a formatter is made once for a language and a form', () => {
  const one = dates('en-GB', { hour: 'numeric', minute: '2-digit' });
  expect(dates('en-GB', { hour: 'numeric', minute: '2-digit' })).toBe(one);
  expect(dates('fr', { hour: 'numeric', minute: '2-digit' })).not.toBe(one);
  expect(dates('en-GB', { hour: 'numeric' })).not.toBe(one);
});

test('a machine that has travelled tells the time of where it is', () => {
  const form = { hour: 'numeric', minute: '2-digit' } as const;
  const noon = Date.UTC(2026, 5, 1, 12, 0);
  const before = process.env.TZ;
  try {
    process.env.TZ = 'Europe/Paris';
    expect(dates('en-GB', form).format(noon)).toBe('14:00');
    process.env.TZ = 'Asia/Tokyo';
    expect(dates('en-GB', form).format(noon)).toBe('21:00');
  } finally {
    if (before === undefined) delete process.env.TZ;
    else process.env.TZ = before;
  }
});

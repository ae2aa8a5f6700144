import { expect, test } from 'vitest';
import { boxKey, commandOf, keyNames, layKey, type Pressed, turnKey } from './keys';

const bare: Pressed = {
  key: '',
  code: '',
  ctrlKey: false,
  metaKey: false,
  shiftKey: false,
  altKey: false,
  composing: false,
  writing: true,
};
const ctrl = { ...bare, ctrlKey: true };

test.each([
  [
    { ...ctrl, key: '&', code: 'Digit1' },
    { do: 'box', place: 0 },
  ],
  [
    { ...ctrl, key: '9', code: 'Numpad9' },
    { do: 'box', place: 8 },
  ],
  [
    { ...bare, metaKey: true, key: 'ArrowUp', code: 'ArrowUp' },
    { do: 'step', by: -1 },
  ],
  [
    { ...ctrl, key: 'ArrowDown', code: 'ArrowDown' },
    { do: 'step', by: 1 },
  ],
  [{ ...ctrl, key: 'J', code: 'KeyJ' }, { do: 'longest' }],
  [{ ...ctrl, shiftKey: true, key: 'E', code: 'KeyE' }, { do: 'close' }],
  [{ ...ctrl, shiftKey: true, key: 'F', code: 'KeyF' }, { do: 'transfer' }],
  [{ ...ctrl, shiftKey: true, key: 'S', code: 'KeyS' }, { do: 'snooze' }],
  [{ ...bare, key: 'Escape' }, { do: 'compose' }],
  [{ ...bare, key: 'F1' }, { do: 'keys' }],
  [{ ...bare, key: '?', writing: false }, { do: 'keys' }],
])('%o', (pressed, command) => {
  expect(commandOf(pressed)).toEqual(command);
});

test.each([
  { ...bare, key: '?' },
  { ...ctrl, key: '0', code: 'Digit0' },
  { ...ctrl, key: 'e', code: 'KeyE' },
  { ...ctrl, altKey: true, key: 'j', code: 'KeyJ' },
  { ...bare, key: 'Escape', composing: true },
  { ...bare, key: 'a', code: 'KeyA' },
])('%o is left to the writer', (pressed) => {
  expect(commandOf(pressed)).toBeUndefined();
});

/** A press of a key as it is written. */
function pressed(name: string): Pressed {
  const parts = name.split('+');
  const key = parts.pop() ?? '';
  const code = /^\d$/.test(key) ? `Digit${key}` : /^[A-Z]$/.test(key) ? `Key${key}` : key;
  return { ...bare, key, code, ctrlKey: parts.includes('Ctrl'), shiftKey: parts.includes('Shift') };
}

// row: D-09
test('each key is written as it is pressed, and none twice', () => {
  for (const [command, name] of Object.entries(keyNames))
    expect(commandOf(pressed(name)), name).toEqual({ do: command });
  expect(commandOf(pressed(boxKey(2)))).toEqual({ do: 'box', place: 2 });
  expect(commandOf(pressed(turnKey(4)))).toEqual({ do: 'turn', place: 4 });
  expect(commandOf(pressed(layKey(4)))).toEqual({ do: 'lay', panes: 4 });
  const all = [
    ...Object.values(keyNames),
    ...Array.from({ length: 9 }, (_, place) => boxKey(place)),
    ...[1, 2, 4].map(layKey),
    ...Array.from({ length: 5 }, (_, place) => turnKey(place)),
  ];
  expect(new Set(all).size).toBe(all.length);
});

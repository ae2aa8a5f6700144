import { expect, test } from 'vitest';
import { commandOf, type Pressed } from './keys';

const bare: Pressed = {
  key: '',
  code: '',
  ctrlKey: false,
  metaKey: false,
  shiftKey: false,
  altKey: false,
  isComposing: false,
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
  { ...bare, key: 'Escape', isComposing: true },
  { ...bare, key: 'a', code: 'KeyA' },
])('%o is left to the writer', (pressed) => {
  expect(commandOf(pressed)).toBeUndefined();
});

/** What a key asks for. */
export type Command =
  | { do: 'box'; place: number }
  | { do: 'step'; by: 1 | -1 }
  | { do: 'lay'; panes: number }
  | { do: 'longest' | 'close' | 'transfer' | 'snooze' | 'block' | 'compose' | 'info' | 'quiet' }
  | { do: 'switcher' | 'settings' | 'keys' };

export interface Pressed {
  key: string;
  code: string;
  ctrlKey: boolean;
  metaKey: boolean;
  shiftKey: boolean;
  altKey: boolean;
  isComposing: boolean;
  /** Whether the caret is where text is written. */
  writing: boolean;
}

/** What a key asks for, wherever the caret is. Digits go by their place, for keyboards that shift them. */
export function commandOf(pressed: Pressed): Command | undefined {
  if (pressed.isComposing || pressed.altKey) return undefined;
  const control = pressed.ctrlKey || pressed.metaKey;
  if (!control) return plain(pressed);
  if (pressed.shiftKey) return shifted[pressed.code];
  const digit = /^(?:Digit|Numpad)([1-9])$/.exec(pressed.code)?.[1];
  if (digit) return { do: 'box', place: Number(digit) - 1 };
  switch (pressed.key.toLowerCase()) {
    case 'arrowdown':
      return { do: 'step', by: 1 };
    case 'arrowup':
      return { do: 'step', by: -1 };
    case 'j':
      return { do: 'longest' };
    case 'i':
      return { do: 'info' };
    case 'k':
      return { do: 'switcher' };
    case ',':
      return { do: 'settings' };
    default:
      return undefined;
  }
}

const shifted: Readonly<Record<string, Command>> = {
  KeyE: { do: 'close' },
  KeyF: { do: 'transfer' },
  KeyS: { do: 'snooze' },
  KeyB: { do: 'block' },
  KeyD: { do: 'quiet' },
  Digit1: { do: 'lay', panes: 1 },
  Digit2: { do: 'lay', panes: 2 },
  Digit4: { do: 'lay', panes: 4 },
};

function plain(pressed: Pressed): Command | undefined {
  if (pressed.key === 'Escape') return { do: 'compose' };
  if (pressed.key === 'F1' || (pressed.key === '?' && !pressed.writing)) return { do: 'keys' };
  return undefined;
}

export function pressedOf(event: KeyboardEvent): Pressed {
  const target = event.target;
  const writing = target instanceof HTMLTextAreaElement || target instanceof HTMLInputElement;
  const { key, code, ctrlKey, metaKey, shiftKey, altKey, isComposing } = event;
  return { key, code, ctrlKey, metaKey, shiftKey, altKey, isComposing, writing };
}

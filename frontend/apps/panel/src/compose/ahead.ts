import { toCompose } from './caret';

/**
 * Keys that are pressed while another conversation is on its way to the screen belong to it, and not to the one that is
 * still there. They are held until it has come.
 */

/** How long that is waited for, in ms. */
const longest = 2000;

let awaited: string | undefined;
let held: KeyboardEvent[] | undefined;
let timer: ReturnType<typeof setTimeout> | undefined;

const modifiers = new Set(['Shift', 'Control', 'Alt', 'Meta', 'AltGraph', 'CapsLock']);

/** Notes keys that are to be held. */
export function followAhead(page: Document): void {
  page.addEventListener(
    'keydown',
    (event) => {
      // What an input method is composing cannot be made anew.
      if (!held || !event.isTrusted || event.isComposing || modifiers.has(event.key)) return;
      held.push(event);
      event.preventDefault();
      event.stopImmediatePropagation();
    },
    true,
  );
}

/** Holds keys from now on for a conversation. */
export function holdKeys(stream: string): void {
  awaited = stream;
  held ??= [];
  clearTimeout(timer);
  timer = setTimeout(notComing, longest);
}

/** The conversation on screen is another: what was held for it goes there. */
export function hasCome(stream: string | undefined): void {
  if (stream === awaited) give();
}

/** It does not come. What was meant for it must not be sent to the one that is there. */
export function notComing(): void {
  held = held?.filter(({ key }) => key !== 'Enter');
  give();
}

/** One key after the other, before any that come meanwhile. */
async function give(): Promise<void> {
  clearTimeout(timer);
  awaited = undefined;
  const keys = held;
  if (!keys) return;
  // Until one of them leads on to another conversation.
  while (!awaited) {
    const key = keys.shift();
    if (!key) {
      held = undefined;
      return;
    }
    press(key);
    // What it changes is drawn before the next one comes.
    await new Promise((next) => setTimeout(next, 0));
  }
}

/** Does what the engine would have done with a key. */
function press(key: KeyboardEvent): void {
  if (document.activeElement === document.body) toCompose();
  const to = document.activeElement ?? document.body;
  const goesOn = to.dispatchEvent(new KeyboardEvent('keydown', key));
  if (!goesOn || !(to instanceof HTMLTextAreaElement || to instanceof HTMLInputElement)) return;
  const command = (key.ctrlKey || key.metaKey || key.altKey) && !key.getModifierState('AltGraph');
  if (!command && [...key.key].length === 1) document.execCommand('insertText', false, key.key);
  else if (key.key === 'Enter' && key.shiftKey) document.execCommand('insertText', false, '\n');
  else if (key.key === 'Backspace') document.execCommand('delete');
}

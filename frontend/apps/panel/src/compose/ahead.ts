import { composes } from '@parley/ui';
import { toCompose } from './caret';

/**
 * Keys that are pressed while another conversation is on its way to the screen belong to it, and not to the one that is
 * still there. They are held until it has come, and so is what leads on to yet another: everything is done in the order in
 * which it was meant.
 */

/** How long a conversation is waited for, in ms. */
const longest = 2000;

/** The conversation that is on its way. */
let awaited: string | undefined;
/** What comes after it: keys, and what leads on. */
const held: (KeyboardEvent | (() => void))[] = [];
let giving = false;
let timer: ReturnType<typeof setTimeout> | undefined;

const modifiers = new Set(['Shift', 'Control', 'Alt', 'Meta', 'AltGraph', 'CapsLock']);

/** Notes keys that are to be held. */
export function followAhead(page: Document): void {
  page.addEventListener(
    'keydown',
    (event) => {
      // What an input method composes cannot be made anew.
      if (!waits() || !event.isTrusted || composes(event) || modifiers.has(event.key)) return;
      held.push(event);
      event.preventDefault();
      event.stopImmediatePropagation();
    },
    true,
  );
}

const waits = () => awaited !== undefined || giving;

/** Does what leads to a conversation: at once, or when all that was meant before it has been done. */
export function inTurn(lead: () => void): void {
  if (waits()) held.push(lead);
  else lead();
}

/** Holds keys from now on for a conversation. */
export function holdKeys(stream: string): void {
  awaited = stream;
  clearTimeout(timer);
  timer = setTimeout(() => notComing(stream), longest);
}

/** This conversation is on screen now. */
export function hasCome(stream: string | undefined): void {
  if (stream === awaited) give();
}

/** A conversation does not come. What was meant for it must not be sent to the one that is there. */
export function notComing(stream: string): void {
  if (stream !== awaited) return;
  const next = held.findIndex((one) => typeof one === 'function');
  const meant = held.splice(0, next < 0 ? held.length : next);
  held.unshift(...meant.filter((one) => typeof one === 'function' || one.key !== 'Enter'));
  give();
}

/** One after the other, before any that come meanwhile, until one leads on to another conversation. */
async function give(): Promise<void> {
  clearTimeout(timer);
  awaited = undefined;
  if (giving) return;
  giving = true;
  for (let one = held.shift(); one; one = awaited === undefined ? held.shift() : undefined) {
    if (typeof one === 'function') one();
    else press(one);
    // What it changes is drawn before the next one comes.
    await new Promise((next) => setTimeout(next, 0));
  }
  giving = false;
}

/**
 * Does what the engine would have done with a key in a text. What only moves the caret, and what pastes, cannot be done
 * for it, and is dropped.
 */
function press(key: KeyboardEvent): void {
  if (document.activeElement === document.body) toCompose();
  const goesOn = (document.activeElement ?? document.body).dispatchEvent(new KeyboardEvent('keydown', key));
  const to = document.activeElement;
  if (!goesOn || !(to instanceof HTMLTextAreaElement || to instanceof HTMLInputElement)) return;
  const command = (key.ctrlKey || key.metaKey || key.altKey) && !key.getModifierState('AltGraph');
  if (!command && [...key.key].length === 1) document.execCommand('insertText', false, key.key);
  else if (key.key === 'Enter' && key.shiftKey) document.execCommand('insertText', false, '\n');
  else if (key.key === 'Backspace') document.execCommand('delete');
  else if (key.key === 'Delete') document.execCommand('forwardDelete');
}

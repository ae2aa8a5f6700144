import { pace } from './pace';

const listeners = new Set<() => void>();
let timer: ReturnType<typeof setTimeout> | undefined;
let touched = 0;
let senses: AbortController | undefined;

function due(): number | undefined {
  return pace({ hidden: document.hidden, focused: document.hasFocus(), touched }, Date.now());
}

function tick(): void {
  for (const tell of listeners) tell();
  wind();
}

/** Sets the timer to the next whole step, so that all figures change together. */
function wind(): void {
  clearTimeout(timer);
  const every = due();
  timer = every === undefined ? undefined : setTimeout(tick, every - (Date.now() % every));
}

function touch(): void {
  const before = due();
  touched = Date.now();
  if (due() !== before) tick();
}

function feel(): void {
  senses = new AbortController();
  const always = { capture: true, passive: true, signal: senses.signal };
  for (const kind of ['pointermove', 'pointerdown', 'wheel', 'keydown'])
    window.addEventListener(kind, touch, always);
  for (const kind of ['focus', 'blur']) window.addEventListener(kind, tick, { signal: senses.signal });
  document.addEventListener('visibilitychange', tick, { signal: senses.signal });
}

/** Calls at each step of the window's one clock, until what it returns is called. */
export function everyTick(listener: () => void): () => void {
  listeners.add(listener);
  if (listeners.size === 1) {
    feel();
    wind();
  }
  return () => {
    listeners.delete(listener);
    if (listeners.size > 0) return;
    senses?.abort();
    clearTimeout(timer);
  };
}

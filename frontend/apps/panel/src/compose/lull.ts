/** How long nothing is typed before a text counts as written to its end, and how long that is waited for, in milliseconds. */
const usual = { lull: 250, longest: 1500 };

let typed = Number.NEGATIVE_INFINITY;

/** Notes when somebody types. */
export function followTyping(page: Document): void {
  page.addEventListener('keydown', () => (typed = performance.now()), true);
}

/**
 * Ends when nobody types any more: at once, most often. On a busy machine the last letters are still on their way to the
 * page when its window is closed behind them. It is quiet from `since` on at the
 * earliest, on the clock of the page.
 */
export async function written({ lull, longest } = usual, since = Number.NEGATIVE_INFINITY): Promise<void> {
  const until = performance.now() + longest;
  for (;;) {
    const now = performance.now();
    const rest = Math.min(Math.max(typed, since) + lull, until) - now;
    if (rest <= 0) return;
    await new Promise((next) => setTimeout(next, rest));
  }
}

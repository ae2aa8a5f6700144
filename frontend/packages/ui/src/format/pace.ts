const second = 1000;
const minute = 60 * second;

/** What is known of whoever sits before the window. */
export interface Watch {
  hidden: boolean;
  focused: boolean;
  /** When a key or the pointer was last felt; that the window opened is no sign of anybody. */
  touched: number;
}

/**
 * How long a running figure may stand. To draw a figure costs the engine far more than to compute it, so it runs by the
 * second for somebody who is at the window, in steps that are seen to advance for somebody who works beside it, in longer
 * ones where nobody has been at it for a while, and not at all where nobody can see it.
 */
export function pace({ hidden, focused, touched }: Watch, now: number): number | undefined {
  if (hidden) return undefined;
  if (now - touched >= minute) return 20 * second;
  return focused ? second : 10 * second;
}

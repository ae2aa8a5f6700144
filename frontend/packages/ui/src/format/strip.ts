/** The keys that turn a strip of slides, and to which. */
const turns: Record<string, (at: number, last: number) => number> = {
  ArrowLeft: (at) => at - 1,
  ArrowRight: (at) => at + 1,
  Home: () => 0,
  End: (_, last) => last,
};

type Press = Pick<KeyboardEvent, 'key' | 'ctrlKey' | 'altKey' | 'metaKey' | 'shiftKey'>;

/** The slide a key leads to from one, undefined for a key that turns nothing. */
export function turnedTo(press: Press, at: number, last: number): number | undefined {
  if (press.ctrlKey || press.altKey || press.metaKey || press.shiftKey) return undefined;
  return turns[press.key]?.(at, last);
}

/**
 * Tells which slide of a strip is in view. While it glides to one, those it passes are not told: who presses "next"
 * meanwhile goes on from where it is going.
 */
export class Strip {
  private goal: number | undefined;

  turn(strip: HTMLElement, to: number): void {
    const slide = strip.children[to] as HTMLElement;
    this.goal = inView(strip) === to ? undefined : to;
    // Only the strip may move, not the thread around it.
    strip.scrollTo({ left: slide.offsetLeft - strip.offsetLeft });
  }

  /** The slide to tell after the strip has scrolled a little, undefined for none. */
  scrolled(strip: HTMLElement | null): number | undefined {
    if (!strip?.clientWidth) return undefined;
    const at = inView(strip);
    if (this.goal !== undefined && at !== this.goal) return undefined;
    this.goal = undefined;
    return at;
  }

  /** The slide to tell after it has come to rest, which not every window's engine says. */
  rested(strip: HTMLElement | null): number | undefined {
    this.stay();
    return this.scrolled(strip);
  }

  /** It does not go there any more: somebody took it in hand. */
  stay(): void {
    this.goal = undefined;
  }
}

function inView(strip: HTMLElement): number {
  return Math.min(Math.round(strip.scrollLeft / strip.clientWidth), strip.children.length - 1);
}

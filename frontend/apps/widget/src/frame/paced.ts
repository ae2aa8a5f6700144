// Speaks at most once in a while. Of what came in between, only the newest is said.

export interface Paced {
  tell(text: string): void;
  /** There is nothing to say any more; what comes next may be what was said before. */
  stop(): void;
}

export function paced(every: number, say: (text: string) => void): Paced {
  let said = '';
  let at = Number.NEGATIVE_INFINITY;
  let timer: ReturnType<typeof setTimeout> | undefined;
  return {
    tell(text) {
      clearTimeout(timer);
      const now = () => {
        if (text === said) return;
        said = text;
        at = Date.now();
        say(text);
      };
      const wait = at + every - Date.now();
      if (wait > 0) timer = setTimeout(now, wait);
      else now();
    },
    stop() {
      clearTimeout(timer);
      said = '';
    },
  };
}

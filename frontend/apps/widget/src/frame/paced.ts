// Speaks at most once in a while. Of what came in between, only the newest is said, and until then nothing: who reads
// instead of hearing would else find what is true no more.

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
        // The time of day may be put back, and we would be silent for as long.
        at = performance.now();
        say(text);
      };
      const wait = at + every - performance.now();
      if (wait <= 0) now();
      else if (text !== said) {
        said = ''; // what comes back is said again: it stands nowhere any more
        say('');
        timer = setTimeout(now, wait);
      }
    },
    stop() {
      clearTimeout(timer);
      said = '';
    },
  };
}

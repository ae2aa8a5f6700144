const first = 500;
const most = 30_000;

/** How long to wait before attempt n (0 for the first repeat): doubling, with jitter, never over 30 s. */
export function backoff(n: number, random: number): number {
  const full = Math.min(most, first * 2 ** Math.min(n, 10));
  return Math.round(full / 2 + (full / 2) * random);
}

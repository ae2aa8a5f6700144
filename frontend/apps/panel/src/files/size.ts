import type { File as Sent } from '@parley/wire';

/** How large a preview stands in the thread: as it is, but not beyond its bounds nor too small to be pressed. */
export function shownSize(
  { width = 0, height = 0 }: Sent,
  most = { width: 320, height: 240 },
): { width: number; height: number } {
  if (!width || !height) return { width: 160, height: 120 };
  const by = Math.min(1, most.width / width, most.height / height);
  return { width: Math.max(48, Math.round(width * by)), height: Math.max(48, Math.round(height * by)) };
}

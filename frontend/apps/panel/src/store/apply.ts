import type { Panel, PanelPatch, Thread, ThreadLine, ThreadPatch } from '@parley/wire';
import { alike } from './alike';

/** The panel after a change, or 'gap' where a change was missed and only the whole helps. */
export function apply(panel: Panel, patch: PanelPatch): Panel | 'gap' {
  if (patch.rev <= panel.rev) return panel;
  if (patch.rev !== panel.rev + 1) return 'gap';
  return {
    rev: patch.rev,
    session: patch.session ?? panel.session,
    line: patch.line ?? panel.line,
    channels: patch.channels ?? panel.channels,
    imposed: patch.imposed ?? panel.imposed,
    ungrouped: patch.ungrouped ?? panel.ungrouped,
    boxes: kept(panel.boxes, patch.boxes),
    shelf: kept(panel.shelf, patch.shelf),
    notices: patch.notices ?? panel.notices,
    panes: patch.panes ?? panel.panes,
    active: patch.active ?? panel.active,
    threads: threads(panel, patch),
  };
}

/** A list as it is now. What has not changed in it stays the very same: it is not drawn anew. */
function kept<T extends { stream: string }>(before: T[], now: T[] | undefined): T[] {
  if (!now) return before;
  const next = now.map((one) => {
    const was = before.find(({ stream }) => stream === one.stream);
    return was && alike(was, one) ? was : one;
  });
  return next.length === before.length && next.every((one, place) => one === before[place]) ? before : next;
}

function threads(panel: Panel, { panes, threads: whole = [], threadPatches = [] }: PanelPatch): Thread[] {
  if (!panes && whole.length === 0 && threadPatches.length === 0) return panel.threads;
  return (panes ?? panel.panes).flatMap((stream) => {
    const is = (one: { stream: string }) => one.stream === stream;
    const thread = whole.find(is) ?? panel.threads.find(is);
    if (!thread) return [];
    const patch = threadPatches.find(is);
    return patch ? changed(thread, patch) : thread;
  });
}

function changed(thread: Thread, patch: ThreadPatch): Thread {
  return {
    ...thread,
    online: patch.online ?? thread.online,
    ...(patch.ended !== undefined && { ended: patch.ended }),
    typing: patch.typing ?? thread.typing,
    ...(patch.page && { page: patch.page }),
    ...(patch.suggestions && { suggestions: patch.suggestions }),
    ...(patch.fresh !== undefined && { fresh: patch.fresh }),
    lines: ordered(merged(thread.lines, patch.lines ?? []), patch.order),
  };
}

function merged(lines: ThreadLine[], changes: ThreadLine[]): ThreadLine[] {
  if (changes.length === 0) return lines;
  const next = [...lines];
  for (const line of changes) {
    // From the end: what changes is new, most often.
    const place = next.findLastIndex((one) => one.key === line.key);
    if (place < 0) next.push(line);
    else next[place] = line;
  }
  return next;
}

function ordered(lines: ThreadLine[], order: string[] | undefined): ThreadLine[] {
  if (!order) return lines;
  const byKey = new Map(lines.map((line) => [line.key, line]));
  return order.flatMap((key) => byKey.get(key) ?? []);
}

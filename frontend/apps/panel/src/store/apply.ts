import type { Panel, PanelPatch, Thread, ThreadLine, ThreadPatch } from '@parley/wire';

/** The panel after a change, or 'gap' where a change was missed and only the whole helps. */
export function apply(panel: Panel, patch: PanelPatch): Panel | 'gap' {
  if (patch.rev <= panel.rev) return panel;
  if (patch.rev !== panel.rev + 1) return 'gap';
  const next: Panel = {
    rev: patch.rev,
    session: patch.session ?? panel.session,
    line: patch.line ?? panel.line,
    channels: patch.channels ?? panel.channels,
    imposed: patch.imposed ?? panel.imposed,
    boxes: patch.boxes ?? panel.boxes,
    shelf: patch.shelf ?? panel.shelf,
    notices: patch.notices ?? panel.notices,
  };
  const thread = patch.noThread ? undefined : (patch.thread ?? panel.thread);
  if (thread) next.thread = patch.threadPatch ? changed(thread, patch.threadPatch) : thread;
  return next;
}

function changed(thread: Thread, patch: ThreadPatch): Thread {
  if (patch.stream !== thread.stream) return thread;
  return {
    ...thread,
    online: patch.online ?? thread.online,
    typing: patch.typing ?? thread.typing,
    lines: ordered(merged(thread.lines, patch.lines ?? []), patch.order),
  };
}

function merged(lines: ThreadLine[], changes: ThreadLine[]): ThreadLine[] {
  if (changes.length === 0) return lines;
  const next = [...lines];
  const places = new Map(next.map((line, place) => [line.key, place]));
  for (const line of changes) {
    const place = places.get(line.key);
    if (place === undefined) places.set(line.key, next.push(line) - 1);
    else next[place] = line;
  }
  return next;
}

function ordered(lines: ThreadLine[], order: string[] | undefined): ThreadLine[] {
  if (!order) return lines;
  const byKey = new Map(lines.map((line) => [line.key, line]));
  return order.flatMap((key) => byKey.get(key) ?? []);
}

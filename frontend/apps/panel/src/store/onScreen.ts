import type { Panel, Thread } from '@parley/wire';

/** The thread the agent works in. */
export function onScreen(panel: Panel): Thread | undefined {
  return panel.threads.find((thread) => thread.stream === panel.active);
}

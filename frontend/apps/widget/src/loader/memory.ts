// One word in the site's own storage, so that the next page knows that a
// conversation is going on, and whether its window was open, or that a visitor
// who was here before is offered nothing. Nothing before.

export type Memory = '' | 'going' | 'open' | 'none';

export function recall(project: string): Memory {
  try {
    const said = localStorage.getItem(`parley:${project}`);
    return said === 'going' || said === 'open' || said === 'none' ? said : '';
  } catch {
    return '';
  }
}

export function remember(project: string, what: Memory): void {
  try {
    if (what) localStorage.setItem(`parley:${project}`, what);
    else localStorage.removeItem(`parley:${project}`);
  } catch {
    // A site whose storage is refused: the visitor opens the window anew.
  }
}

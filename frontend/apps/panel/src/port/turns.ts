/** Has deeds begun in the order in which they were given. */
export interface Turns {
  /** Does it when all that were taken before are done; those given later wait for it. */
  taken: <T>(deed: () => Promise<T>) => Promise<T>;
  /** The same, but those given later do not wait. */
  waited: <T>(deed: () => Promise<T>) => Promise<T>;
}

/**
 * The window's program begins every call at once and beside the others, in no order: a text that was sent came back as the
 * draft that was kept just before, when that call was overtaken.
 */
export function turns(): Turns {
  let before: Promise<unknown> = Promise.resolve();
  return {
    taken: (deed) => {
      const done = before.then(deed);
      before = done.catch(() => undefined);
      return done;
    },
    waited: (deed) => before.then(deed),
  };
}

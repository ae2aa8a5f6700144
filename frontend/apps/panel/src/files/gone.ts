import { useCallback, useSyncExternalStore } from 'react';
import { usePort } from '../desk';
import type { Port } from '../port/port';
import { refusal } from '../port/refusal';

/** The files of which the server said that it keeps them no longer: their message may have come before that. */
interface Gone {
  files: Set<string>;
  listeners: Set<() => void>;
}
const known = new WeakMap<Port, Gone>();

function knownBy(port: Port): Gone {
  const mine = known.get(port) ?? { files: new Set<string>(), listeners: new Set<() => void>() };
  known.set(port, mine);
  return mine;
}

/** Does what may find that a file is gone, and remembers it then. */
export async function asking<T>(port: Port, file: string, what: () => Promise<T>): Promise<T> {
  try {
    return await what();
  } catch (thrown) {
    if (refusal(thrown).code === 'file_expired') {
      const { files, listeners } = knownBy(port);
      files.add(file);
      for (const listener of listeners) listener();
    }
    throw thrown;
  }
}

/** Whether a file is known to be kept no longer. */
export function useGone({ id, gone }: { id: string; gone?: boolean }): boolean {
  const port = usePort();
  const subscribe = useCallback(
    (listener: () => void) => {
      const { listeners } = knownBy(port);
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    [port],
  );
  const found = useSyncExternalStore(subscribe, () => knownBy(port).files.has(id));
  return gone === true || found;
}

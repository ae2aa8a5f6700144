import { createContext, type ReactNode, useContext, useSyncExternalStore } from 'react';
import type { Port } from './port/port';
import type { Known, Store } from './store/store';

interface Desk {
  port: Port;
  store: Store;
}

const Context = createContext<Desk | undefined>(undefined);

export function DeskProvider({ port, store, children }: Desk & { children: ReactNode }) {
  return <Context value={{ port, store }}>{children}</Context>;
}

function useDesk(): Desk {
  const desk = useContext(Context);
  if (!desk) throw new Error('a part of the panel stands outside it');
  return desk;
}

export function usePort(): Port {
  return useDesk().port;
}

export function useStore(): Store {
  return useDesk().store;
}

/** Whether the desktop has a line to the server. */
export function useOnline(): boolean {
  const { store } = useDesk();
  return useSyncExternalStore(store.subscribe, () => store.get().panel?.line.state === 'online');
}

export function useKnown(): Known {
  const { store } = useDesk();
  return useSyncExternalStore(store.subscribe, store.get);
}

import { useSyncExternalStore } from 'react';
import { type Look, onLook, worn } from './look';

/** The look of now. */
export function useLook(): Look {
  return useSyncExternalStore(onLook, worn);
}

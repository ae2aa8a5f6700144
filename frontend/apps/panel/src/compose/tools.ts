import { useEffect } from 'react';
import type { TrayKind } from '../library/tray';

/** What stands beside the text one writes, to be opened: a tray, or the system's chooser of files. */
export type Tool = Exclude<TrayKind, 'answers'> | 'file';

/** Opens it in the compose area, of which there is one or none. */
let opener: ((tool: Tool) => void) | undefined;

/** Lets what is beside the text be opened from elsewhere: by a key, or by name. */
export function useTools(open: (tool: Tool) => void): void {
  useEffect(() => {
    opener = open;
    return () => {
      if (opener === open) opener = undefined;
    };
  }, [open]);
}

/** Does nothing where nobody can write. */
export const openTool = (tool: Tool): void => opener?.(tool);

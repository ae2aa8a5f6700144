import { composing } from '@parley/ui';
import type { KeyboardEvent } from 'react';

/** Has Ctrl and Enter do what the button of a sheet does, wherever in it the caret is. */
export const confirms =
  (confirm: () => void) =>
  (event: KeyboardEvent): void => {
    if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey) || composing(event.nativeEvent)) return;
    event.preventDefault();
    event.stopPropagation();
    confirm();
  };

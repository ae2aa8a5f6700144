import { Button, composing, Hidden, useSay } from '@parley/ui';
import { Search, X } from 'lucide-react';
import {
  type FocusEvent,
  type KeyboardEvent,
  type MouseEvent,
  type ReactNode,
  useId,
  useLayoutEffect,
  useRef,
} from 'react';
import type { Part } from './find';
import { Options, optionId } from './Options';
import { useActive } from './useActive';

interface Props<T> {
  label: string;
  hint: string;
  typed: string;
  onType: (typed: string) => void;
  parts: readonly Part<T>[];
  /** Why there is nothing to choose from. */
  none: string;
  keyOf: (thing: T) => string;
  nameOf?: (thing: T) => string;
  draw: (thing: T) => ReactNode;
  onPick: (thing: T) => void;
  /** Closes it; back brings the caret to where one writes. */
  onClose: (back: boolean) => void;
  columns?: number;
  /** Stands between the search and the list. */
  children?: ReactNode;
  /** Stands under the list. */
  foot?: ReactNode;
}

/** Stands over the compose area and is searched: the arrows move in the list while the caret stays in the search. */
export function Tray<T>(props: Props<T>) {
  const {
    label,
    hint,
    typed,
    onType,
    parts,
    none,
    keyOf,
    nameOf,
    draw,
    onPick,
    onClose,
    columns = 1,
  } = props;
  const say = useSay();
  const id = useId();
  const search = useRef<HTMLInputElement>(null);
  const all = parts.flatMap((part) => part.things);
  const [active, move] = useActive(all.length, 0, `${typed} ${all.length}`);

  useLayoutEffect(() => search.current?.focus({ preventScroll: true }), []);

  const onKeyDown = (event: KeyboardEvent) => {
    const steps: Record<string, number> = { ArrowDown: columns, ArrowUp: -columns };
    if (columns > 1) Object.assign(steps, { ArrowRight: 1, ArrowLeft: -1 });
    const by = steps[event.key];
    const chosen = all[active];
    if (composing(event.nativeEvent) || event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === 'Escape') onClose(true);
    else if (event.key === 'Enter' && event.target === search.current) chosen && onPick(chosen);
    else if (by && event.target === search.current) move(by);
    else return;
    event.preventDefault();
  };
  const onBlur = ({ currentTarget, relatedTarget }: FocusEvent) => {
    // Who goes to another window and comes back finds it as it was.
    if (document.hasFocus() && !currentTarget.contains(relatedTarget)) onClose(false);
  };

  // A press on its words or its buttons leaves the caret in the search.
  const onMouseDown = (press: MouseEvent) => {
    if (press.target !== search.current) press.preventDefault();
  };

  return (
    <div
      className="tray"
      role="dialog"
      aria-label={label}
      onKeyDown={onKeyDown}
      onBlur={onBlur}
      onMouseDown={onMouseDown}
      data-testid="tray"
    >
      <div className="tray-head">
        <Search size={15} aria-hidden="true" />
        <input
          ref={search}
          className="tray-find"
          data-testid="tray-find"
          type="text"
          role="combobox"
          dir="auto"
          autoComplete="off"
          spellCheck={false}
          aria-label={label}
          aria-expanded={all.length > 0}
          aria-controls={id}
          aria-autocomplete="list"
          aria-activedescendant={active >= 0 ? optionId(id, active) : undefined}
          placeholder={hint}
          value={typed}
          onChange={(event) => onType(event.target.value)}
        />
        <Button
          look="icon"
          aria-label={say('tray.close')}
          data-testid="tray-close"
          onClick={() => onClose(true)}
        >
          <X size={16} aria-hidden="true" />
        </Button>
      </div>
      {props.children}
      {all.length > 0 ? (
        <Options {...{ id, label, parts, active, keyOf, nameOf, draw, onPick, columns }} />
      ) : (
        <p className="tray-none">{none}</p>
      )}
      {props.foot}
      <Hidden>
        <span role="status">{all.length > 0 ? say('tray.found', { n: all.length }) : none}</span>
      </Hidden>
    </div>
  );
}

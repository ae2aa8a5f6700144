import { type ReactNode, useLayoutEffect, useRef } from 'react';
import type { Part } from './find';

interface Props<T> {
  /** The list's, by which whoever has the caret names it. */
  id: string;
  label: string;
  parts: readonly Part<T>[];
  /** The place the keys stand on, counted through all parts. */
  active: number;
  keyOf: (thing: T) => string;
  nameOf?: ((thing: T) => string) | undefined;
  draw: (thing: T) => ReactNode;
  onPick: (thing: T) => void;
  columns?: number | undefined;
}

/** The id of the option at a place. */
export const optionId = (list: string, place: number) => `${list}-${place}`;

/** A list to choose from while the caret stays elsewhere: in the text that is written, or where one searches. */
export function Options<T>({ id, label, parts, active, keyOf, nameOf, draw, onPick, columns = 1 }: Props<T>) {
  const list = useRef<HTMLDivElement>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: it follows what the keys stand on
  useLayoutEffect(() => {
    list.current?.querySelector('[aria-selected="true"]')?.scrollIntoView({ block: 'nearest' });
  }, [active, parts]);
  let place = -1;
  return (
    <div className="options" id={id} role="listbox" aria-label={label} data-columns={columns} ref={list}>
      {parts.map((part) => (
        // biome-ignore lint/a11y/useSemanticElements: a group of options, which no element of HTML is
        <div key={part.key} className="options-part" role="group" aria-label={part.heading || label}>
          {part.heading && (
            <div className="options-head" aria-hidden="true">
              {part.heading}
            </div>
          )}
          {part.things.map((thing) => {
            place++;
            return (
              // biome-ignore lint/a11y/useKeyWithClickEvents: the keys are those of whoever has the caret
              // biome-ignore lint/a11y/useFocusableInteractive: the caret stays where it is
              <div
                key={keyOf(thing)}
                id={optionId(id, place)}
                className="option"
                role="option"
                aria-selected={place === active}
                aria-label={nameOf?.(thing)}
                data-testid={`option-${keyOf(thing)}`}
                onMouseDown={(press) => press.preventDefault()}
                onClick={() => onPick(thing)}
              >
                {draw(thing)}
              </div>
            );
          })}
        </div>
      ))}
    </div>
  );
}

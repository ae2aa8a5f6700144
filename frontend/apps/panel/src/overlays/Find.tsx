import { Search } from 'lucide-react';
import type { ComponentProps, RefObject } from 'react';
import { Input, Label, SearchField } from 'react-aria-components';

type Props = ComponentProps<typeof Input> & {
  label: string;
  /** Where one types, for whoever puts the caret there. */
  field?: RefObject<HTMLInputElement | null>;
  /** The label is said and not shown: a heading above says it. */
  unlabelled?: boolean;
};

/** Where one types to narrow the list below. That list is its list and always shown, so it is what a combobox is. */
export function Find({ label, field, unlabelled = false, ...input }: Props) {
  return (
    <SearchField className="find" autoFocus {...(unlabelled && { 'aria-label': label })}>
      {!unlabelled && <Label className="find-label">{label}</Label>}
      <div className="find-box">
        <Search size={15} aria-hidden="true" />
        <Input
          {...input}
          ref={field}
          className="find-input"
          type="text"
          spellCheck={false}
          role="combobox"
          aria-expanded="true"
        />
      </div>
    </SearchField>
  );
}

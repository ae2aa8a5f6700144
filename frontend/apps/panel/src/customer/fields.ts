import type { Key } from '@parley/ui';
import type { CustomerRecord, RecordChange } from '@parley/wire';

export type Field = keyof CustomerRecord;

interface Described {
  field: Field;
  label: Key;
  /** How many characters it takes at most; the server has the last word. */
  most: number;
  type: 'text' | 'email' | 'tel';
  /** Has several lines. */
  long?: true;
}

/** The fields of a record, in the order in which they are shown. */
export const fields: readonly Described[] = [
  { field: 'firstName', label: 'customer.firstName', most: 100, type: 'text' },
  { field: 'lastName', label: 'customer.lastName', most: 100, type: 'text' },
  { field: 'email', label: 'customer.email', most: 254, type: 'email' },
  { field: 'phone', label: 'customer.phone', most: 40, type: 'tel' },
  { field: 'address', label: 'customer.address', most: 300, type: 'text' },
  { field: 'zip', label: 'customer.zip', most: 20, type: 'text' },
  { field: 'city', label: 'customer.city', most: 100, type: 'text' },
  { field: 'country', label: 'customer.country', most: 100, type: 'text' },
  { field: 'externalId', label: 'customer.externalId', most: 50, type: 'text' },
  { field: 'notes', label: 'customer.notes', most: 2000, type: 'text', long: true },
];

export type Edits = Partial<Record<Field, string>>;

/** What of the edits is other than the record: only that is sent, so that a colleague's change elsewhere stays. */
export function changeOf(record: CustomerRecord, edits: Edits): RecordChange {
  const change: RecordChange = {};
  for (const { field } of fields) {
    const to = edits[field]?.trim();
    if (to !== undefined && to !== (record[field] ?? '')) change[field] = to;
  }
  return change;
}

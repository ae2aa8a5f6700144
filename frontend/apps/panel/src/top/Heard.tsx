import { unturned, useLanguage } from '@parley/ui';
import type { Notice } from '@parley/wire';
import { useState } from 'react';
import { sentence } from './Notices';

/** Reads out, in the dialog that is open, what is noticed meanwhile: of what lies behind it nothing is read out. */
export function Heard({ notices }: { notices: readonly Notice[] }) {
  const language = useLanguage();
  const newest = notices.at(-1);
  const [known] = useState(newest?.id ?? 0);
  return (
    <div className="hidden" role="status" data-testid="heard">
      {newest && newest.id > known && <p key={newest.id}>{unturned(sentence(newest, language))}</p>}
    </div>
  );
}

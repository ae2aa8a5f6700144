import { Button, unturned, useSay } from '@parley/ui';
import type { CustomerRecord } from '@parley/wire';
import { Pencil } from 'lucide-react';
import { fields } from './fields';
import './customer.css';

/** What is known of the visitor beyond this conversation, with the way to change it. */
export function CustomerPart({ record, onEdit }: { record: CustomerRecord; onEdit: () => void }) {
  const say = useSay();
  const known = fields.filter(({ field }) => record[field]);
  return (
    <section className="info-part" data-testid="customer" aria-label={say('customer.title')}>
      <h3 className="customer-title">
        {say('customer.title')}
        <Button
          look="icon"
          className="small"
          data-testid="customer-edit"
          aria-label={say('customer.edit')}
          title={say('customer.edit')}
          onClick={onEdit}
        >
          <Pencil size={14} aria-hidden="true" />
        </Button>
      </h3>
      {known.length === 0 && <p className="customer-none">{say('customer.none')}</p>}
      {known.length > 0 && (
        <dl>
          {known.map(({ field, label }) => (
            <div className="info-fact" key={field}>
              <dt>{say(label)}</dt>
              <dd className="customer-value" data-testid={`customer-is-${field}`} dir="auto">
                {unturned(record[field] ?? '')}
              </dd>
            </div>
          ))}
        </dl>
      )}
    </section>
  );
}

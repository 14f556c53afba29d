import { useState } from 'react';
import type { CustomerField, FieldStanding } from '#shared/model/customer';
import { useKernel } from '../../engine/kernel';
import { useText } from '../../text';
import { HelpTip } from '../../ui/HelpTip';
import { FieldRow } from './FieldRow';
import { fieldGroups } from './fieldGroups';
import { UnmaskDialog } from './UnmaskDialog';
import { useUnmasked } from './unmasked';

interface CustomerFieldsProps {
  readonly customer: string;
  readonly fields: readonly CustomerField[];
}

/** Tags by category. Values that were unmasked are known here alone, and forgotten when this is left. */
export function CustomerFields({ customer, fields }: CustomerFieldsProps) {
  const t = useText('customer');
  const unmasked = useUnmasked();
  const [asked, setAsked] = useState<CustomerField | null>(null);
  const standing = useKernel('customers.standing', { customer }, { background: true });
  const standings = new Map<string, FieldStanding>(standing.data?.fields.map((each) => [each.tag, each]));
  return (
    <>
      <table className="cus-table">
        <thead>
          <tr>
            <th scope="col">{t('name')}</th>
            <th scope="col">{t('value')}</th>
            <th scope="col">
              {t('standing')} <HelpTip text={t('standingHelp')} />
            </th>
            <th scope="col">{t('tagAsOf')}</th>
          </tr>
        </thead>
        {fieldGroups(fields).map(({ category, fields: own }) => (
          <tbody key={category}>
            <tr>
              <th scope="colgroup" colSpan={4} className="cus-category">
                {category === '' ? t('noCategory') : category}
              </th>
            </tr>
            {own.map((field) => (
              <FieldRow
                key={field.tag}
                field={field}
                standing={standings.get(field.tag)}
                unmasked={unmasked.fieldOf(field.tag)}
                onUnmask={() => setAsked(field)}
                onMask={() => unmasked.mask(field.tag)}
              />
            ))}
          </tbody>
        ))}
      </table>
      {asked ? <UnmaskDialog customer={customer} field={asked} onShow={unmasked.show} onClose={() => setAsked(null)} /> : null}
    </>
  );
}

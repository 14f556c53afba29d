import { InputNumber, Select } from 'antd';
import { isControlName } from '#shared/model/experimentProposals';
import { CONTACT_OUTPUTS, type ContactsSource, type TagSource } from '#shared/model/tagSource';
import { useKernel } from '../../../engine/kernel';
import { useText } from '../../../text';
import { Field } from '../Field';

interface ContactsFormProps {
  readonly source: ContactsSource;
  readonly onChange: (source: TagSource) => void;
}

/** How often or when customers were contacted, over what time, and which variants of campaigns are no contact. */
export function ContactsForm({ source, onChange }: ContactsFormProps) {
  const t = useText('tagForms');
  const { data: campaigns = [] } = useKernel('experiments.campaigns', {}, { background: true });
  const variants = [...new Set(campaigns.flatMap(({ arms }) => arms.map(({ variant }) => variant)))].sort();
  const { last, ...ever } = source;
  return (
    <>
      <div className="tags-fields">
        <Field label={t('output')} hint={t('contactsHint')}>
          <Select
            aria-label={t('output')}
            value={source.output}
            options={CONTACT_OUTPUTS.map((value) => ({ value, label: t(`contacts.${value}`) }))}
            onChange={(output) => onChange({ ...source, output })}
            data-testid="wizard-contacts-output"
          />
        </Field>
        <Field label={t('contactDays')} hint={t('contactDaysHint')}>
          <InputNumber
            min={1}
            max={10_000}
            precision={0}
            aria-label={t('contactDays')}
            value={last?.n ?? null}
            onChange={(n) => onChange(n === null ? ever : { ...source, last: { n, unit: 'day' } })}
            data-testid="wizard-contacts-days"
          />
        </Field>
      </div>
      <Field label={t('controls')} hint={t('controlsHint')}>
        <Select
          mode="tags"
          aria-label={t('controls')}
          placeholder={t('choose')}
          value={source.controls ?? variants.filter(isControlName)}
          options={variants.map((value) => ({ value, label: value }))}
          onChange={(controls) => onChange({ ...source, controls })}
          data-testid="wizard-contacts-controls"
        />
      </Field>
    </>
  );
}

import { Checkbox, DatePicker, Input, InputNumber } from 'antd';
import dayjs from 'dayjs';
import { type ReactNode, useId } from 'react';
import { MOST_CANARIES } from '#shared/model/canary';
import { EXPORT_FORMATS, type ExportSpec, LEGAL_BASES, RECIPIENT_KINDS } from '#shared/model/export';
import { useText } from '../../../text';
import { Card } from '../../../ui/Card';
import { Picker } from '../../../ui/Picker';
import { changeExport } from '../exportChoice';

/** Why, on what ground, to whom and until when. */
export function PurposePart({ spec }: { readonly spec: ExportSpec }) {
  const t = useText('exports');
  const { recipient } = spec;
  return (
    <Card title={t('purposePart')} help={t('purposeHelp')} testId="export-purpose-part">
      <div className="exp-fields">
        <Words
          label={t('name')}
          value={spec.name}
          onChange={(name) => name !== '' && changeExport({ name })}
          testId="export-name"
        />
        <Words
          label={t('purpose')}
          value={spec.purpose}
          onChange={(purpose) => changeExport({ purpose })}
          testId="export-purpose"
        />
        <Picker
          label={t('basis')}
          value={spec.basis}
          options={LEGAL_BASES.map((value) => ({ value, label: t(`basis.${value}`) }))}
          onChange={(basis) => changeExport({ basis })}
          testId="export-basis"
        />
        <Words
          label={t('recipient')}
          value={recipient.name}
          onChange={(name) => changeExport({ recipient: { ...recipient, name } })}
          testId="export-recipient"
        />
        <Picker
          label={t('recipientKind')}
          value={recipient.kind}
          options={RECIPIENT_KINDS.map((value) => ({ value, label: t(`kind.${value}`) }))}
          onChange={(kind) => changeExport({ recipient: { ...recipient, kind } })}
          testId="export-kind"
        />
        <Labelled label={t('expires')}>
          {(id) => (
            <DatePicker
              id={id}
              allowClear={false}
              value={spec.expires === undefined ? null : dayjs(spec.expires)}
              onChange={(day) => day && changeExport({ expires: day.format('YYYY-MM-DD') })}
              data-testid="export-expires"
            />
          )}
        </Labelled>
        <Picker
          label={t('format')}
          value={spec.format}
          options={EXPORT_FORMATS.map((value) => ({ value, label: t(`format.${value}`) }))}
          onChange={(format) => changeExport({ format })}
          testId="export-format"
        />
        <Labelled label={t('canaries')}>
          {(id) => (
            <InputNumber
              id={id}
              min={0}
              max={MOST_CANARIES}
              precision={0}
              value={spec.canaries}
              onChange={(canaries) => canaries !== null && changeExport({ canaries })}
              data-testid="export-canaries"
            />
          )}
        </Labelled>
      </div>
      <Checkbox
        checked={spec.forContact}
        onChange={({ target }) => changeExport({ forContact: target.checked })}
        data-testid="export-contact"
      >
        {t('forContact')}
      </Checkbox>
      <Checkbox
        checked={spec.suppress}
        onChange={({ target }) => changeExport({ suppress: target.checked })}
        data-testid="export-suppress"
      >
        {t('suppress')}
      </Checkbox>
      <Checkbox checked={spec.seal} onChange={({ target }) => changeExport({ seal: target.checked })} data-testid="export-seal">
        {t('seal')}
      </Checkbox>
    </Card>
  );
}

interface WordsProps {
  readonly label: string;
  readonly value: string;
  readonly onChange: (text: string) => void;
  readonly testId: string;
}

function Words({ label, value, onChange, testId }: WordsProps) {
  return (
    <Labelled label={label}>
      {(id) => (
        <Input id={id} value={value} maxLength={200} onChange={({ target }) => onChange(target.value)} data-testid={testId} />
      )}
    </Labelled>
  );
}

function Labelled({ label, children }: { readonly label: string; readonly children: (id: string) => ReactNode }) {
  const id = useId();
  return (
    <span className="hx-picker exp-field">
      <label className="hx-secondary" htmlFor={id}>
        {label}
      </label>
      {children(id)}
    </span>
  );
}

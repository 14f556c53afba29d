import { Select } from 'antd';
import type { TagSource, TagSourceOf } from '#shared/model/tagSource';
import { useKernel } from '../../../engine/kernel';
import { useText } from '../../../text';
import { Field } from '../Field';

interface ListFormProps {
  readonly source: TagSourceOf<'list'> | TagSourceOf<'model'>;
  readonly onChange: (source: TagSource) => void;
}

/** An imported table by customer, and its column of values or scores. */
export function ListForm({ source, onChange }: ListFormProps) {
  const t = useText('tagForms');
  const { data: tables = [] } = useKernel('tables.list', {}, { background: true });
  const columns = tables.find(({ name }) => name === source.table)?.columns.map(({ name }) => name) ?? [];
  const value = source.kind === 'model' ? source.score : (source.value ?? '');
  const withValue = (chosen: string | undefined): TagSource => {
    if (source.kind === 'model') return { ...source, score: chosen ?? '' };
    const { value: _, ...rest } = source;
    return chosen ? { ...rest, value: chosen } : rest;
  };
  const valueLabel = t(source.kind === 'model' ? 'scoreColumn' : 'valueColumn');
  return (
    <>
      <Field label={t('table')}>
        <Names
          label={t('table')}
          value={source.table}
          names={tables.map(({ name }) => name)}
          onChange={(table) =>
            onChange(source.kind === 'model' ? { kind: 'model', table, key: '', score: '' } : { kind: 'list', table, key: '' })
          }
          testId="wizard-table"
        />
      </Field>
      <div className="tags-fields">
        <Field label={t('keyColumn')}>
          <Names
            label={t('keyColumn')}
            value={source.key}
            names={columns}
            onChange={(key) => onChange({ ...source, key })}
            testId="wizard-key"
          />
        </Field>
        <Field label={valueLabel} hint={source.kind === 'list' ? t('valueColumnHint') : ''}>
          <Names
            allowClear={source.kind === 'list'}
            label={valueLabel}
            value={value}
            names={columns}
            onChange={(chosen) => onChange(withValue(chosen))}
            testId="wizard-value"
          />
        </Field>
      </div>
    </>
  );
}

interface NamesProps {
  readonly label: string;
  readonly value: string;
  readonly names: readonly string[];
  readonly allowClear?: boolean;
  /** The empty text: cleared. */
  readonly onChange: (name: string) => void;
  readonly testId: string;
}

function Names({ label, value, names, allowClear = false, onChange, testId }: NamesProps) {
  const t = useText('tagForms');
  return (
    <Select
      showSearch
      allowClear={allowClear}
      aria-label={label}
      placeholder={t('choose')}
      value={value || null}
      options={names.map((name) => ({ value: name, label: name }))}
      onChange={(name) => onChange(name ?? '')}
      data-testid={testId}
    />
  );
}

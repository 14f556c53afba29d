import { Checkbox, Input, Radio, Select } from 'antd';
import { type ReactNode, useId } from 'react';
import type { Cleaning } from '#shared/model/cleaning';
import type { TableColumn } from '#shared/model/import';
import { useText } from '../../../text';
import { IdentifyCustomers } from './IdentifyCustomers';
import { IdentifyKeys } from './IdentifyKeys';
import { MapValues } from './MapValues';
import { columnsFor, type StepField, type StepFields } from './stepFields';

interface StepFieldViewProps {
  readonly name: StepField;
  readonly fields: StepFields;
  readonly columns: readonly TableColumn[];
  readonly before: Cleaning;
  readonly onChange: (change: Partial<StepFields>) => void;
}

/** One field of the form, by its name. */
export function StepFieldView({ name, fields, columns, before, onChange }: StepFieldViewProps) {
  const t = useText('cleaning');
  const form = useText('cleaningForm');
  const id = useId();
  const control = { id, 'data-testid': `step-${name}`, style: { width: '100%' } };
  const own = columnsFor(fields.kind, columns).map((column) => column.name);
  const all = columns.map((column) => column.name);
  const option = (value: string) => ({ value, label: <span data-testid={`step-${name}-${value}`}>{value}</span> });
  const chooseOne = (options: readonly string[], placeholder?: string) => (
    <Select
      {...control}
      showSearch
      allowClear
      {...(placeholder ? { placeholder } : {})}
      value={fields[name] as string | undefined}
      onChange={(value: string | undefined) => onChange({ [name]: value })}
      options={options.map(option)}
    />
  );
  const chooseMany = (options: readonly string[] | null) => (
    <Select
      {...control}
      mode={options ? 'multiple' : 'tags'}
      value={[...(fields[name] as readonly string[])]}
      {...(options ? {} : { open: false, placeholder: form('valuesHint') })}
      onChange={(values: string[]) => onChange({ [name]: values })}
      options={(options ?? []).map(option)}
    />
  );
  const write = () => (
    <Input {...control} value={fields[name] as string} onChange={({ target }) => onChange({ [name]: target.value })} />
  );
  const radio = (options: readonly { readonly value: string; readonly label: string }[]) => (
    <Radio.Group
      value={fields[name]}
      onChange={({ target }) => onChange({ [name]: target.value })}
      options={options.map(({ value, label }) => ({ value, label: <span data-testid={`step-${name}-${value}`}>{label}</span> }))}
      aria-label={form(labelOf(name, fields))}
    />
  );
  const inputs: Readonly<Record<StepField, () => ReactNode>> = {
    columns: () => chooseMany(own),
    column: () => chooseOne(own),
    letters: () => radio((['upper', 'lower'] as const).map((value) => ({ value, label: t(`letters.${value}`) }))),
    level: () => radio((['province', 'city'] as const).map((value) => ({ value, label: t(`level.${value}`) }))),
    pairs: () => (
      <MapValues column={fields.column} pairs={fields.pairs} before={before} onChange={(pairs) => onChange({ pairs })} />
    ),
    by: () => radio((['separator', 'positions'] as const).map((value) => ({ value, label: form(`by.${value}`) }))),
    separator: write,
    cuts: () => chooseMany(null),
    into: () => chooseMany(null),
    type: () => radio(TYPES.map((value) => ({ value, label: t(`type.${value}`) }))),
    percent: () => (
      <Checkbox checked={fields.percent} onChange={({ target }) => onChange({ percent: target.checked })}>
        {form('field.percent')}
      </Checkbox>
    ),
    filling: () =>
      radio((['constant', 'previous', 'commonest'] as const).map((value) => ({ value, label: t(`filling.${value}`) }))),
    value: write,
    order: () => chooseOne(all, form('fileOrder')),
    keep: () => radio((['last', 'first'] as const).map((value) => ({ value, label: t(`keep.${value}`) }))),
    when: () => radio((['unknown', 'oneOf'] as const).map((value) => ({ value, label: form(`when.${value}`) }))),
    values: () => chooseMany(null),
    name: write,
    customers: () => <IdentifyCustomers fields={fields} columns={columns} cleaning={before} onChange={onChange} />,
    keys: () => <IdentifyKeys fields={fields} columns={columns} onChange={(keys) => onChange({ keys })} />,
  };
  return (
    <div className="hx-step-field">
      {name === 'percent' ? null : <label htmlFor={id}>{form(labelOf(name, fields))}</label>}
      {inputs[name]()}
    </div>
  );
}

const TYPES = ['number', 'integer', 'date', 'timestamp', 'boolean'] as const;

function labelOf(name: StepField, { kind }: StepFields) {
  if (name === 'keys') return 'field.identifyKeys';
  if (name === 'name' && kind === 'identify') return 'field.customerColumn';
  return name === 'columns' && kind === 'dedupe' ? 'field.keys' : (`field.${name}` as const);
}

import { Input, Select } from 'antd';
import { type ReactNode, useId } from 'react';
import type { ColumnType } from '#shared/model/import';
import type { QualityKind } from '#shared/model/quality';
import type { TableInfo } from '#shared/model/workspace';
import { type TextKey, useText } from '../../../text';
import type { FieldName, RuleFields } from './ruleDraft';

interface RuleFieldProps {
  readonly name: FieldName;
  readonly fields: RuleFields;
  readonly table: TableInfo;
  readonly tables: readonly TableInfo[];
  readonly onChange: (change: Partial<RuleFields>) => void;
}

/** One field of the form, by its name. */
export function RuleField({ name, fields, table, tables, onChange }: RuleFieldProps) {
  const t = useText('quality');
  const id = useId();
  const label = t(labelOf(name, fields.kind));
  const other = tables.find((each) => each.name === fields.otherTable);
  const control = { id, 'data-testid': `rule-${name}`, style: { width: '100%' } };
  const choose = (options: readonly string[]) => (
    <Select
      {...control}
      showSearch
      allowClear
      value={fields[name] as string | undefined}
      onChange={(value) => onChange({ [name]: value })}
      options={options.map((value) => ({ value, label: <span data-testid={`rule-${name}-${value}`}>{value}</span> }))}
    />
  );
  const list = (options: readonly string[]) => (
    <Select
      {...control}
      mode={options.length > 0 ? 'multiple' : 'tags'}
      value={[...(fields[name] as readonly string[])]}
      {...(options.length > 0 ? {} : { open: false, placeholder: t('valuesHint') })}
      onChange={(values: string[]) => onChange({ [name]: values })}
      options={options.map((value) => ({ value, label: value }))}
    />
  );
  const write = (placeholder = '') => (
    <Input
      {...control}
      value={fields[name] as string}
      placeholder={placeholder}
      onChange={({ target }) => onChange({ [name]: target.value })}
    />
  );
  const inputs: Readonly<Record<FieldName, () => ReactNode>> = {
    column: () => choose(namesOf(table, COLUMN_TYPES[fields.kind])),
    columns: () => list(namesOf(table)),
    min: write,
    max: write,
    values: () => list([]),
    pattern: () => write('[A-Z]{2}[0-9]+'),
    predicate: () => write(t('predicateHint')),
    days: write,
    otherTable: () => choose(tables.filter((each) => each.name !== table.name).map((each) => each.name)),
    otherColumn: () => choose(namesOf(other ?? table, OTHER_TYPES[fields.kind])),
    key: () => choose(namesOf(table)),
    otherKey: () => choose(other ? namesOf(other) : []),
    birthDate: () => choose(namesOf(table, DAYS)),
    gender: () => choose(namesOf(table, WRITTEN)),
    where: write,
    tolerance: write,
  };
  return (
    <div className="hx-rule-field">
      <label htmlFor={id}>{label}</label>
      {inputs[name]()}
    </div>
  );
}

const DAYS: readonly ColumnType[] = ['date', 'timestamp'];
const NUMBERS: readonly ColumnType[] = ['integer', 'number'];
const WRITTEN: readonly ColumnType[] = ['text', 'integer'];

/** Types of the columns that a kind of rule can check; any where a kind is not named. */
const COLUMN_TYPES: { readonly [kind in QualityKind]?: readonly ColumnType[] } = {
  range: [...NUMBERS, ...DAYS],
  freshness: DAYS,
  notBefore: DAYS,
  balanceSum: NUMBERS,
  residentId: WRITTEN,
  residentIdMatches: WRITTEN,
  mobile: WRITTEN,
  bankCard: WRITTEN,
  creditCode: WRITTEN,
};
const OTHER_TYPES: { readonly [kind in QualityKind]?: readonly ColumnType[] } = { balanceSum: NUMBERS, notBefore: DAYS };

function namesOf({ columns }: TableInfo, types?: readonly ColumnType[]): string[] {
  return columns.filter(({ type }) => !types || types.includes(type)).map(({ name }) => name);
}

function labelOf(name: FieldName, kind: QualityKind): TextKey<'quality'> {
  if (name === 'otherTable') return kind === 'referential' ? 'toTable' : kind === 'notBefore' ? 'linkTableOptional' : 'linkTable';
  if (name === 'otherColumn') return kind === 'referential' ? 'toColumn' : kind === 'notBefore' ? 'later' : 'amount';
  if (name === 'key') return 'linkKey';
  return name === 'otherKey' ? 'linkTo' : name;
}

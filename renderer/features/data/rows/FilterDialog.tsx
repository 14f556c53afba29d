import { DatePicker, Input, Modal, Select } from 'antd';
import dayjs from 'dayjs';
import { useState } from 'react';
import type { TableColumn } from '#shared/model/import';
import { type ColumnFilter, type FilterOperator, filterOperators } from '#shared/model/rowView';
import { tagTypeOf } from '#shared/model/tag';
import { useText } from '../../../text';
import { nameWithUnit } from '../../../ui/nameWithUnit';
import { type FilterDraft, filterOf, filterShape } from './filterDraft';
import { useOperatorText } from './filterWords';

interface FilterDialogProps {
  readonly column: TableColumn;
  readonly start: FilterDraft;
  readonly onDone: (filter: ColumnFilter) => void;
  readonly onClose: () => void;
}

const APPLY_ID = { 'data-testid': 'filter-apply' };

/** One condition on one column. */
export function FilterDialog({ column, start, onDone, onClose }: FilterDialogProps) {
  const t = useText('grid');
  const common = useText('common');
  const operatorText = useOperatorText();
  const [draft, setDraft] = useState(start);
  const filter = filterOf(draft, column.type);
  const apply = () => filter && onDone(filter);
  return (
    <Modal
      open
      title={t('filterOf', { name: nameWithUnit(column) })}
      okText={common('apply')}
      cancelText={common('cancel')}
      okButtonProps={{ disabled: filter === null, ...APPLY_ID }}
      onOk={apply}
      onCancel={onClose}
      width={440}
    >
      <form
        className="rows-filter"
        onSubmit={(event) => {
          event.preventDefault();
          apply();
        }}
      >
        <Select<FilterOperator>
          autoFocus
          aria-label={t('operator')}
          value={draft.op}
          options={filterOperators(column.type).map((op) => ({ value: op, label: operatorText(op, column.type) }))}
          onChange={(op) => setDraft({ ...draft, op })}
          data-testid="filter-operator"
        />
        <Values draft={draft} column={column} onChange={(change) => setDraft({ ...draft, ...change })} />
      </form>
    </Modal>
  );
}

interface ValuesProps {
  readonly draft: FilterDraft;
  readonly column: TableColumn;
  readonly onChange: (change: Partial<FilterDraft>) => void;
}

function Values({ draft, column, onChange }: ValuesProps) {
  const t = useText('grid');
  const common = useText('common');
  const shape = filterShape(draft.op);
  const kind = tagTypeOf(column.type);
  if (shape === 'none') return null;
  if (shape === 'many')
    return (
      <Select<string[]>
        mode="tags"
        open={false}
        suffixIcon={null}
        tokenSeparators={['\n', '\t', ';', '；', ...(kind === 'number' ? [',', '，', ' '] : [])]}
        aria-label={t('values')}
        placeholder={t('values')}
        value={[...draft.many]}
        onChange={(many) => onChange({ many })}
        data-testid="filter-values"
      />
    );
  if (kind === 'boolean')
    return (
      <Select<string>
        aria-label={t('value')}
        value={draft.one}
        options={[
          { value: 'true', label: common('yes') },
          { value: 'false', label: common('no') },
        ]}
        onChange={(one) => onChange({ one })}
        data-testid="filter-value"
      />
    );
  const Field = kind === 'date' ? DayField : TextField;
  if (shape === 'one')
    return <Field label={t('value')} value={draft.one} onChange={(one) => onChange({ one })} testId="filter-value" />;
  return (
    <span className="rows-filter-range">
      <Field label={t('from')} value={draft.from} onChange={(from) => onChange({ from })} testId="filter-from" />
      <span aria-hidden>–</span>
      <Field label={t('to')} value={draft.to} onChange={(to) => onChange({ to })} testId="filter-to" />
    </span>
  );
}

interface FieldProps {
  readonly label: string;
  readonly value: string;
  readonly onChange: (value: string) => void;
  readonly testId: string;
}

function TextField({ label, value, onChange, testId }: FieldProps) {
  return (
    <Input
      aria-label={label}
      placeholder={label}
      value={value}
      onChange={({ target }) => onChange(target.value)}
      data-testid={testId}
    />
  );
}

function DayField({ label, value, onChange, testId }: FieldProps) {
  return (
    <DatePicker
      aria-label={label}
      placeholder={label}
      value={value === '' ? null : dayjs(value)}
      onChange={(day) => onChange(day ? day.format('YYYY-MM-DD') : '')}
      data-testid={testId}
    />
  );
}

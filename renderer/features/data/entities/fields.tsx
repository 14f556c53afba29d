import { Input, Select } from 'antd';
import { type ReactNode, useState } from 'react';
import type { TableInfo } from '#shared/model/workspace';
import { useText } from '../../../text';
import { TabLeaves } from '../../../ui/TabLeaves';

type Columns = TableInfo['columns'];

export function columnsOf(tables: readonly TableInfo[], name: string): Columns {
  return tables.find((table) => table.name === name)?.columns ?? [];
}

interface LineProps {
  readonly title: string;
  readonly text: string;
  /** The fields take a line of their own. */
  readonly isWide?: boolean;
  readonly children: ReactNode;
}

/** One part of the map: what it is on the left, its fields on the right. */
export function Line({ title, text, isWide = false, children }: LineProps) {
  return (
    <section className="hx-entities-line" data-wide={isWide} aria-label={title}>
      <div>
        <h3 className="hx-entities-title">{title}</h3>
        <div className="hx-secondary hx-entities-hint">{text}</div>
      </div>
      <div className="hx-entities-controls">{children}</div>
    </section>
  );
}

/** A small name above its field. */
export function Field({ label, children }: { readonly label: string; readonly children: ReactNode }) {
  return (
    <div className="hx-field">
      <span className="hx-field-label" aria-hidden>
        {label}
      </span>
      {children}
    </div>
  );
}

interface TableSelectProps {
  readonly label: string;
  readonly tables: readonly TableInfo[];
  readonly value: string;
  readonly onChange: (table: string) => void;
  readonly testId: string;
}

export function TableSelect({ label, tables, value, onChange, testId }: TableSelectProps) {
  return (
    <Select
      aria-label={label}
      showSearch
      value={value}
      onChange={onChange}
      options={tables.map(({ name }) => ({ value: name, label: name }))}
      style={{ width: 150 }}
      data-testid={testId}
    />
  );
}

interface ColumnSelectProps {
  readonly label: string;
  readonly columns: Columns;
  readonly value: string | null;
  readonly onChange: (column: string) => void;
  readonly testId: string;
}

export function ColumnSelect({ label, columns, value, onChange, testId }: ColumnSelectProps) {
  return (
    <Select
      aria-label={label}
      showSearch
      placeholder={label}
      value={value}
      onChange={(column) => column !== null && onChange(column)}
      options={columns.map(({ name }) => ({ value: name, label: name }))}
      style={{ width: 150 }}
      data-testid={testId}
    />
  );
}

interface OptionalColumnProps extends Omit<ColumnSelectProps, 'value' | 'onChange'> {
  readonly value: string | undefined;
  readonly onChange: (column: string | undefined) => void;
}

/** A column that may be left out. */
export function OptionalColumn({ label, columns, value, onChange, testId }: OptionalColumnProps) {
  const t = useText('entities');
  return (
    <Select
      aria-label={label}
      showSearch
      allowClear
      placeholder={t('optional')}
      value={value ?? null}
      onChange={(column: string | null | undefined) => onChange(column ?? undefined)}
      options={columns.map(({ name }) => ({ value: name, label: name }))}
      style={{ width: 150 }}
      data-testid={testId}
    />
  );
}

interface ColumnsSelectProps extends Omit<ColumnSelectProps, 'value' | 'onChange'> {
  readonly value: readonly string[];
  readonly onChange: (columns: string[]) => void;
}

export function ColumnsSelect({ label, columns, value, onChange, testId }: ColumnsSelectProps) {
  return (
    <TabLeaves>
      <Select
        aria-label={label}
        mode="multiple"
        value={[...value]}
        onChange={onChange}
        options={columns.map(({ name }) => ({ value: name, label: name }))}
        maxTagCount="responsive"
        style={{ width: 312 }}
        data-testid={testId}
      />
    </TabLeaves>
  );
}

interface TextFieldProps {
  readonly label: string;
  readonly value: string;
  readonly placeholder?: string;
  readonly width?: number;
  readonly onCommit: (text: string) => void;
  readonly testId: string;
}

/** A text that counts once it is left or Enter is pressed, so that no half-written condition is checked. */
export function TextField({ label, value, placeholder = '', width = 150, onCommit, testId }: TextFieldProps) {
  const [typed, setTyped] = useState<string | null>(null);
  const commit = () => {
    if (typed !== null && typed !== value) onCommit(typed);
    setTyped(null);
  };
  return (
    <Input
      aria-label={label}
      placeholder={placeholder}
      value={typed ?? value}
      onChange={(event) => setTyped(event.target.value)}
      onBlur={commit}
      onPressEnter={commit}
      style={{ width }}
      data-testid={testId}
    />
  );
}

import type { RelationSource } from '#shared/model/entities';
import type { TableInfo } from '#shared/model/workspace';
import { useText } from '../../../text';
import { ColumnSelect, columnsOf, Field, OptionalColumn } from './fields';

interface RelationFieldsProps {
  readonly tables: readonly TableInfo[];
  readonly source: RelationSource;
  readonly onChange: (source: RelationSource) => void;
  readonly id: string;
}

/** The two customers of a row and what they are to each other. */
export function RelationFields({ tables, source, onChange, id }: RelationFieldsProps) {
  const t = useText('entities');
  const { table, from, to, kind } = source;
  const columns = columnsOf(tables, table);
  const label = (part: string) => t('of', { part, table });
  return (
    <div className="hx-fields">
      <Field label={t('relationFrom')}>
        <ColumnSelect
          label={label(t('relationFrom'))}
          columns={columns}
          value={from}
          onChange={(column) => onChange({ ...source, from: column })}
          testId={`${id}-from`}
        />
      </Field>
      <Field label={t('relationTo')}>
        <ColumnSelect
          label={label(t('relationTo'))}
          columns={columns}
          value={to}
          onChange={(column) => onChange({ ...source, to: column })}
          testId={`${id}-to`}
        />
      </Field>
      <Field label={t('relationKind')}>
        <OptionalColumn
          label={label(t('relationKind'))}
          columns={columns}
          value={kind}
          onChange={(column) => onChange({ table, from, to, ...(column === undefined ? {} : { kind: column }) })}
          testId={`${id}-kind`}
        />
      </Field>
    </div>
  );
}

import { DeleteOutlined, PlusOutlined } from '@ant-design/icons';
import { Button } from 'antd';
import { type CustomerPath, hopsOf, keyColumnOf, type PathHop } from '#shared/model/entities';
import type { TableInfo } from '#shared/model/workspace';
import { useText } from '../../../text';
import { withHop, withPathColumn, withWhere } from '../entityDraft';
import { likelyKey } from '../likelyKey';
import { ColumnSelect, columnsOf, Field, TableSelect, TextField } from './fields';

interface PathEditorProps {
  readonly tables: readonly TableInfo[];
  readonly table: string;
  readonly path: CustomerPath;
  readonly onChange: (path: CustomerPath) => void;
  /** What the test ids begin with. */
  readonly id: string;
}

/** The column that holds the customer's key, and the tables through which another key reaches it. */
export function PathEditor({ tables, table, path, onChange, id }: PathEditorProps) {
  const t = useText('entities');
  const hops = hopsOf(path);
  const add = () => {
    const middle = tables.find(({ name }) => name !== table) ?? tables[0];
    const [from] = middle?.columns ?? [];
    if (middle && from)
      onChange(withHop(path, hops.length, { table: middle.name, from: from.name, to: likelyKey(middle.columns) ?? from.name }));
  };
  return (
    <>
      <div className="hx-fields">
        <Field label={t('customer')}>
          <ColumnSelect
            label={t('of', { part: t('customer'), table })}
            columns={columnsOf(tables, table)}
            value={keyColumnOf(path)}
            onChange={(column) => onChange(withPathColumn(path, column))}
            testId={`${id}-customer`}
          />
        </Field>
        <Button type="link" size="small" icon={<PlusOutlined />} onClick={add} data-testid={`${id}-hop-add`}>
          {t('addHop')}
        </Button>
      </div>
      {hops
        .map((hop, index) => ({ hop, index, hopId: `${id}-hop-${index}` }))
        .map(({ hop, index, hopId }) => (
          <HopFields key={hopId} tables={tables} hop={hop} onChange={(next) => onChange(withHop(path, index, next))} id={hopId} />
        ))}
    </>
  );
}

interface HopFieldsProps {
  readonly tables: readonly TableInfo[];
  readonly hop: PathHop;
  readonly onChange: (hop: PathHop | null) => void;
  readonly id: string;
}

function HopFields({ tables, hop, onChange, id }: HopFieldsProps) {
  const t = useText('entities');
  const columns = columnsOf(tables, hop.table);
  const choose = (table: string) => {
    const own = columnsOf(tables, table);
    const from = own.find(({ name }) => name === hop.from)?.name ?? own[0]?.name;
    if (from !== undefined) onChange({ table, from, to: likelyKey(own) ?? from });
  };
  const name = (part: string) => t('of', { part, table: hop.table });
  return (
    <div className="hx-fields hx-hop">
      <Field label={t('through')}>
        <TableSelect label={t('hopTable')} tables={tables} value={hop.table} onChange={choose} testId={`${id}-table`} />
      </Field>
      <Field label={t('hopFrom')}>
        <ColumnSelect
          label={name(t('hopFrom'))}
          columns={columns}
          value={hop.from}
          onChange={(from) => onChange({ ...hop, from })}
          testId={`${id}-from`}
        />
      </Field>
      <Field label={t('hopTo')}>
        <ColumnSelect
          label={name(t('hopTo'))}
          columns={columns}
          value={hop.to}
          onChange={(to) => onChange({ ...hop, to })}
          testId={`${id}-to`}
        />
      </Field>
      <Field label={t('where')}>
        <TextField
          label={name(t('where'))}
          value={hop.where ?? ''}
          placeholder={t('whereHint')}
          width={200}
          onCommit={(where) => onChange(withWhere(hop, where))}
          testId={`${id}-where`}
        />
      </Field>
      <Button
        type="text"
        icon={<DeleteOutlined />}
        aria-label={t('removeHop', { table: hop.table })}
        onClick={() => onChange(null)}
        data-testid={`${id}-remove`}
      />
    </div>
  );
}

import { DeleteOutlined, PlusOutlined } from '@ant-design/icons';
import { Button, DatePicker, Select } from 'antd';
import dayjs from 'dayjs';
import type { ReactNode } from 'react';
import type { EntityMap } from '#shared/model/entities';
import type { TableInfo } from '#shared/model/workspace';
import { useText } from '../../text';
import { withAsOf, withAttribute, withCustomers, withoutAttribute } from './entityDraft';
import { likelyKey } from './likelyKey';
import { KeySelect } from './UseAsCustomers';

interface EntitiesFormProps {
  readonly tables: readonly TableInfo[];
  readonly map: EntityMap;
  /** The day in force. */
  readonly asOf: string | null;
  readonly onChange: (map: EntityMap) => void;
}

export function EntitiesForm({ tables, map, asOf, onChange }: EntitiesFormProps) {
  const t = useText('data');
  const { customers } = map;
  const chooseTable = (name: string) => {
    const key = likelyKey(columnsOf(tables, name)) ?? { line: true as const };
    onChange(withCustomers(map, { table: name, key }));
  };
  return (
    <div className="hx-card hx-entities-card">
      <Line title={t('customerTable')} text={t('customerTableText')}>
        <TableSelect
          label={t('customerTable')}
          tables={tables}
          value={customers.table}
          onChange={chooseTable}
          testId="customer-table"
        />
        <KeySelect
          columns={columnsOf(tables, customers.table)}
          value={customers.key}
          onChange={(key) => onChange(withCustomers(map, { table: customers.table, key }))}
        />
      </Line>
      <Attributes tables={tables} map={map} onChange={onChange} />
      <Line title={t('asOf')} text={t('asOfText')}>
        <DatePicker
          aria-label={t('asOf')}
          value={map.asOf ? dayjs(map.asOf) : null}
          placeholder={asOf ?? t('automatic')}
          onChange={(day) => onChange(withAsOf(map, day ? day.format('YYYY-MM-DD') : null))}
          data-testid="entities-asof"
        />
      </Line>
      <Sources map={map} />
    </div>
  );
}

function Attributes({ tables, map, onChange }: Omit<EntitiesFormProps, 'asOf'>) {
  const t = useText('data');
  const taken = [map.customers.table, ...map.attributes.map(({ table }) => table)];
  const free = tables.filter(({ name }) => !taken.includes(name));
  const add = (name: string) => {
    const columns = columnsOf(tables, name);
    const key = likelyKey(columns) ?? columns[0]?.name;
    if (key) onChange(withAttribute(map, name, key));
  };
  return (
    <Line title={t('attributeTables')} text={t('attributeTablesText')}>
      <div className="hx-entities-attributes">
        {map.attributes.map(({ table, key }) => (
          <div key={table} className="hx-entities-attribute">
            <span className="hx-ellipsis hx-entities-name">{table}</span>
            <ColumnSelect
              label={t('keyOf', { name: table })}
              columns={columnsOf(tables, table)}
              value={key}
              onChange={(column) => onChange(withAttribute(map, table, column))}
              testId={`attribute-key-${table}`}
            />
            <Button
              type="text"
              icon={<DeleteOutlined />}
              aria-label={t('removeAttribute', { name: table })}
              onClick={() => onChange(withoutAttribute(map, table))}
              data-testid={`attribute-remove-${table}`}
            />
          </div>
        ))}
        {free.length > 0 ? (
          <Select
            aria-label={t('addAttribute')}
            placeholder={t('addAttribute')}
            value={null}
            prefix={<PlusOutlined />}
            onChange={(name: string | null) => name && add(name)}
            options={free.map(({ name }) => ({ value: name, label: name }))}
            style={{ width: 220 }}
            data-testid="attribute-add"
          />
        ) : null}
      </div>
    </Line>
  );
}

/** Events and exposures that the map names already. */
function Sources({ map }: { readonly map: EntityMap }) {
  const t = useText('data');
  const rows = [
    ...map.events.map(({ table, time }) => ({ kind: t('events'), table, text: t('sourceTime', { column: time }) })),
    ...map.exposures.map(({ table, campaign }) => ({
      kind: t('exposures'),
      table,
      text: t('sourceCampaign', { column: campaign }),
    })),
  ];
  if (rows.length === 0) return null;
  return (
    <Line title={t('sources')} text={t('sourcesText')}>
      <ul className="hx-entities-attributes">
        {rows.map(({ kind, table, text }) => (
          <li key={`${kind}:${table}`} className="hx-entities-source">
            <span>{kind}</span>
            <strong>{table}</strong>
            <span className="hx-faint">{text}</span>
          </li>
        ))}
      </ul>
    </Line>
  );
}

interface TableSelectProps {
  readonly label: string;
  readonly tables: readonly TableInfo[];
  readonly value: string;
  readonly onChange: (table: string) => void;
  readonly testId: string;
}

function TableSelect({ label, tables, value, onChange, testId }: TableSelectProps) {
  return (
    <Select
      aria-label={label}
      showSearch
      value={value}
      onChange={onChange}
      options={tables.map(({ name }) => ({ value: name, label: name }))}
      style={{ width: 220 }}
      data-testid={testId}
    />
  );
}

interface ColumnSelectProps {
  readonly label: string;
  readonly columns: TableInfo['columns'];
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
      style={{ width: 200 }}
      data-testid={testId}
    />
  );
}

function Line({ title, text, children }: { readonly title: string; readonly text: string; readonly children: ReactNode }) {
  return (
    <div className="hx-entities-line">
      <div>
        <div className="hx-entities-title">{title}</div>
        <div className="hx-secondary hx-entities-hint">{text}</div>
      </div>
      <div className="hx-entities-controls">{children}</div>
    </div>
  );
}

function columnsOf(tables: readonly TableInfo[], name: string): TableInfo['columns'] {
  return tables.find((table) => table.name === name)?.columns ?? [];
}

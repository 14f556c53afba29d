import { DeleteOutlined, PlusOutlined } from '@ant-design/icons';
import { Button, DatePicker, Select } from 'antd';
import dayjs from 'dayjs';
import type { EntityMap } from '#shared/model/entities';
import type { TableInfo } from '#shared/model/workspace';
import { useText } from '../../text';
import { ColumnSelect, columnsOf, Line, TableSelect } from './entities/fields';
import { SourceForms } from './entities/SourceForms';
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
    <div id="entities-form" className="hx-card hx-entities-card">
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
      <SourceForms tables={tables} map={map} onChange={onChange} />
      <Line title={t('asOf')} text={t('asOfText')}>
        <DatePicker
          aria-label={t('asOf')}
          value={map.asOf ? dayjs(map.asOf) : null}
          placeholder={asOf ?? t('automatic')}
          onChange={(day) => onChange(withAsOf(map, day ? day.format('YYYY-MM-DD') : null))}
          data-testid="entities-asof"
        />
      </Line>
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
          <div key={table} data-entity={table} className="hx-entities-attribute">
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

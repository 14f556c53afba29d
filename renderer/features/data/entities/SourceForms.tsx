import { DeleteOutlined, PlusOutlined } from '@ant-design/icons';
import { Button, Select } from 'antd';
import type { ReactNode } from 'react';
import type { EntityMap } from '#shared/model/entities';
import type { TableInfo } from '#shared/model/workspace';
import { useText } from '../../../text';
import { isNumeric } from '../../../ui/grid/gridColumns';
import { newSource, type PartKind, type Source, withoutSource, withSource, withWhere } from '../entityDraft';
import { ColumnSelect, ColumnsSelect, columnsOf, Field, Line, OptionalColumn, TextField } from './fields';
import { PathEditor } from './PathEditor';
import { RelationFields } from './RelationFields';

interface SourceFormsProps {
  readonly tables: readonly TableInfo[];
  readonly map: EntityMap;
  readonly onChange: (map: EntityMap) => void;
}

/** Events, balances, exposures and relations: every source with all its parts, and the tables that may become one. */
export function SourceForms(props: SourceFormsProps) {
  return (
    <>
      <SourceList {...props} kind="events">
        {(source, change, id) => <EventFields tables={props.tables} source={source} onChange={change} id={id} />}
      </SourceList>
      <SourceList {...props} kind="balances">
        {(source, change, id) => <BalanceFields tables={props.tables} source={source} onChange={change} id={id} />}
      </SourceList>
      <SourceList {...props} kind="exposures">
        {(source, change, id) => <ExposureFields tables={props.tables} source={source} onChange={change} id={id} />}
      </SourceList>
      <SourceList {...props} kind="relations">
        {(source, change, id) => <RelationFields tables={props.tables} source={source} onChange={change} id={id} />}
      </SourceList>
    </>
  );
}

interface SourceListProps<K extends PartKind> extends SourceFormsProps {
  readonly kind: K;
  readonly children: (source: Source<K>, change: (source: Source<K>) => void, id: string) => ReactNode;
}

function SourceList<K extends PartKind>({ tables, map, onChange, kind, children }: SourceListProps<K>) {
  const t = useText('entities');
  const sources = map[kind] as readonly Source<K>[];
  const free = tables.filter((table) => table.name !== map.customers.table && newSource(kind, table) !== null);
  const add = (name: string) => {
    const table = tables.find((each) => each.name === name);
    const source = table && newSource(kind, table);
    if (source) onChange(withSource(map, kind, sources.length, source as Source<K>));
  };
  return (
    <Line title={t(kind)} text={t(`${kind}Text`)} isWide={sources.length > 0}>
      {sources.map((source, index) => {
        const id = `${kind}-${index}`;
        return (
          <div key={id} data-entity={source.table} className="hx-source" data-testid={id}>
            <div className="hx-source-head">
              <strong className="hx-ellipsis">{source.table}</strong>
              <Button
                type="text"
                size="small"
                icon={<DeleteOutlined />}
                aria-label={t('removeSource', { table: source.table })}
                onClick={() => onChange(withoutSource(map, kind, index))}
                data-testid={`${id}-remove`}
              />
            </div>
            {children(source, (next) => onChange(withSource(map, kind, index, next)), id)}
          </div>
        );
      })}
      {free.length > 0 ? (
        <Select
          aria-label={t(`add.${kind}`)}
          placeholder={t(`add.${kind}`)}
          value={null}
          prefix={<PlusOutlined />}
          onChange={(name: string | null) => name && add(name)}
          options={free.map(({ name }) => ({ value: name, label: name }))}
          style={{ width: 150 }}
          data-testid={`${kind}-add`}
        />
      ) : null}
    </Line>
  );
}

interface FieldsProps<K extends PartKind> {
  readonly tables: readonly TableInfo[];
  readonly source: Source<K>;
  readonly onChange: (source: Source<K>) => void;
  readonly id: string;
}

function EventFields({ tables, source, onChange, id }: FieldsProps<'events'>) {
  const t = useText('entities');
  const { table, customer, time, name, where = '', props } = source;
  const columns = columnsOf(tables, table);
  const label = (part: string) => t('of', { part, table });
  const first = columns[0]?.name ?? '';
  return (
    <>
      <PathEditor
        tables={tables}
        table={table}
        path={customer}
        onChange={(path) => onChange({ ...source, customer: path })}
        id={id}
      />
      <div className="hx-fields">
        <Field label={t('time')}>
          <ColumnSelect
            label={label(t('time'))}
            columns={timesOf(columns)}
            value={time}
            onChange={(column) => onChange({ ...source, time: column })}
            testId={`${id}-time`}
          />
        </Field>
        <Field label={t('name')}>
          <Select
            aria-label={label(t('name'))}
            value={'column' in name ? 'column' : 'value'}
            onChange={(kind) => onChange({ ...source, name: kind === 'column' ? { column: first } : { value: table } })}
            options={[
              { value: 'column', label: t('nameColumn') },
              { value: 'value', label: t('nameValue') },
            ]}
            style={{ width: 120 }}
            data-testid={`${id}-name-kind`}
          />
        </Field>
        <Field label="&nbsp;">
          {'column' in name ? (
            <ColumnSelect
              label={label(t('nameColumn'))}
              columns={columns}
              value={name.column}
              onChange={(column) => onChange({ ...source, name: { column } })}
              testId={`${id}-name`}
            />
          ) : (
            <TextField
              label={label(t('nameValue'))}
              value={name.value}
              onCommit={(value) => onChange({ ...source, name: { value: value.trim() || table } })}
              testId={`${id}-name`}
            />
          )}
        </Field>
      </div>
      <div className="hx-fields">
        <Field label={t('props')}>
          <ColumnsSelect
            label={label(t('props'))}
            columns={columns}
            value={props}
            onChange={(next) => onChange({ ...source, props: next })}
            testId={`${id}-props`}
          />
        </Field>
        <Field label={t('where')}>
          <TextField
            label={label(t('where'))}
            value={where}
            placeholder={t('whereHint')}
            width={200}
            onCommit={(text) => onChange(withWhere(source, text))}
            testId={`${id}-where`}
          />
        </Field>
      </div>
    </>
  );
}

function BalanceFields({ tables, source, onChange, id }: FieldsProps<'balances'>) {
  const t = useText('entities');
  const { table, customer, day, props } = source;
  const columns = columnsOf(tables, table);
  const label = (part: string) => t('of', { part, table });
  return (
    <>
      <PathEditor
        tables={tables}
        table={table}
        path={customer}
        onChange={(path) => onChange({ ...source, customer: path })}
        id={id}
      />
      <div className="hx-fields">
        <Field label={t('day')}>
          <ColumnSelect
            label={label(t('day'))}
            columns={timesOf(columns)}
            value={day}
            onChange={(column) => onChange({ ...source, day: column })}
            testId={`${id}-day`}
          />
        </Field>
        <Field label={t('props')}>
          <ColumnsSelect
            label={label(t('props'))}
            columns={columns}
            value={props}
            onChange={(next) => next.length > 0 && onChange({ ...source, props: next })}
            testId={`${id}-props`}
          />
        </Field>
      </div>
    </>
  );
}

function ExposureFields({ tables, source, onChange, id }: FieldsProps<'exposures'>) {
  const t = useText('entities');
  const { table, customer, campaign, variant } = source;
  const columns = columnsOf(tables, table);
  const label = (part: string) => t('of', { part, table });
  const optional = (part: 'time' | 'channel' | 'cost', of: TableInfo['columns']) => (
    <Field label={t(part)}>
      <OptionalColumn
        label={label(t(part))}
        columns={of}
        value={source[part]}
        onChange={(column) => {
          const { [part]: _former, ...rest } = source;
          onChange(column === undefined ? rest : { ...rest, [part]: column });
        }}
        testId={`${id}-${part}`}
      />
    </Field>
  );
  return (
    <>
      <PathEditor
        tables={tables}
        table={table}
        path={customer}
        onChange={(path) => onChange({ ...source, customer: path })}
        id={id}
      />
      <div className="hx-fields">
        <Field label={t('campaign')}>
          <ColumnSelect
            label={label(t('campaign'))}
            columns={columns}
            value={campaign}
            onChange={(column) => onChange({ ...source, campaign: column })}
            testId={`${id}-campaign`}
          />
        </Field>
        <Field label={t('variant')}>
          <ColumnSelect
            label={label(t('variant'))}
            columns={columns}
            value={variant}
            onChange={(column) => onChange({ ...source, variant: column })}
            testId={`${id}-variant`}
          />
        </Field>
        {optional('time', timesOf(columns))}
        {optional('channel', columns)}
        {optional(
          'cost',
          columns.filter(({ type }) => isNumeric(type)),
        )}
      </div>
    </>
  );
}

function timesOf(columns: TableInfo['columns']): TableInfo['columns'] {
  return columns.filter(({ type }) => type === 'timestamp' || type === 'date');
}

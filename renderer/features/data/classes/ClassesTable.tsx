import { Button, Table, type TableColumnsType } from 'antd';
import { useMemo } from 'react';
import type { ColumnClass } from '#shared/model/classification';
import { kindWords } from '#shared/model/classWords';
import { useFormat, useText } from '../../../text';
import { ClassBadge } from '../../../ui/ClassBadge';
import { useSayings } from './sayings';

const PAGE_COLUMNS = 100;

interface ClassesTableProps {
  readonly columns: readonly ColumnClass[];
  readonly onEdit: (column: ColumnClass) => void;
  readonly onTakeBack: (column: ColumnClass) => void;
}

export function ClassesTable({ columns, onEdit, onTakeBack }: ClassesTableProps) {
  const t = useText('classes');
  const facts = useFacts();
  return (
    <Table<ColumnClass>
      size="small"
      rowKey="column"
      dataSource={[...columns]}
      pagination={{ pageSize: PAGE_COLUMNS, hideOnSinglePage: true, showSizeChanger: false }}
      sticky
      locale={{ emptyText: t('noMatch') }}
      onRow={({ column }) => ({ 'data-testid': `classes-row-${column}` }) as object}
      columns={[
        ...facts,
        {
          key: 'actions',
          width: 190,
          align: 'right',
          render: (_, each) => (
            <span className="classes-actions">
              <Button
                size="small"
                aria-label={t('changeOf', { column: each.column })}
                onClick={() => onEdit(each)}
                data-testid={`classes-change-${each.column}`}
              >
                {t('change')}
              </Button>
              {each.overruled ? (
                <Button
                  size="small"
                  type="text"
                  aria-label={t('takeBackOf', { column: each.column })}
                  onClick={() => onTakeBack(each)}
                  data-testid={`classes-back-${each.column}`}
                >
                  {t('takeBack')}
                </Button>
              ) : null}
            </span>
          ),
        },
      ]}
      data-testid="classes-table"
    />
  );
}

function useFacts(): TableColumnsType<ColumnClass> {
  const t = useText('classes');
  const format = useFormat();
  const { words, evidence } = useSayings();
  return useMemo(
    () => [
      { title: t('column'), dataIndex: 'column', ellipsis: true, sorter: (a, b) => a.column.localeCompare(b.column) },
      {
        title: t('class'),
        key: 'class',
        width: 70,
        sorter: (a, b) => a.dataClass.localeCompare(b.dataClass),
        render: (_, { dataClass }) => <ClassBadge dataClass={dataClass} />,
      },
      { title: t('level'), key: 'level', width: 80, render: (_, { label }) => t('levelN', { n: label }) },
      {
        title: t('kind'),
        key: 'kind',
        width: 200,
        render: (_, { kind }) => (kind === null ? <span className="hx-faint">{t('plain')}</span> : words(kindWords(kind))),
      },
      {
        title: t('evidence'),
        key: 'evidence',
        render: (_, each) => (
          <>
            <div>{evidence(each)}</div>
            {each.overruled ? (
              <div className="classes-overruled">
                {t('overruled', {
                  by: each.overruled.by,
                  at: format.date(each.overruled.at),
                  reason: each.overruled.reason,
                })}
              </div>
            ) : null}
          </>
        ),
      },
    ],
    [t, format, words, evidence],
  );
}

import { Alert, Flex, Table } from 'antd';
import { isLossy, type Rescue, type RescuedTable, rescuedShare } from '#shared/model/rescue';
import { type Translate, useFormat, useText } from '../../text';

interface RescueReportProps {
  readonly rescue: Rescue;
  /** Of the new workspace. */
  readonly name: string;
}

const SHOWN_AT_ONCE = 8;

/** What came over and what did not: each table of the data, and all others in two sums. */
export function RescueReport({ rescue: { tables, log, customersError, sealed }, name }: RescueReportProps) {
  const t = useText('rescue');
  const format = useFormat();
  const parts = shownParts(tables, t);
  const { rows, of, unknown } = rescuedShare(tables);
  const isWhole = !tables.some(isLossy) && log !== 'unreadable';
  const columns = [
    { title: t('table'), dataIndex: 'name' },
    { title: t('rows'), dataIndex: 'rows', align: 'right' as const, render: (rows: number) => format.exact(rows) },
    {
      title: t('lost'),
      dataIndex: 'lost',
      align: 'right' as const,
      render: (lost: number | null) => (lost === null ? t('unknown') : format.exact(lost)),
    },
  ];
  return (
    <Flex vertical gap="small">
      <Alert type={isWhole ? 'success' : 'warning'} showIcon title={t(isWhole ? 'allCame' : 'someCame', { name })} />
      <p data-testid="rescue-share">
        {t('share', { rows: format.exact(rows), of: format.exact(of) })}
        {unknown > 0 ? ` ${t('unknownTables', { count: unknown })}` : null}
      </p>
      {sealed ? <p>{t('sealed')}</p> : null}
      {log === 'unreadable' ? <p>{t('logUnreadable')}</p> : null}
      {customersError ? <p>{t('customersError')}</p> : null}
      <Table
        size="small"
        pagination={false}
        {...(parts.length > SHOWN_AT_ONCE ? { scroll: { y: 320 } } : {})}
        rowKey="name"
        columns={columns}
        dataSource={parts}
        data-testid="rescue-report"
      />
    </Flex>
  );
}

interface ShownPart {
  readonly name: string;
  readonly rows: number;
  readonly lost: number | null;
}

/** What lost rows comes first. */
function shownParts(tables: readonly RescuedTable[], t: Translate<'rescue'>): ShownPart[] {
  const data = tables.filter(({ schema }) => schema === 'data').map(({ table, rows, lost }) => ({ name: table, rows, lost }));
  const parts = [
    ...data,
    sumOf(
      t('records'),
      tables.filter(({ schema }) => schema === 'meta'),
    ),
    sumOf(
      t('values'),
      tables.filter(({ schema }) => schema === 'tags'),
    ),
  ];
  return [...parts.filter(({ lost }) => lost !== 0), ...parts.filter(({ lost }) => lost === 0)];
}

function sumOf(name: string, tables: readonly RescuedTable[]): ShownPart {
  const rows = tables.reduce((sum, table) => sum + table.rows, 0);
  const lost = tables.reduce<number | null>((sum, table) => (sum === null || table.lost === null ? null : sum + table.lost), 0);
  return { name, rows, lost };
}

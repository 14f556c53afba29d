import { CheckCircleFilled, WarningFilled } from '@ant-design/icons';
import { Button, Radio, Table } from 'antd';
import type { EntityMap, KeyReport } from '#shared/model/entities';
import type { TableInfo } from '#shared/model/workspace';
import { useFormat, useText } from '../../text';
import { ColumnSelect } from './entities/fields';
import { asBalances, withRepair } from './entityDraft';
import './entities.css';

interface KeyReportCardProps {
  readonly report: KeyReport;
  readonly columns: TableInfo['columns'];
  readonly map: EntityMap;
  readonly onChange: (map: EntityMap) => void;
}

/** What the check of a key found; bad keys of the customer table come with the choice of a repair. */
export function KeyReportCard({ report, columns, map, onChange }: KeyReportCardProps) {
  const t = useText('data');
  const entities = useText('entities');
  const format = useFormat();
  const good = !isBad(report);
  const counts = good
    ? t('keysGood', { rows: format.exact(report.rows) })
    : t('keysBad', {
        rows: format.exact(report.rows),
        nulls: format.exact(report.nullKeys),
        duplicates: format.exact(report.duplicateRows),
        keys: format.exact(report.duplicateKeys),
      });
  return (
    <section
      className="hx-card hx-report"
      aria-label={t('reportOf', { table: report.table })}
      data-testid={`report-${report.table}`}
      data-good={good}
    >
      <div className="hx-report-head">
        {good ? (
          <CheckCircleFilled className="hx-report-good" aria-hidden />
        ) : (
          <WarningFilled className="hx-report-bad" aria-hidden />
        )}
        <div>
          <div className="hx-entities-title">{`${report.table} · ${report.key}`}</div>
          <div className="hx-secondary hx-tabular">{counts}</div>
        </div>
      </div>
      {good ? null : <Examples report={report} />}
      {report.day === undefined ? null : (
        <div className="hx-repair">
          <div className="hx-entities-title">{entities('snapshot', { day: report.day })}</div>
          <Button
            size="small"
            onClick={() => onChange(asBalances(map, report.table, report.day ?? '', columns))}
            data-testid={`as-balances-${report.table}`}
          >
            {entities('mapAsBalances')}
          </Button>
        </div>
      )}
      {!good && report.table === map.customers.table ? <Repair columns={columns} map={map} onChange={onChange} /> : null}
    </section>
  );
}

/** Whether keys of the table are empty or repeat. */
export function isBad({ nullKeys, duplicateRows }: KeyReport): boolean {
  return nullKeys > 0 || duplicateRows > 0;
}

function Examples({ report }: { readonly report: KeyReport }) {
  const t = useText('data');
  const common = useText('common');
  const format = useFormat();
  return (
    <Table<KeyReport['examples'][number]>
      size="small"
      pagination={false}
      rowKey={({ key }) => key ?? '\u0000'}
      dataSource={[...report.examples]}
      columns={[
        {
          title: t('exampleKey'),
          dataIndex: 'key',
          render: (key: string | null) => key ?? <span className="hx-grid-null">{common('null')}</span>,
        },
        { title: t('exampleRows'), dataIndex: 'rows', width: 120, align: 'right', render: (rows: number) => format.exact(rows) },
        {
          title: t('exampleLines'),
          dataIndex: 'lines',
          render: (lines: readonly number[]) => lines.map((line) => format.exact(line)).join(common('listJoin')),
        },
      ]}
    />
  );
}

function Repair({ columns, map, onChange }: Omit<KeyReportCardProps, 'report'>) {
  const t = useText('data');
  const { repair } = map.customers;
  const choose = (kind: 'keepFirst' | 'keepLast' | 'drop') => {
    const by = columns.find(({ type }) => type === 'date' || type === 'timestamp')?.name ?? columns[0]?.name;
    onChange(withRepair(map, kind === 'keepLast' && by ? { kind, by } : { kind: kind === 'drop' ? 'drop' : 'keepFirst' }));
  };
  return (
    <div className="hx-repair">
      <div className="hx-entities-title">{t('repair')}</div>
      <Radio.Group
        vertical
        aria-label={t('repair')}
        value={repair?.kind ?? null}
        onChange={(event) => choose(event.target.value)}
        options={(['keepFirst', 'keepLast', 'drop'] as const).map((value) => ({
          value,
          label: <span data-testid={`repair-${value}`}>{t(`repair.${value}`)}</span>,
        }))}
      />
      {repair?.kind === 'keepLast' ? (
        <ColumnSelect
          label={t('repairBy')}
          columns={columns}
          value={repair.by}
          onChange={(by) => onChange(withRepair(map, { kind: 'keepLast', by }))}
          testId="repair-by"
        />
      ) : null}
    </div>
  );
}

import { Button, Table, type TableColumnsType } from 'antd';
import type { ExportSpec } from '#shared/model/export';
import type { CoarserStep } from '#shared/model/exportRisk';
import { exportWords, treatmentText } from '#shared/report/exportTables';
import { useFormat, useLanguage, useText } from '../../../text';
import { changeColumn } from '../exportChoice';

/** What each coarser step would buy, and what it would cost, one click away. */
export function CoarserTable({ spec, steps }: { readonly spec: ExportSpec; readonly steps: readonly CoarserStep[] }) {
  const t = useText('exports');
  const format = useFormat();
  const words = exportWords(useLanguage());
  const number = (key: 'k' | 'below', title: string): TableColumnsType<CoarserStep>[0] => ({
    key,
    title,
    align: 'right',
    render: (_, step) => format.exact(step[key] ?? 0),
  });
  const columns: TableColumnsType<CoarserStep> = [
    { key: 'column', title: t('column'), dataIndex: 'column' },
    { key: 'step', title: t('step'), render: (_, { to }) => treatmentText({ kind: 'generalise', to }, words) },
    number('k', t('k')),
    number('below', t('below')),
    { key: 'loss', title: t('loss'), align: 'right', render: (_, { loss }) => format.percent(loss) },
    {
      key: 'take',
      title: <span className="hx-visually-hidden">{t('take')}</span>,
      render: (_, { column, to }) => (
        <Button
          size="small"
          onClick={() => changeColumn(placeOf(spec, column), { treatment: { kind: 'generalise', to } })}
          data-testid={`export-take-${column}-${Object.values(to)[0]}`}
        >
          {t('take')}
        </Button>
      ),
    },
  ];
  return (
    <Table<CoarserStep>
      size="small"
      title={() => t('coarser')}
      rowKey={({ column, to }) => `${column} ${JSON.stringify(to)}`}
      columns={columns}
      dataSource={[...steps]}
      pagination={{ size: 'small', pageSize: 8, hideOnSinglePage: true, showSizeChanger: false }}
      scroll={{ x: 'max-content' }}
      data-testid="export-coarser"
    />
  );
}

function placeOf({ columns }: ExportSpec, name: string): number {
  return columns.findIndex((column) => column.name === name);
}

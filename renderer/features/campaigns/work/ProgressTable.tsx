import { Button, Progress, Table, type TableColumnsType } from 'antd';
import { useState } from 'react';
import { type ManagerProgress, WORK_RESULTS, type WorkPlan } from '#shared/model/workList';
import { useKernel } from '../../../engine/kernel';
import { useText } from '../../../text';
import { ErrorNotice } from '../../../ui/ErrorNotice';
import { LoadingState } from '../../../ui/LoadingState';
import { NumberText } from '../../../ui/NumberText';
import { TransferDialog } from './TransferDialog';
import { EVERY_ORDER, useWorkChoice } from './workChoice';

/** What each manager has done; orders are shown, or given to others, from here. */
export function ProgressTable({ plan }: { readonly plan: WorkPlan }) {
  const t = useText('campaignWork');
  const [from, setFrom] = useState<ManagerProgress | null>(null);
  const { data, error, retry } = useKernel('workLists.progress', { campaign: plan.campaign }, { keep: true });
  if (error) return <ErrorNotice error={error} onRetry={retry} />;
  if (!data) return <LoadingState />;
  const number = (key: string, title: string, of: (line: ManagerProgress) => number): TableColumnsType<ManagerProgress>[0] => ({
    key,
    title,
    align: 'right',
    sorter: (a, b) => of(a) - of(b),
    render: (_, line) => <NumberText value={of(line)} kind="exact" />,
  });
  const columns: TableColumnsType<ManagerProgress> = [
    { key: 'manager', title: t('manager'), render: (_, { manager }) => manager ?? t('nobody') },
    { key: 'branch', title: t('branchName'), dataIndex: 'branch' },
    number('orders', t('orders'), ({ orders }) => orders),
    {
      key: 'done',
      title: t('done'),
      width: 120,
      sorter: (a, b) => shareDone(a) - shareDone(b),
      render: (_, line) => <Progress size="small" percent={Math.round(100 * shareDone(line))} aria-label={t('done')} />,
    },
    ...WORK_RESULTS.map((result) => number(result, t(`state.${result}`), ({ results }) => results[result])),
    number('overdue', t('overdue'), ({ overdue }) => overdue),
    number('amount', t('amount'), ({ amount }) => amount),
    {
      key: 'tools',
      title: <span className="hx-visually-hidden">{t('transfer')}</span>,
      render: (_, line) => <LineTools line={line} onTransfer={() => setFrom(line)} />,
    },
  ];
  return (
    <>
      <Table<ManagerProgress>
        size="small"
        rowKey={({ manager }) => manager ?? ''}
        columns={columns}
        dataSource={[...data]}
        scroll={{ x: 'max-content' }}
        pagination={{ size: 'small', pageSize: 10, hideOnSinglePage: true, showSizeChanger: false }}
        data-testid="work-progress"
        onRow={({ manager, orders }) => ({ 'data-testid': `work-of-${manager ?? 'nobody'}`, 'data-n': orders }) as object}
      />
      {from && <TransferDialog plan={plan} from={from} onClose={() => setFrom(null)} />}
    </>
  );
}

function shareDone({ orders, results }: ManagerProgress): number {
  return orders === 0 ? 0 : WORK_RESULTS.reduce((sum, result) => sum + results[result], 0) / orders;
}

function LineTools({
  line: { manager, orders },
  onTransfer,
}: {
  readonly line: ManagerProgress;
  readonly onTransfer: () => void;
}) {
  const t = useText('campaignWork');
  return (
    <span className="wrk-line-tools">
      <Button
        size="small"
        type="link"
        disabled={orders === 0}
        onClick={() => useWorkChoice.setState({ filter: { ...EVERY_ORDER, manager } })}
      >
        {t('showOrders')}
      </Button>
      <Button
        size="small"
        type="link"
        disabled={orders === 0}
        onClick={onTransfer}
        data-testid={`work-transfer-${manager ?? 'nobody'}`}
      >
        {t('transfer')}
      </Button>
    </span>
  );
}

import { Table, type TableColumnsType } from 'antd';
import type { WorkPreview } from '#shared/model/workList';
import { useText } from '../../../text';
import { NumberText } from '../../../ui/NumberText';

type Line = WorkPreview['managers'][number];

/** How many customers each manager would get, and has room for. */
export function PreviewTable({ managers }: Pick<WorkPreview, 'managers'>) {
  const t = useText('campaignWork');
  const columns: TableColumnsType<Line> = [
    { key: 'name', title: t('manager'), dataIndex: 'name', sorter: (a, b) => a.name.localeCompare(b.name) },
    { key: 'branch', title: t('branchName'), dataIndex: 'branch', sorter: (a, b) => a.branch.localeCompare(b.branch) },
    {
      key: 'orders',
      title: t('orders'),
      align: 'right',
      sorter: (a, b) => a.orders - b.orders,
      render: (_, { orders }) => <NumberText value={orders} kind="exact" />,
    },
    { key: 'room', title: t('room'), align: 'right', render: (_, { capacity }) => <NumberText value={capacity} kind="exact" /> },
  ];
  return (
    <Table<Line>
      size="small"
      rowKey="name"
      columns={columns}
      dataSource={[...managers]}
      pagination={{ size: 'small', pageSize: 10, hideOnSinglePage: true, showSizeChanger: false }}
      data-testid="work-managers"
    />
  );
}

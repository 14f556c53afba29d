import { Table } from 'antd';
import type { TimelineAnswer } from '#shared/model/customer';
import { useText } from '../../text';
import type { TimelineLook } from './timelineChart';
import { timelineRows } from './timelineRows';

const ROWS_PER_PAGE = 50;

/** The same as the chart, newest first. */
export function TimelineTable({ answer, look }: { readonly answer: TimelineAnswer; readonly look: TimelineLook }) {
  const t = useText('customer');
  const rows = timelineRows(answer, look);
  return (
    <Table
      size="small"
      rowKey="id"
      dataSource={rows}
      pagination={{ pageSize: ROWS_PER_PAGE, hideOnSinglePage: true, size: 'small', showSizeChanger: false }}
      columns={[
        { title: t('time'), dataIndex: 'time', width: 150, render: (time: string | null) => time ?? t('unknown') },
        { title: t('what'), dataIndex: 'what', width: 140 },
        { title: t('details'), dataIndex: 'details' },
      ]}
    />
  );
}

import { Table } from 'antd';
import type { TimelineAnswer } from '#shared/model/customer';
import { useText } from '../../text';
import { timelineRows } from './timelineRows';
import { useValueWords } from './valueWords';

const ROWS_PER_PAGE = 50;

/** The same as the chart, newest first. */
export function TimelineTable({ answer }: { readonly answer: TimelineAnswer }) {
  const t = useText('customer');
  const words = useValueWords();
  const rows = timelineRows(answer, { contact: t('contact'), value: words });
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

import { CheckCircleOutlined } from '@ant-design/icons';
import { Table } from 'antd';
import { useState } from 'react';
import type { ImportReceipt, RejectedRow } from '#shared/model/import';
import { useKernel } from '../../engine/kernel';
import { useFormat, useText } from '../../text';
import { EmptyState } from '../../ui/EmptyState';
import { ErrorNotice } from '../../ui/ErrorNotice';
import { rejectReason } from './rejectReason';
import './receipt.css';

const PAGE_ROWS = 50;

/** The rows that were not taken: where they stand in the file, why, and what they say. */
export function RejectedRows({ receipt }: { readonly receipt: ImportReceipt }) {
  const t = useText('data');
  const common = useText('common');
  const format = useFormat();
  const [page, setPage] = useState(1);
  const args = { receipt: receipt.id, offset: (page - 1) * PAGE_ROWS, limit: PAGE_ROWS };
  const { data, error, busy, retry } = useKernel('imports.rejects', args, { keep: true, enabled: receipt.rejected > 0 });
  if (receipt.rejected === 0)
    return <EmptyState icon={<CheckCircleOutlined />} title={t('noRejects')} description={t('noRejectsText')} />;
  if (error) return <ErrorNotice error={error} onRetry={retry} />;
  return (
    <div className="hx-rejects" data-testid="rejects">
      <Table<RejectedRow>
        size="small"
        rowKey={({ file, line, column, text }) => `${file}:${line}:${column}:${text}`}
        loading={busy && !data}
        dataSource={data ? [...data.rows] : []}
        pagination={{
          current: page,
          pageSize: PAGE_ROWS,
          total: data?.total ?? 0,
          showSizeChanger: false,
          showTotal: (total) => t('rejectsN', { n: format.exact(total) }),
          onChange: setPage,
        }}
        columns={[
          ...(receipt.files ? [{ title: t('file'), dataIndex: 'file', width: 180, ellipsis: true }] : []),
          { title: t('line'), dataIndex: 'line', width: 100, align: 'right', render: (line: number) => format.exact(line) },
          {
            title: t('column'),
            dataIndex: 'column',
            width: 160,
            ellipsis: true,
            render: (column: string | null) => column ?? '–',
          },
          {
            title: t('reason'),
            dataIndex: 'reason',
            width: '32%',
            render: (reason: string) => rejectReason(reason, t, common),
          },
          { title: t('sourceLine'), dataIndex: 'text', render: (text: string) => <code className="hx-reject-text">{text}</code> },
        ]}
      />
    </div>
  );
}

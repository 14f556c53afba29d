import { Modal, Table, type TableColumnsType } from 'antd';
import { useState } from 'react';
import { useKernel } from '../../../engine/kernel';
import { useFormat, useText } from '../../../text';
import { ErrorNotice } from '../../../ui/ErrorNotice';

const PAGE = 100;

interface LeftRow {
  readonly line: number;
  readonly step: number;
}

interface LeftRowsDialogProps<R extends LeftRow> {
  readonly method: 'cleanings.dropped' | 'cleanings.review';
  /** The table that is cleaned. */
  readonly table: string;
  readonly title: string;
  readonly text: string;
  readonly width: number;
  /** Of each row's test id, before its line. */
  readonly testId: string;
  /** Behind the row's line and the step. */
  readonly columns: TableColumnsType<R>;
  readonly onClose: () => void;
}

/** Rows of the source that a step of the applied cleaning treated apart, page by page. */
export function LeftRowsDialog<R extends LeftRow>(props: LeftRowsDialogProps<R>) {
  const { method, table, title, text, width, testId, columns, onClose } = props;
  const t = useText('cleaning');
  const format = useFormat();
  const [page, setPage] = useState(1);
  const asked = { table, offset: (page - 1) * PAGE, limit: PAGE };
  const { data, error, busy, retry } = useKernel(method, asked, { keep: true });
  return (
    <Modal open title={title} footer={null} onCancel={onClose} width={width} style={{ top: 60 }}>
      <p className="hx-secondary">{text}</p>
      {error ? <ErrorNotice error={error} onRetry={retry} /> : null}
      <Table<R>
        size="small"
        loading={busy && !data}
        rowKey={({ line, step }) => `${line}:${step}`}
        dataSource={[...((data?.rows ?? []) as readonly LeftRow[] as readonly R[])]}
        scroll={{ y: '50vh' }}
        pagination={{
          current: page,
          pageSize: PAGE,
          total: data?.total ?? 0,
          onChange: setPage,
          showSizeChanger: false,
          hideOnSinglePage: true,
        }}
        onRow={({ line }) => ({ 'data-testid': `${testId}-${line}` }) as object}
        columns={[
          { title: t('line'), dataIndex: 'line', align: 'right', width: 110, render: (line: number) => format.exact(line) },
          { title: t('step'), dataIndex: 'step', width: 80, render: (step: number) => step + 1 },
          ...columns,
        ]}
      />
    </Modal>
  );
}

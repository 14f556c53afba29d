import { Modal, Table } from 'antd';
import { useState } from 'react';
import type { Cleaning, DroppedRow } from '#shared/model/cleaning';
import { useKernel } from '../../../engine/kernel';
import { useFormat, useText } from '../../../text';
import { ErrorNotice } from '../../../ui/ErrorNotice';

interface DroppedDialogProps {
  /** As it was applied. */
  readonly cleaning: Cleaning;
  readonly onClose: () => void;
}

type DroppedInStep = DroppedRow & { readonly step: number };
const PAGE = 100;

/** Every row of the source that has none in the cleaned table, and the row that stays in its place. */
export function DroppedDialog({ cleaning, onClose }: DroppedDialogProps) {
  const t = useText('cleaning');
  const format = useFormat();
  const [page, setPage] = useState(1);
  const asked = { table: cleaning.table, offset: (page - 1) * PAGE, limit: PAGE };
  const { data, error, busy, retry } = useKernel('cleanings.dropped', asked, { keep: true });
  return (
    <Modal open title={t('allDropped')} footer={null} onCancel={onClose} width={640} style={{ top: 60 }}>
      <p className="hx-secondary">{t('allDroppedText')}</p>
      {error ? <ErrorNotice error={error} onRetry={retry} /> : null}
      <Table<DroppedInStep>
        size="small"
        loading={busy && !data}
        rowKey={({ line, step }) => `${line}:${step}`}
        dataSource={[...(data?.rows ?? [])]}
        scroll={{ y: '50vh' }}
        pagination={{
          current: page,
          pageSize: PAGE,
          total: data?.total ?? 0,
          onChange: setPage,
          showSizeChanger: false,
          hideOnSinglePage: true,
        }}
        onRow={({ line }) => ({ 'data-testid': `all-dropped-${line}` }) as object}
        columns={[
          { title: t('line'), dataIndex: 'line', align: 'right', width: 110, render: (line: number) => format.exact(line) },
          { title: t('step'), dataIndex: 'step', render: (step: number) => step + 1 },
          {
            title: t('survivor'),
            dataIndex: 'survivor',
            align: 'right',
            render: (line: number | null) =>
              line === null ? <span className="hx-faint">{t('byCondition')}</span> : format.exact(line),
          },
        ]}
      />
    </Modal>
  );
}

import { Modal, Table } from 'antd';
import { useState } from 'react';
import type { Cleaning, ReviewKey, ReviewRow } from '#shared/model/cleaning';
import { useKernel } from '../../../engine/kernel';
import { useFormat, useText } from '../../../text';
import { ErrorNotice } from '../../../ui/ErrorNotice';

interface ReviewDialogProps {
  readonly cleaning: Cleaning;
  readonly onClose: () => void;
}

const PAGE = 100;

/** Every row that was given no customer because its keys do not agree or found several: what each key holds and whom it found. */
export function ReviewDialog({ cleaning, onClose }: ReviewDialogProps) {
  const t = useText('cleaning');
  const format = useFormat();
  const [page, setPage] = useState(1);
  const asked = { table: cleaning.table, offset: (page - 1) * PAGE, limit: PAGE };
  const { data, error, busy, retry } = useKernel('cleanings.review', asked, { keep: true });
  return (
    <Modal open title={t('review')} footer={null} onCancel={onClose} width={860} style={{ top: 60 }}>
      <p className="hx-secondary">{t('reviewText')}</p>
      {error ? <ErrorNotice error={error} onRetry={retry} /> : null}
      <Table<ReviewRow>
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
        onRow={({ line }) => ({ 'data-testid': `review-${line}` }) as object}
        columns={[
          { title: t('line'), dataIndex: 'line', align: 'right', width: 90, render: (line: number) => format.exact(line) },
          { title: t('step'), dataIndex: 'step', width: 70, render: (step: number) => step + 1 },
          { title: t('why'), dataIndex: 'why', width: 110, render: (why: ReviewRow['why']) => t(`why.${why}`) },
          { title: t('reviewKeys'), dataIndex: 'keys', render: (keys: readonly ReviewKey[]) => <Keys keys={keys} /> },
        ]}
      />
    </Modal>
  );
}

function Keys({ keys }: { readonly keys: readonly ReviewKey[] }) {
  const t = useText('cleaning');
  const format = useFormat();
  const foundWords = ({ found, customers }: ReviewKey) => {
    const names = customers.join(', ');
    if (found === 0) return t('foundNone');
    return found > customers.length ? t('foundMore', { customers: names, n: format.exact(found) }) : names;
  };
  return (
    <ol className="hx-review-keys">
      {keys.map((key) => (
        <li key={key.columns.join('\n')}>
          <span className="hx-secondary">{key.columns.join(' + ')}</span>
          <span className="hx-cell-text">{key.values.map((value) => value ?? t('unknown')).join(' + ')}</span>
          <span aria-hidden>→</span>
          <span className={key.found === 0 ? 'hx-faint' : ''}>{foundWords(key)}</span>
        </li>
      ))}
    </ol>
  );
}

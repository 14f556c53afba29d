import { Table } from 'antd';
import type { ImportedFile } from '#shared/model/import';
import { useFormat, useText } from '../../text';

const PAGE_FILES = 12;

/** What became of each of several files that are one table. */
export function ReceiptFiles({ files }: { readonly files: readonly ImportedFile[] }) {
  const t = useText('data');
  const format = useFormat();
  const number = (key: 'rows' | 'rejected', title: string) => ({
    title,
    dataIndex: key,
    width: 110,
    align: 'right' as const,
    render: (count: number) => format.exact(count),
  });
  return (
    <section className="hx-card hx-receipt-files" aria-label={t('files')} data-testid="receipt-files">
      <h3 className="hx-receipt-title">{t('files')}</h3>
      <Table<ImportedFile>
        size="small"
        rowKey="name"
        dataSource={[...files]}
        pagination={files.length > PAGE_FILES ? { pageSize: PAGE_FILES, showSizeChanger: false } : false}
        columns={[
          { title: t('file'), dataIndex: 'name', ellipsis: true },
          { title: t('size'), dataIndex: 'size', width: 100, align: 'right', render: (size: number) => format.bytes(size) },
          number('rows', t('rowsKept')),
          number('rejected', t('rowsRejected')),
          {
            title: 'SHA-256',
            dataIndex: 'sha256',
            ellipsis: true,
            render: (hash: string) => <span className="hx-mono">{hash}</span>,
          },
        ]}
      />
    </section>
  );
}

import { AuditOutlined, DownloadOutlined } from '@ant-design/icons';
import { Button, Dropdown, Table, type TableColumnsType } from 'antd';
import type { AuditEntry } from '#shared/model/audit';
import { useKernel, useKernelAction } from '../../../engine/kernel';
import { saveReport } from '../../../engine/saveReport';
import { useFormat, useText } from '../../../text';
import { actionName } from '../../../ui/auditAction';
import { Card } from '../../../ui/Card';
import { EmptyState } from '../../../ui/EmptyState';
import { ErrorNotice } from '../../../ui/ErrorNotice';
import { LoadingState } from '../../../ui/LoadingState';
import { AuditFilters } from './AuditFilters';
import { useAuditChoice } from './auditChoice';
import { entryWords } from './auditWords';
import { ChainCard } from './ChainCard';

const ENTRIES_PER_PAGE = 50;

/** Who did what and when, and whether that is all. */
export function AuditTab() {
  const t = useText('audit');
  const { filter, page } = useAuditChoice();
  const asked = { filter, offset: (page - 1) * ENTRIES_PER_PAGE, limit: ENTRIES_PER_PAGE };
  const { data, error, retry } = useKernel('audit.list', asked, { keep: true });
  return (
    <div className="exp-parts">
      <ChainCard />
      <Card title={t('entries')} testId="audit-entries" actions={<WriteMenu />}>
        <AuditFilters actors={data?.actors ?? []} />
        {error ? <ErrorNotice error={error} onRetry={retry} /> : null}
        {!data && !error ? <LoadingState /> : null}
        {data && data.total === 0 ? <EmptyState icon={<AuditOutlined />} title={t('none')} description={t('noneHint')} /> : null}
        {data && data.total > 0 ? <Entries entries={data.entries} total={data.total} /> : null}
      </Card>
    </div>
  );
}

function Entries({ entries, total }: { readonly entries: readonly AuditEntry[]; readonly total: number }) {
  const t = useText('audit');
  const calls = useText('calls');
  const kinds = useText('definitionKinds');
  const format = useFormat();
  const page = useAuditChoice((choice) => choice.page);
  const columns: TableColumnsType<AuditEntry> = [
    { key: 'seq', title: t('seq'), align: 'right', render: (_, { seq }) => format.exact(seq) },
    { key: 'at', title: t('at'), render: (_, { at }) => <span className="aud-time">{format.date(at)}</span> },
    { key: 'actor', title: t('actor'), dataIndex: 'actor' },
    { key: 'action', title: t('action'), render: (_, { action }) => <span className="aud-time">{actionName(action, t)}</span> },
    {
      key: 'said',
      title: t('said'),
      render: (_, entry) => (
        <span className="aud-said" title={t('hash', { hash: entry.hash })}>
          {entryWords(entry, { t, calls, kinds })}
        </span>
      ),
    },
  ];
  return (
    <Table<AuditEntry>
      size="small"
      rowKey="seq"
      columns={columns}
      dataSource={[...entries]}
      pagination={{
        size: 'small',
        current: page,
        pageSize: ENTRIES_PER_PAGE,
        total,
        hideOnSinglePage: true,
        showSizeChanger: false,
        showTotal: (n) => t('count', { n: format.exact(n) }),
        onChange: (chosen) => useAuditChoice.setState({ page: chosen }),
      }}
      onRow={({ seq, action }) => ({ 'data-testid': `audit-row-${seq}`, 'data-action': action }) as object}
      data-testid="audit-table"
    />
  );
}

/** What the filter finds, as a file. */
function WriteMenu() {
  const t = useText('audit');
  const filter = useAuditChoice((choice) => choice.filter);
  const { run, busy } = useKernelAction('audit.write');
  const formats = ['csv', 'jsonl'] as const;
  const write = (key: string) => {
    const format = formats.find((each) => each === key);
    if (format) void saveReport(format, t('fileName'), (file) => run({ filter, format, file }));
  };
  const items = formats.map((key) => ({ key, label: <span data-testid={`audit-write-${key}`}>{t(`write.${key}`)}</span> }));
  return (
    <Dropdown menu={{ items, onClick: ({ key }) => write(key) }}>
      <Button size="small" icon={<DownloadOutlined />} loading={busy} aria-haspopup="menu" data-testid="audit-write">
        {t('write')}
      </Button>
    </Dropdown>
  );
}

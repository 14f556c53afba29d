import { ExportOutlined } from '@ant-design/icons';
import { Button, Tag as Chip, Table, type TableColumnsType } from 'antd';
import type { ExportRecord } from '#shared/model/export';
import { useKernel, useKernelAction } from '../../engine/kernel';
import { notifyError } from '../../engine/notices';
import { saveReport } from '../../engine/saveReport';
import { callShell } from '../../engine/shell';
import { useFormat, useLanguage, useText } from '../../text';
import { EmptyState } from '../../ui/EmptyState';
import { ErrorNotice } from '../../ui/ErrorNotice';
import { LoadingState } from '../../ui/LoadingState';
import { RefusalsCard } from './RefusalsCard';
import { sealing } from './sealing';
import { TraceCard } from './TraceCard';

const COLOURS = { requested: 'processing', written: 'success', returned: 'warning', failed: 'error' } as const;

/** What was asked for, what left, and what came back. */
export function HistoryTab() {
  const t = useText('exports');
  const format = useFormat();
  const { data, error, retry } = useKernel('exports.list', {});
  if (error) return <ErrorNotice error={error} onRetry={retry} />;
  if (!data) return <LoadingState />;
  if (data.length === 0) return <EmptyState icon={<ExportOutlined />} title={t('noExports')} description={t('noExportsHint')} />;
  const columns: TableColumnsType<ExportRecord> = [
    { key: 'id', title: t('export'), dataIndex: 'id' },
    { key: 'name', title: t('name'), render: (_, { spec }) => spec.name },
    { key: 'at', title: t('at'), render: (_, { at }) => format.date(at) },
    {
      key: 'recipient',
      title: t('recipient'),
      render: (_, { spec: { recipient } }) => `${recipient.name} (${t(`kind.${recipient.kind}`)})`,
    },
    { key: 'rows', title: t('rows'), align: 'right', render: (_, { rows }) => format.exact(rows) },
    {
      key: 'canaries',
      title: t('canaries'),
      align: 'right',
      render: (_, { canaries }) => (canaries === 0 ? '' : format.exact(canaries)),
    },
    { key: 'state', title: t('state'), render: (_, { state }) => <Chip color={COLOURS[state]}>{t(`state.${state}`)}</Chip> },
    {
      key: 'decision',
      title: t('decision'),
      render: (_, { decision }) => decision && `${decision.reviewer}: ${decision.reasons}`,
    },
    {
      key: 'tools',
      title: <span className="hx-visually-hidden">{t('release')}</span>,
      render: (_, record) => <Release record={record} />,
    },
  ];
  return (
    <div className="exp-parts">
      <RefusalsCard />
      <TraceCard />
      <Table<ExportRecord>
        size="small"
        rowKey="id"
        columns={columns}
        dataSource={[...data]}
        pagination={{ size: 'small', pageSize: 20, hideOnSinglePage: true, showSizeChanger: false }}
        scroll={{ x: 'max-content' }}
        onRow={({ id, state }) => ({ 'data-testid': `export-row-${id}`, 'data-state': state }) as object}
        data-testid="export-history"
      />
    </div>
  );
}

/** Brings the decision back and writes what was agreed to. */
function Release({ record: { id, state, spec } }: { readonly record: ExportRecord }) {
  const t = useText('exports');
  const language = useLanguage();
  const { run, busy } = useKernelAction('exports.release');
  if (state !== 'requested') return null;
  const release = async () => {
    const chosen = await callShell('files.choose', { purpose: 'decision' });
    if (!chosen.ok) return notifyError(chosen.error);
    const [decision] = chosen.value ?? [];
    if (!decision) return;
    await saveReport('hxpkg', spec.name, (file) =>
      sealing(spec.seal, spec.name, (sealed) => run({ id, decision: decision.token, language, file, ...sealed })),
    );
  };
  return (
    <Button size="small" loading={busy} onClick={() => void release()} data-testid={`export-release-${id}`}>
      {t('release')}
    </Button>
  );
}

import { ArrowLeftOutlined } from '@ant-design/icons';
import { Button, Popconfirm, Table, Tag } from 'antd';
import { useState } from 'react';
import { KEPT_VERSIONS, type TableVersion } from '#shared/model/version';
import type { TableInfo } from '#shared/model/workspace';
import { useKernel, useKernelAction } from '../../engine/kernel';
import { notify, notifyError } from '../../engine/notices';
import { useFormat, useText } from '../../text';
import { ErrorNotice } from '../../ui/ErrorNotice';
import { LoadingState } from '../../ui/LoadingState';
import { TableRows } from './rows/TableRows';
import './versions.css';

/** The loads of a table: the one it shows, and former ones to look at or to go back to. */
export function VersionsView({ table }: { readonly table: TableInfo }) {
  const t = useText('versions');
  const { data: versions, error, retry } = useKernel('tables.versions', { table: table.name });
  const [viewed, setViewed] = useState<number>();
  if (error) return <ErrorNotice error={error} onRetry={retry} />;
  if (!versions) return <LoadingState />;
  const version = versions.find(({ receipt, current }) => receipt === viewed && !current);
  if (version) return <FormerRows table={table} version={version} onBack={() => setViewed(undefined)} />;
  return (
    <div className="hx-versions" data-testid="versions">
      <VersionTable table={table} versions={versions} onView={setViewed} />
      <p className="hx-faint">{t('versionsKept', { n: KEPT_VERSIONS })}</p>
    </div>
  );
}

interface VersionTableProps {
  readonly table: TableInfo;
  readonly versions: readonly TableVersion[];
  readonly onView: (receipt: number) => void;
}

function VersionTable({ table, versions, onView }: VersionTableProps) {
  const t = useText('versions');
  const format = useFormat();
  const number = { align: 'right', width: 110 } as const;
  return (
    <Table<TableVersion>
      size="small"
      rowKey="receipt"
      pagination={false}
      dataSource={[...versions]}
      onRow={({ receipt }) => ({ 'data-testid': `version-${receipt}` }) as object}
      columns={[
        { title: t('receipt'), dataIndex: 'receipt', ...number, width: 80 },
        { title: t('file'), dataIndex: 'file', ellipsis: true },
        { title: t('rows'), dataIndex: 'rows', ...number, render: (rows: number) => format.exact(rows) },
        { title: t('importedAt'), dataIndex: 'importedAt', width: 160, render: (time: string) => format.date(time) },
        { title: t('dataVersion'), dataIndex: 'dataVersion', ...number, render: (version: number | null) => version ?? '–' },
        {
          key: 'actions',
          width: 240,
          render: (_, version) =>
            version.current ? (
              <Tag color="blue">{t('current')}</Tag>
            ) : (
              <Actions table={table} version={version} onView={onView} />
            ),
        },
      ]}
    />
  );
}

interface ActionsProps {
  readonly table: TableInfo;
  readonly version: TableVersion;
  readonly onView: (receipt: number) => void;
}

function Actions({ table, version: { receipt, file, rows }, onView }: ActionsProps) {
  const t = useText('versions');
  const format = useFormat();
  const { run, busy } = useKernelAction('tables.rollBack');
  const rollBack = async () => {
    const result = await run({ table: table.name, receipt });
    if (!result.ok) return notifyError(result.error);
    const undo = async () => {
      const undone = await run({ table: table.name, receipt: table.receipt ?? 0 });
      if (!undone.ok) notifyError(undone.error);
    };
    const params = { table: table.name, file, rows: format.exact(rows) };
    notify({ kind: 'success', text: 'rolledBack', params, action: { text: 'undo', run: () => void undo() } });
  };
  return (
    <span className="hx-versions-actions">
      <Button size="small" onClick={() => onView(receipt)} data-testid={`version-view-${receipt}`}>
        {t('viewRows')}
      </Button>
      <Popconfirm
        title={t('rollBackTitle', { table: table.name, file, rows: format.exact(rows) })}
        description={t('rollBackText')}
        okText={t('rollBack')}
        okButtonProps={{ 'data-testid': 'roll-back-confirm' }}
        onConfirm={() => void rollBack()}
      >
        <Button size="small" loading={busy} data-testid={`roll-back-${receipt}`}>
          {t('rollBack')}
        </Button>
      </Popconfirm>
    </span>
  );
}

interface FormerRowsProps {
  readonly table: TableInfo;
  readonly version: TableVersion;
  readonly onBack: () => void;
}

function FormerRows({ table, version: { receipt, file, rows, columns }, onBack }: FormerRowsProps) {
  const t = useText('versions');
  const format = useFormat();
  return (
    <div className="hx-versions-former" data-testid="version-rows">
      <div className="hx-versions-former-head">
        <Button size="small" icon={<ArrowLeftOutlined />} onClick={onBack} data-testid="version-back">
          {t('back')}
        </Button>
        <span className="hx-secondary">{t('viewing', { receipt, file, rows: format.exact(rows) })}</span>
      </div>
      <div className="hx-versions-former-rows">
        <TableRows table={{ ...table, rows, columns }} receipt={receipt} />
      </div>
    </div>
  );
}

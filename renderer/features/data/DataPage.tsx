import { DatabaseOutlined, FolderOpenOutlined, UploadOutlined } from '@ant-design/icons';
import { Button } from 'antd';
import { useEffect } from 'react';
import type { TableInfo } from '#shared/model/workspace';
import { useKernel } from '../../engine/kernel';
import { useFormat, useText } from '../../text';
import { EmptyState } from '../../ui/EmptyState';
import { ErrorNotice } from '../../ui/ErrorNotice';
import { useHandedQuality } from '../../ui/handedQuality';
import { LoadingState } from '../../ui/LoadingState';
import { PageFrame } from '../../ui/PageFrame';
import { useDataView } from './dataView';
import { EntitiesEditor } from './EntitiesEditor';
import { chooseImportFiles, chooseImportFolder } from './importQueue';
import { TableList } from './TableList';
import { TableView } from './TableView';
import './data.css';

/** The tables of the workspace, their rows and receipts, and how they become customers. */
export function DataPage({ table }: { readonly table?: string }) {
  const t = useText('data');
  const format = useFormat();
  const { data: tables, error, busy, retry } = useKernel('tables.list', {});
  useAskedQuality();
  const rows = (tables ?? []).reduce((sum, each) => sum + each.rows, 0);
  return (
    <PageFrame
      title={t('title')}
      subtitle={tables ? t('tablesAndRows', { tables: tables.length, rows: format.exact(rows) }) : ''}
      state={error ? 'error' : busy && !tables ? 'busy' : 'complete'}
      actions={
        <>
          <Button icon={<FolderOpenOutlined />} onClick={() => void chooseImportFolder()} data-testid="import-folder">
            {t('importFolder')}
          </Button>
          <Button icon={<UploadOutlined />} onClick={() => void chooseImportFiles()} data-testid="import-files">
            {t('importFiles')}
          </Button>
        </>
      }
      flush
    >
      {error ? <ErrorNotice error={error} onRetry={retry} /> : null}
      {tables ? <Tables tables={tables} chosen={table} /> : error ? null : <LoadingState />}
    </PageFrame>
  );
}

/** Shows the quality that another page asked for. */
function useAskedQuality(): void {
  const asked = useHandedQuality((handed) => handed.asked);
  useEffect(() => {
    if (!asked) return;
    useHandedQuality.setState({ asked: false });
    useDataView.setState({ entities: false, pane: 'quality' });
  }, [asked]);
}

function Tables({ tables, chosen }: { readonly tables: readonly TableInfo[]; readonly chosen: string | undefined }) {
  const t = useText('data');
  const showsEntities = useDataView((view) => view.entities);
  const table = tables.find(({ name }) => name === chosen) ?? tables[0];
  if (!table)
    return (
      <EmptyState
        icon={<DatabaseOutlined />}
        title={t('noTables')}
        description={t('noTablesText')}
        action={
          <Button type="primary" onClick={() => void chooseImportFiles()} data-testid="import-first">
            {t('importFiles')}
          </Button>
        }
      />
    );
  return (
    <div className="hx-data">
      <TableList tables={tables} selected={showsEntities ? null : table.name} />
      {showsEntities ? <EntitiesEditor tables={tables} /> : <TableView key={table.name} table={table} />}
    </div>
  );
}

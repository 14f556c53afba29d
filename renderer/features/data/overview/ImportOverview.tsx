import { Button, Table } from 'antd';
import type { ImportPreview } from '#shared/model/import';
import type { GrantedFile } from '#shared/rpc/shell';
import { useKernel } from '../../../engine/kernel';
import { useFormat, useText } from '../../../text';
import { LoadingState } from '../../../ui/LoadingState';
import { openPage } from '../../../ui/navigation';
import { useDataView } from '../dataView';
import { useImportQueue } from '../importQueue';
import { OverviewStateCell } from './OverviewStateCell';
import { type OverviewFile, useOverview } from './useOverview';

interface ImportOverviewProps {
  readonly files: readonly GrantedFile[];
  readonly onRunning: (running: boolean) => void;
  /** The files that are left are looked at one by one. */
  readonly onOneByOne: () => void;
}

/** Several files at once: how each will be read, and the button that brings in all that need no look. */
export function ImportOverview({ files: queued, onRunning, onOneByOne }: ImportOverviewProps) {
  const t = useText('data');
  const overview = useOverview(queued);
  const { files, running, action } = overview;
  const run = async () => {
    onRunning(true);
    await overview.run();
    onRunning(false);
  };
  return (
    <div data-testid="import-overview">
      <p className="hx-secondary">{t('overviewText')}</p>
      <OverviewTable files={files} />
      {running ? (
        <LoadingState label={t('importing', { name: running.name })} progress={action.progress} onCancel={action.cancel} />
      ) : (
        <OverviewFooter files={files} onRun={() => void run()} onOneByOne={onOneByOne} />
      )}
    </div>
  );
}

function OverviewTable({ files }: { readonly files: readonly OverviewFile[] }) {
  const t = useText('data');
  const format = useFormat();
  return (
    <Table<OverviewFile>
      size="small"
      rowKey={({ file }) => file.token}
      dataSource={[...files]}
      pagination={false}
      scroll={{ y: '46vh' }}
      onRow={({ state }) => ({ 'data-testid': 'overview-file', 'data-state': state.kind }) as object}
      columns={[
        { title: t('file'), render: (_, { file }) => file.name, ellipsis: true },
        { title: t('size'), width: 90, align: 'right', render: (_, { preview }) => preview && format.bytes(preview.size) },
        { title: t('format'), width: 215, render: (_, { preview }) => preview && <ReadAs preview={preview} /> },
        {
          title: t('columnsN'),
          width: 90,
          align: 'right',
          render: (_, { preview }) => preview && format.exact(preview.columns.length),
        },
        {
          title: t('tableName'),
          width: 170,
          ellipsis: true,
          render: (_, { preview, state }) => (state.kind === 'done' ? state.receipt.table : preview?.table),
        },
        { title: t('overviewState'), width: 250, render: (_, { state }) => <OverviewStateCell state={state} /> },
      ]}
    />
  );
}

function ReadAs({ preview }: { readonly preview: ImportPreview }) {
  const t = useText('data');
  const isText = preview.format === 'csv' || preview.format === 'fixed';
  return [t(`format.${preview.format}`), isText ? preview.encoding.toUpperCase() : preview.part].filter(Boolean).join(' · ');
}

interface OverviewFooterProps {
  readonly files: readonly OverviewFile[];
  readonly onRun: () => void;
  readonly onOneByOne: () => void;
}

function OverviewFooter({ files, onRun, onOneByOne }: OverviewFooterProps) {
  const t = useText('data');
  const common = useText('common');
  const { clear, drop } = useImportQueue();
  const done = files.filter(({ state }) => state.kind === 'done');
  const ready = files.filter(({ state }) => state.kind === 'ready');
  const left = files.length - done.length;
  const oneByOne = () => {
    drop(done.map(({ file }) => file.token));
    onOneByOne();
  };
  return (
    <div className="hx-import-footer">
      <Button onClick={clear} data-testid="import-cancel">
        {common(done.length > 0 ? 'close' : 'cancel')}
      </Button>
      {left > 0 ? (
        <Button onClick={oneByOne} data-testid="overview-one-by-one">
          {done.length > 0 ? t('overviewLeft', { n: left }) : t('overviewOneByOne')}
        </Button>
      ) : null}
      {ready.length > 0 || done.length === 0 ? (
        <Button
          type="primary"
          disabled={ready.length === 0 || files.some(({ state }) => state.kind === 'reading')}
          onClick={onRun}
          data-testid="overview-run"
        >
          {t('overviewRun', { n: ready.length })}
        </Button>
      ) : (
        <NextStep onNext={clear} />
      )}
    </div>
  );
}

/** Tables without customers want a map of them; else their rows are looked at. */
function NextStep({ onNext }: { readonly onNext: () => void }) {
  const t = useText('data');
  const { data } = useKernel('entities.get', {});
  const isMapped = data?.map != null;
  const next = () => {
    useDataView.setState({ entities: !isMapped, pane: 'rows' });
    openPage({ page: 'data' });
    onNext();
  };
  return (
    <Button type="primary" disabled={!data} onClick={next} data-testid="overview-next">
      {t(isMapped ? 'showRows' : 'overviewEntities')}
    </Button>
  );
}

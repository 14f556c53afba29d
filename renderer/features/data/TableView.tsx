import { DeleteOutlined, TeamOutlined } from '@ant-design/icons';
import { Button, Popconfirm, Tabs } from 'antd';
import type { EntityMap } from '#shared/model/entities';
import type { ImportReceipt } from '#shared/model/import';
import type { TableInfo } from '#shared/model/workspace';
import { useKernel, useKernelAction } from '../../engine/kernel';
import { notifyError } from '../../engine/notices';
import { useFormat, useText } from '../../text';
import { ClassesPane } from './classes/ClassesPane';
import { CleanedSource, FailedCleaning } from './cleaning/CleanedNotice';
import { CleaningPane } from './cleaning/CleaningPane';
import { editEntities, type TablePane, useDataView } from './dataView';
import { emptyMap } from './entityDraft';
import { likelyKey } from './likelyKey';
import { ProfilePane } from './profile/ProfilePane';
import { QualityPane } from './quality/QualityPane';
import { ReceiptView } from './ReceiptView';
import { RejectedRows } from './RejectedRows';
import { TableRows } from './rows/TableRows';
import { VersionsView } from './VersionsView';

/** The others are of tables that files made. */
const OF_EVERY_TABLE: readonly TablePane[] = ['rows', 'profile', 'quality', 'classes'];

/** One table: its rows, its columns, where it came from, and what was refused. */
export function TableView({ table }: { readonly table: TableInfo }) {
  const t = useText('data');
  const quality = useText('quality');
  const versions = useText('versions');
  const cleaning = useText('cleaning');
  const classes = useText('classes');
  const format = useFormat();
  const pane = useDataView((view) => view.pane);
  const { data: receipts } = useKernel('imports.list', {});
  const receipt = receipts?.find(({ id }) => id === table.receipt);
  const rejected = receipt?.rejected ?? 0;
  const shown = OF_EVERY_TABLE.includes(pane) || receipt ? pane : 'rows';
  return (
    <section className="hx-table-view" aria-label={table.name}>
      <header className="hx-table-head">
        <div className="hx-table-heading">
          <h2 className="hx-ellipsis" title={table.name}>
            {table.name}
          </h2>
          <span className="hx-secondary hx-tabular">
            {t('rowsAndColumns', { rows: format.exact(table.rows), columns: table.columns.length })}
          </span>
          <CleanedSource cleaned={table.cleaned} />
        </div>
        <TableActions table={table} />
      </header>
      <div className="hx-table-notice">
        <FailedCleaning cleaned={table.cleaned} result={table.name} />
      </div>
      <Tabs
        className="hx-table-tabs"
        activeKey={shown}
        onChange={(key) => useDataView.setState({ pane: key as TablePane })}
        items={[
          { key: 'rows', label: <span data-testid="pane-rows">{t('rows')}</span> },
          { key: 'profile', label: <span data-testid="pane-profile">{t('profile')}</span> },
          ...(receipt
            ? [
                { key: 'receipt', label: <span data-testid="pane-receipt">{t('receipt')}</span> },
                { key: 'rejects', label: <span data-testid="pane-rejects">{`${t('rejects')} ${format.count(rejected)}`}</span> },
                { key: 'cleaning', label: <span data-testid="pane-cleaning">{cleaning('title')}</span> },
                { key: 'versions', label: <span data-testid="pane-versions">{versions('versions')}</span> },
              ]
            : []),
          { key: 'quality', label: <span data-testid="pane-quality">{quality('title')}</span> },
          { key: 'classes', label: <span data-testid="pane-classes">{classes('title')}</span> },
        ]}
      />
      <div className="hx-table-pane">
        <Pane pane={shown} table={table} receipt={receipt} />
      </div>
    </section>
  );
}

interface PaneProps {
  readonly pane: TablePane;
  readonly table: TableInfo;
  readonly receipt: ImportReceipt | undefined;
}

function Pane({ pane, table, receipt }: PaneProps) {
  if (pane === 'profile') return <ProfilePane table={table.name} />;
  if (pane === 'receipt' && receipt) return <ReceiptView receipt={receipt} />;
  if (pane === 'rejects' && receipt) return <RejectedRows receipt={receipt} />;
  if (pane === 'quality') return <QualityPane table={table} />;
  if (pane === 'cleaning') return <CleaningPane table={table} />;
  if (pane === 'classes') return <ClassesPane table={table.name} />;
  if (pane === 'versions') return <VersionsView table={table} />;
  return <TableRows table={table} />;
}

function TableActions({ table }: { readonly table: TableInfo }) {
  const t = useText('data');
  const common = useText('common');
  const { data: entities } = useKernel('entities.get', {});
  const drop = useKernelAction('tables.drop');
  const remove = async () => {
    const result = await drop.run({ table: table.name });
    if (!result.ok) notifyError(result.error);
  };
  return (
    <div className="hx-table-actions">
      {entities && !entities.map ? (
        <Button
          type="primary"
          icon={<TeamOutlined />}
          onClick={() => editEntities(customersOf(table))}
          data-testid="table-as-customers"
        >
          {t('useAsCustomers')}
        </Button>
      ) : null}
      <Popconfirm
        title={t('dropTitle', { name: table.name })}
        description={t('dropText')}
        okText={common('delete')}
        okButtonProps={{ danger: true }}
        onConfirm={() => void remove()}
      >
        <Button
          icon={<DeleteOutlined />}
          loading={drop.busy}
          aria-label={t('dropTable', { name: table.name })}
          data-testid="table-drop"
        />
      </Popconfirm>
    </div>
  );
}

function customersOf({ name, columns }: TableInfo): EntityMap {
  return emptyMap(name, likelyKey(columns) ?? { line: true });
}

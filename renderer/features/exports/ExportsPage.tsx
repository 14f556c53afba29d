import { ExportOutlined } from '@ant-design/icons';
import { Button, Tabs } from 'antd';
import { useKernel } from '../../engine/kernel';
import { useText } from '../../text';
import { EmptyState } from '../../ui/EmptyState';
import { openPage } from '../../ui/navigation';
import { PageFrame } from '../../ui/PageFrame';
import { AuditTab } from './audit/AuditTab';
import { DefineTab } from './define/DefineTab';
import { useExportChoice } from './exportChoice';
import { HistoryTab } from './HistoryTab';
import { PolicyTab } from './PolicyTab';
import { CheckTab } from './review/CheckTab';
import './exports.css';

/** What leaves, with whose agreement, and what came from elsewhere. */
export function ExportsPage() {
  const t = useText('exports');
  const { data, error } = useKernel('workspace.info', {});
  const tab = useExportChoice((choice) => choice.tab);
  const mapped = (data?.customers ?? 0) > 0;
  const isOpen = data !== null && data !== undefined;
  const items = [
    { key: 'define', children: mapped ? <DefineTab /> : <NoCustomers /> },
    { key: 'history', children: isOpen ? <HistoryTab /> : <NoCustomers /> },
    { key: 'check', children: <CheckTab /> },
    { key: 'policy', children: <PolicyTab isOpen={isOpen} /> },
    { key: 'audit', children: isOpen ? <AuditTab /> : <NoCustomers /> },
  ] as const;
  return (
    <PageFrame title={t('title')} help={t('help')} state={error ? 'error' : data === undefined ? 'busy' : 'complete'}>
      <Tabs
        activeKey={tab}
        onChange={(key) => useExportChoice.setState({ tab: key as typeof tab })}
        destroyOnHidden
        items={items.map(({ key, children }) => ({
          key,
          children,
          label: <span data-testid={`exports-${key}`}>{t(`tab.${key}`)}</span>,
        }))}
      />
    </PageFrame>
  );
}

function NoCustomers() {
  const t = useText('exports');
  return (
    <EmptyState
      icon={<ExportOutlined />}
      title={t('noCustomers')}
      description={t('noCustomersHint')}
      action={
        <Button type="primary" onClick={() => openPage({ page: 'data' })} data-testid="exports-open-data">
          {t('openData')}
        </Button>
      }
    />
  );
}

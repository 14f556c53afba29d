import { Button, Table, type TableColumnsType } from 'antd';
import type { WorkAlert } from '#shared/model/workList';
import { useKernel } from '../../../engine/kernel';
import { useFormat, useText } from '../../../text';
import { ErrorNotice } from '../../../ui/ErrorNotice';
import { NumberText } from '../../../ui/NumberText';
import { openPage } from '../../../ui/navigation';
import { useCampaignChoice } from '../campaignChoice';
import { Section } from '../plan/Field';
import { newCampaign, openNew } from '../plan/planChoice';

/** Segments of balance moves with members whom nobody was asked to contact yet; nothing where no segment asks for moves. */
export function AlertsSection() {
  const t = useText('campaignWork');
  const format = useFormat();
  const { data = [], error, retry } = useKernel('workLists.alerts', {}, { keep: true });
  if (error) return <ErrorNotice error={error} onRetry={retry} />;
  if (data.length === 0) return null;
  const number = (key: string, title: string, of: (alert: WorkAlert) => number): TableColumnsType<WorkAlert>[0] => ({
    key,
    title,
    align: 'right',
    sorter: (a, b) => of(a) - of(b),
    render: (_, alert) => <NumberText value={of(alert)} kind="exact" />,
  });
  const columns: TableColumnsType<WorkAlert> = [
    { key: 'name', title: t('alertSegment'), dataIndex: 'name' },
    { key: 'events', title: t('alertEvents'), render: (_, { events }) => events.join(' / ') },
    number('members', t('alertMembers'), ({ members }) => members),
    number('fresh', t('alertFresh'), ({ fresh }) => fresh),
    {
      key: 'last',
      title: t('alertLast'),
      render: (_, { last }) => (last ? `${last.name} · ${format.date(last.openedAt)}` : t('alertNever')),
    },
    {
      key: 'tools',
      title: <span className="hx-visually-hidden">{t('alertPlan')}</span>,
      render: (_, alert) => <AlertTools alert={alert} />,
    },
  ];
  return (
    <Section title={t('alerts')} help={t('alertsHelp')} testId="work-alerts">
      <Table<WorkAlert>
        size="small"
        rowKey="segment"
        columns={columns}
        dataSource={[...data]}
        scroll={{ x: 'max-content' }}
        pagination={{ size: 'small', pageSize: 5, hideOnSinglePage: true, showSizeChanger: false }}
        onRow={({ segment, fresh }) => ({ 'data-testid': `work-alert-${segment}`, 'data-fresh': fresh }) as object}
      />
    </Section>
  );
}

function AlertTools({ alert: { segment, name, fresh } }: { readonly alert: WorkAlert }) {
  const t = useText('campaignWork');
  const plan = () => {
    openNew({ ...newCampaign(name), who: segment });
    useCampaignChoice.setState({ tab: 'plan' });
  };
  return (
    <span className="wrk-line-tools">
      <Button size="small" type="link" onClick={() => openPage({ page: 'segments', segment })}>
        {t('alertOpen')}
      </Button>
      <Button size="small" type="link" disabled={fresh === 0} onClick={plan} data-testid={`work-alert-plan-${segment}`}>
        {t('alertPlan')}
      </Button>
    </span>
  );
}

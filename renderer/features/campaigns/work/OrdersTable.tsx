import { Button, Checkbox, Table, type TableColumnsType } from 'antd';
import { useState } from 'react';
import { WORK_RESULTS, type WorkOrder, type WorkPlan, type WorkState } from '#shared/model/workList';
import { useKernel } from '../../../engine/kernel';
import { useFormat, useText } from '../../../text';
import { ErrorNotice } from '../../../ui/ErrorNotice';
import { LoadingState } from '../../../ui/LoadingState';
import { NumberText } from '../../../ui/NumberText';
import { openCustomer } from '../../../ui/openCustomer';
import { Picker } from '../../../ui/Picker';
import { useWorkChoice } from './workChoice';

const PAGE = 20;
const ANY = '';
const NOBODY = '\0';

/** The orders one by one, a page at a time. */
export function OrdersTable({ plan }: { readonly plan: WorkPlan }) {
  const t = useText('campaignWork');
  const format = useFormat();
  const { filter } = useWorkChoice();
  const [place, setPlace] = useState({ filter, page: 0 });
  const page = place.filter === filter ? place.page : 0;
  const { manager, state, overdue } = filter;
  const asked = {
    campaign: plan.campaign,
    offset: page * PAGE,
    limit: PAGE,
    ...(manager === undefined ? {} : { manager }),
    ...(state === undefined ? {} : { state }),
    ...(overdue ? { overdue } : {}),
  };
  const { data, error, retry } = useKernel('workLists.orders', asked, { keep: true });
  if (error) return <ErrorNotice error={error} onRetry={retry} />;
  if (!data) return <LoadingState />;
  return (
    <>
      <OrderFilters plan={plan} />
      <Table<WorkOrder>
        size="small"
        rowKey="id"
        columns={orderColumns(t)}
        dataSource={[...data.orders]}
        scroll={{ x: 'max-content' }}
        pagination={{
          size: 'small',
          current: page + 1,
          pageSize: PAGE,
          total: data.total,
          showSizeChanger: false,
          showTotal: (total) => t('total', { n: format.exact(total) }),
          onChange: (next) => setPlace({ filter, page: next - 1 }),
        }}
        data-testid="work-orders"
      />
    </>
  );
}

function orderColumns(t: ReturnType<typeof useText<'campaignWork'>>): TableColumnsType<WorkOrder> {
  const long = (text: string) => (
    <span className="wrk-long hx-ellipsis" title={text}>
      {text}
    </span>
  );
  return [
    { key: 'id', title: t('id'), render: (_, { id }) => <code>{id}</code> },
    {
      key: 'customer',
      title: t('customer'),
      render: (_, { customer }) => (
        <Button size="small" type="link" className="wrk-customer" onClick={() => openCustomer(customer)}>
          {customer}
        </Button>
      ),
    },
    { key: 'manager', title: t('manager'), render: (_, { manager }) => manager ?? t('nobody') },
    { key: 'branch', title: t('branchName'), dataIndex: 'branch' },
    { key: 'variant', title: t('arm'), dataIndex: 'variant' },
    { key: 'state', title: t('state'), render: (_, { state }) => t(`state.${state}`) },
    { key: 'day', title: t('day'), dataIndex: 'day' },
    {
      key: 'amount',
      title: t('amount'),
      align: 'right',
      render: (_, { amount }) => amount !== null && <NumberText value={amount} />,
    },
    { key: 'reason', title: t('reason'), render: (_, { reason }) => long(reason) },
    { key: 'script', title: t('script'), render: (_, { script }) => long(script) },
  ];
}

function OrderFilters({ plan }: { readonly plan: WorkPlan }) {
  const t = useText('campaignWork');
  const { filter } = useWorkChoice();
  const { manager, state, overdue } = filter;
  const change = (part: Partial<typeof filter>) => useWorkChoice.setState({ filter: { ...filter, ...part } });
  const states: readonly WorkState[] = ['open', ...WORK_RESULTS];
  return (
    <div className="wrk-filters">
      <Picker
        label={t('filterManager')}
        value={manager === undefined ? ANY : (manager ?? NOBODY)}
        options={[
          { value: ANY, label: t('any') },
          { value: NOBODY, label: t('nobody') },
          ...plan.managers.map(({ name }) => ({ value: name, label: name })),
        ]}
        onChange={(chosen) => change({ manager: chosen === ANY ? undefined : chosen === NOBODY ? null : chosen })}
        testId="work-filter-manager"
      />
      <Picker
        label={t('filterState')}
        value={state ?? ANY}
        options={[{ value: ANY, label: t('any') }, ...states.map((each) => ({ value: each, label: t(`state.${each}`) }))]}
        onChange={(chosen) => change({ state: chosen === ANY ? undefined : (chosen as WorkState) })}
        testId="work-filter-state"
      />
      <Checkbox
        checked={overdue}
        onChange={({ target }) => change({ overdue: target.checked })}
        data-testid="work-filter-overdue"
      >
        {t('onlyOverdue')}
      </Checkbox>
    </div>
  );
}

import { DatePicker, Select } from 'antd';
import dayjs from 'dayjs';
import { useMemo, useState } from 'react';
import type { TimelineAnswer } from '#shared/model/customer';
import { type KernelArgs, useKernel } from '../../engine/kernel';
import { useFormat, useText } from '../../text';
import { Chart } from '../../ui/Chart';
import { EmptyState } from '../../ui/EmptyState';
import { ErrorNotice } from '../../ui/ErrorNotice';
import { LoadingState } from '../../ui/LoadingState';
import { TabLeaves } from '../../ui/TabLeaves';
import { TimelineTable } from './TimelineTable';
import { timelineChart, timelineHeight } from './timelineChart';
import { useTimelineLook } from './useTimelineLook';

const MOST_EVENTS = 2000;

type Filters = Pick<KernelArgs<'customers.timeline'>, 'from' | 'to' | 'events'> & { readonly measure: string };

/** Events, campaign contacts, sums by month and balances on one axis of time. */
export function TimelineView({ customer }: { readonly customer: string }) {
  const t = useText('customer');
  const [filters, setFilters] = useState<Filters>({ measure: '' });
  const { measure, ...span } = filters;
  const question = { customer, ...span, ...(measure === '' ? {} : { sum: measure }), limit: MOST_EVENTS };
  const { data, error, retry, progress, cancel } = useKernel('customers.timeline', question, { keep: true, background: true });
  if (error) return <ErrorNotice error={error} onRetry={retry} />;
  if (!data) return <LoadingState progress={progress} onCancel={cancel} />;
  const isEmpty = data.events.length + data.contacts.length + data.holdings.length === 0;
  return (
    <div className="cus-panel" data-testid="customer-timeline">
      <FilterBar answer={data} filters={filters} onChange={setFilters} />
      <Counts answer={data} />
      {isEmpty ? <EmptyState title={t('noEvents')} description={t('noEventsHint')} /> : null}
      {isEmpty ? null : <TimelineFigure answer={data} measure={measure} />}
    </div>
  );
}

interface FilterBarProps {
  readonly answer: TimelineAnswer;
  readonly filters: Filters;
  readonly onChange: (filters: Filters) => void;
}

function FilterBar({ answer: { kinds, sums }, filters, onChange }: FilterBarProps) {
  const t = useText('customer');
  const format = useFormat();
  const { from, to, events, measure } = filters;
  const choose = (chosen: readonly string[]) => {
    const { events: _, ...rest } = filters;
    onChange(chosen.length === 0 ? rest : { ...rest, events: [...chosen] });
  };
  const chooseSpan = (days: readonly (dayjs.Dayjs | null)[] | null) => {
    const { from: _from, to: _to, ...rest } = filters;
    const [start, end] = (days ?? []).map((day) => day?.format('YYYY-MM-DD'));
    onChange({ ...rest, ...(start ? { from: start } : {}), ...(end ? { to: end } : {}) });
  };
  return (
    <div className="cus-filters">
      <TabLeaves>
        <Select
          mode="multiple"
          className="cus-filter-events"
          allowClear
          maxTagCount="responsive"
          aria-label={t('events')}
          placeholder={t('allEvents')}
          value={events ?? []}
          options={kinds.map(({ event, n }) => ({ value: event, label: `${event} (${format.exact(n)})` }))}
          onChange={choose}
          data-testid="timeline-events"
        />
      </TabLeaves>
      <DatePicker.RangePicker
        allowEmpty={[true, true]}
        aria-label={t('span')}
        placeholder={[t('from'), t('to')]}
        value={[from ? dayjs(from) : null, to ? dayjs(to) : null]}
        onChange={chooseSpan}
      />
      <Select
        aria-label={t('sumOf')}
        popupMatchSelectWidth={false}
        value={measure}
        options={[{ value: '', label: t('sumOfCount') }, ...sums.map((sum) => ({ value: sum, label: sum }))]}
        onChange={(chosen) => onChange({ ...filters, measure: chosen })}
        prefix={t('sumOf')}
        data-testid="timeline-sum"
      />
    </div>
  );
}

function Counts({ answer: { events, total, contacts } }: { readonly answer: TimelineAnswer }) {
  const t = useText('customer');
  const format = useFormat();
  const untimed = contacts.filter(({ time }) => time === null).length;
  const parts = [
    t('eventsN', { n: format.exact(total) }),
    ...(events.length < total ? [t('eventsShown', { shown: format.exact(events.length), n: format.exact(total) })] : []),
    t('contactsN', { n: format.exact(contacts.length) }),
    ...(untimed > 0 ? [t('untimedN', { n: format.exact(untimed) })] : []),
  ];
  return <div className="hx-faint cus-small">{parts.join(' · ')}</div>;
}

function TimelineFigure({ answer, measure }: { readonly answer: TimelineAnswer; readonly measure: string }) {
  const t = useText('customer');
  const look = useTimelineLook(measure);
  const option = useMemo(() => timelineChart(answer, look), [answer, look]);
  return (
    <Chart
      option={option}
      height={timelineHeight(answer)}
      label={t('chartLabel')}
      table={<TimelineTable answer={answer} look={look} />}
    />
  );
}

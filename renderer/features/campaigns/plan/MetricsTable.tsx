import { DeleteOutlined, PlusOutlined } from '@ant-design/icons';
import { Button, Input, Select } from 'antd';
import type { Campaign } from '#shared/model/campaign';
import type { ExperimentMetric } from '#shared/model/experiment';
import { useConditionNames } from '../../../conditions/conditionNames';
import { EventField } from '../../../conditions/EventField';
import { inPlaces } from '../../../conditions/eventFilters';
import { useText } from '../../../text';
import { MarginField, withRole } from '../MarginField';
import { Section } from './Field';
import { changeCampaign } from './planChoice';

/** What it will be judged by. */
export function MetricsTable({ campaign }: { readonly campaign: Campaign }) {
  const t = useText('campaignPlan');
  const { events, tags } = useConditionNames();
  const { metrics } = campaign;
  const setMetrics = (next: ExperimentMetric[], mergeKey: string | null = null) =>
    changeCampaign(campaign, { metrics: next }, mergeKey);
  const flag = [...tags.values()].find(({ type }) => type === 'boolean' || type === 'number');
  const first = events[0] ? { event: events[0].event, where: [] } : flag && { tag: flag.id };
  const add = () => {
    if (!first) return;
    const role = metrics.some((metric) => metric.role === 'primary') ? 'secondary' : 'primary';
    const label = t('newMetric', { n: metrics.length + 1 });
    setMetrics([...metrics, { kind: 'conversion', label, of: first, role, better: 'higher' }]);
  };
  return (
    <Section title={t('metrics')} help={t('metricsHelp')}>
      {inPlaces(metrics).map(({ item: metric, place }) => (
        <MetricRow
          key={place}
          metric={metric}
          place={place}
          onChange={(changed, field = '') => setMetrics(metrics.with(place, changed), field && `metric ${place} ${field}`)}
          onRemove={() => setMetrics(metrics.toSpliced(place, 1))}
        />
      ))}
      <Button icon={<PlusOutlined />} onClick={add} disabled={!first || metrics.length >= 20} data-testid="metric-add">
        {t('addMetric')}
      </Button>
    </Section>
  );
}

interface MetricRowProps {
  readonly metric: ExperimentMetric;
  readonly place: number;
  readonly onChange: (metric: ExperimentMetric, field?: string) => void;
  readonly onRemove: () => void;
}

const EVENT = 'event:';

function MetricRow({ metric, place, onChange, onRemove }: MetricRowProps) {
  const t = useText('campaignPlan');
  const roles = (['primary', 'secondary', 'guardrail'] as const).map((value) => ({ value, label: t(`role.${value}`) }));
  const ways = (['higher', 'lower'] as const).map((value) => ({ value, label: t(`better.${value}`) }));
  return (
    <fieldset className="pln-metric" aria-label={`${t('metric')} ${metric.label}`}>
      <span className="pln-row">
        <Input
          maxLength={200}
          aria-label={t('label')}
          status={metric.label === '' ? 'error' : ''}
          value={metric.label}
          onChange={({ target }) => onChange({ ...metric, label: target.value }, 'label')}
          data-testid={`metric-${place}-label`}
        />
        <Select
          aria-label={t('role')}
          value={metric.role}
          options={roles}
          onChange={(role) => onChange(withRole(metric, role))}
          data-testid={`metric-${place}-role`}
        />
        <Select
          aria-label={t('better')}
          value={metric.better}
          options={ways}
          onChange={(better) => onChange({ ...metric, better })}
          data-testid={`metric-${place}-better`}
        />
        <OutcomeFields metric={metric} place={place} onChange={onChange} />
        {metric.role === 'guardrail' && (
          <MarginField metric={metric} onChange={(changed) => onChange(changed, 'margin')} testId={`metric-${place}-margin`} />
        )}
      </span>
      <Button
        type="text"
        icon={<DeleteOutlined />}
        aria-label={t('removeMetric', { label: metric.label })}
        onClick={onRemove}
        data-testid={`metric-${place}-remove`}
      />
    </fieldset>
  );
}

/** What is counted, and how; a ratio or a quantile is only shown. */
function OutcomeFields({ metric, place, onChange }: Omit<MetricRowProps, 'onRemove'>) {
  const t = useText('campaignPlan');
  const { events, tags, props } = useConditionNames();
  if (metric.kind === 'ratio' || metric.kind === 'quantile')
    return <span className="hx-secondary">{t(`kind.${metric.kind}`)}</span>;
  const { of } = metric;
  const fitting = [...tags.values()].filter(({ type }) => type === 'number' || type === 'boolean');
  const kinds = (['conversion', 'mean'] as const).map((value) => ({ value, label: t(`kind.${value}`) }));
  const toKind = (kind: 'conversion' | 'mean') => {
    const { label, role, better, margin } = metric;
    const kept = { label, role, better, of, ...(margin === undefined ? {} : { margin }) };
    onChange(kind === 'mean' ? { ...kept, kind, cap: false } : { ...kept, kind });
  };
  const toOutcome = (value: string) =>
    onChange({
      ...metric,
      of: value.startsWith(EVENT) ? { event: value.slice(EVENT.length), where: [] } : { tag: value.slice(4) },
    });
  const numbers = [...props.values()].filter(({ type }) => type === 'number' || type === 'integer');
  return (
    <>
      <Select aria-label={t('kind')} value={metric.kind} options={kinds} onChange={toKind} data-testid={`metric-${place}-kind`} />
      <Select
        aria-label={t('of')}
        popupMatchSelectWidth={false}
        showSearch={{ optionFilterProp: 'label' }}
        value={'tag' in of ? `tag:${of.tag}` : EVENT + of.event}
        options={[
          ...('tag' in of
            ? events.map(({ event }) => ({ value: EVENT + event, label: event }))
            : [{ value: EVENT + of.event, label: t('ofEvent') }]),
          ...fitting.map(({ id, name }) => ({ value: `tag:${id}`, label: t('ofTag', { name }) })),
        ]}
        onChange={toOutcome}
        data-testid={`metric-${place}-of`}
      />
      {'tag' in of || events.length === 0 ? null : (
        <EventField
          label={t('ofEvent')}
          filter={of}
          onChange={(filter) => filter && onChange({ ...metric, of: { ...of, ...filter } })}
          path={`metric-${place}`}
        />
      )}
      {metric.kind === 'mean' && !('tag' in of) && (
        <Select
          aria-label={t('prop')}
          popupMatchSelectWidth={false}
          value={of.prop ?? ''}
          options={[{ value: '', label: t('countOnly') }, ...numbers.map(({ id }) => ({ value: id, label: id }))]}
          onChange={(prop) => {
            const { prop: _, ...filter } = of;
            onChange({ ...metric, of: prop === '' ? filter : { ...filter, prop } });
          }}
          data-testid={`metric-${place}-prop`}
        />
      )}
    </>
  );
}

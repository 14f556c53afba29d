import { DeleteOutlined } from '@ant-design/icons';
import { Button, Checkbox, Input, InputNumber, Select } from 'antd';
import { DEFAULT_RESAMPLES, type ExperimentMetric } from '#shared/model/experiment';
import { metricLabel } from '#shared/model/metricLabels';
import { useConditionNames } from '../../../conditions/conditionNames';
import { useText } from '../../../text';
import { MarginField, withRole } from '../MarginField';
import { NumberField } from '../NumberField';
import { OutcomeFields } from '../OutcomeFields';
import type { DraftMetric } from './draftMetric';

const ROLES = ['primary', 'secondary', 'guardrail'] as const;
const KINDS = ['conversion', 'mean', 'ratio', 'quantile'] as const;
const DIRECTIONS = ['higher', 'lower'] as const;

interface MetricRowProps {
  readonly metric: DraftMetric;
  readonly place: number;
  /** Whether events may be counted in days after the exposure. */
  /** Whether it may have days of its own. */
  readonly hasStart: boolean;
  /** Whether these begin with the campaign. */
  readonly isRelease: boolean;
  readonly onChange: (metric: DraftMetric) => void;
  /** Null: the last one stays. */
  readonly onRemove: (() => void) | null;
}

/** What a metric is for, what it counts, within which days, and which way is better. */
export function MetricRow({ metric, place, hasStart, isRelease, onChange, onRemove }: MetricRowProps) {
  const t = useText('campaignResult');
  const names = useConditionNames();
  const label = metric.label || metricLabel(metric, names);
  return (
    <fieldset className="cmp-metric" aria-label={t('metricN', { n: place + 1, label })} data-testid={`metric-${place}`}>
      <Choice
        label={t('role')}
        value={metric.role}
        options={ROLES.map((value) => ({ value, label: t(`role.${value}`) }))}
        onChange={(role) => onChange(withRole(metric, role))}
        testId={`metric-role-${place}`}
      />
      <Choice
        label={t('kind')}
        value={metric.kind}
        options={KINDS.map((value) => ({ value, label: t(`kind.${value}`) }))}
        onChange={(kind) => onChange(withKind(metric, kind))}
        testId={`metric-kind-${place}`}
      />
      <OutcomeFields
        outcome={metric.of}
        sums={metric.kind !== 'conversion'}
        onChange={(of) => onChange({ ...metric, of })}
        path={`metric-${place}`}
      />
      {metric.kind === 'ratio' && (
        <>
          <span aria-hidden>÷</span>
          <OutcomeFields
            outcome={metric.per}
            sums
            onChange={(per) => onChange({ ...metric, per })}
            path={`metric-${place}-per`}
          />
        </>
      )}
      {hasStart && !('tag' in metric.of) && <DaysField metric={metric} place={place} isRelease={isRelease} onChange={onChange} />}
      <Choice
        label={t('better')}
        value={metric.better}
        options={DIRECTIONS.map((value) => ({ value, label: t(`better.${value}`) }))}
        onChange={(better) => onChange({ ...metric, better })}
        testId={`metric-better-${place}`}
      />
      {metric.role === 'guardrail' && <MarginField metric={metric} onChange={onChange} testId={`metric-margin-${place}`} />}
      {metric.kind === 'quantile' && (
        <NumberField
          label={t('quantile')}
          help={t('quantileHelp')}
          value={Math.round(metric.q * 100)}
          range={[1, 99]}
          precision={0}
          suffix="%"
          onChange={(percent) => onChange({ ...metric, q: Math.round(percent ?? 50) / 100 })}
          testId={`metric-quantile-${place}`}
        />
      )}
      {metric.kind === 'mean' && (
        <Checkbox
          checked={metric.cap}
          title={t('capHelp')}
          onChange={({ target }) => onChange({ ...metric, cap: target.checked })}
          data-testid={`metric-cap-${place}`}
        >
          {t('cap')}
        </Checkbox>
      )}
      <Input
        size="small"
        className="cmp-label"
        aria-label={t('label')}
        placeholder={label}
        title={t('label')}
        maxLength={200}
        value={metric.label}
        onChange={({ target }) => onChange({ ...metric, label: target.value })}
        data-testid={`metric-label-${place}`}
      />
      {onRemove && (
        <Button
          type="text"
          size="small"
          icon={<DeleteOutlined />}
          aria-label={t('removeMetric', { label })}
          onClick={onRemove}
          data-testid={`metric-remove-${place}`}
        />
      )}
    </fieldset>
  );
}

function withKind(
  { id, label, role, better, within, of, tau, after, margin }: DraftMetric,
  kind: ExperimentMetric['kind'],
): DraftMetric {
  const rest = {
    ...{ id, label, role, better, of },
    ...(within ? { within } : {}),
    ...(after ? { after } : {}),
    ...(tau === undefined ? {} : { tau }),
    ...(margin === undefined ? {} : { margin }),
  };
  if (kind === 'mean') return { ...rest, kind, cap: false };
  if (kind === 'quantile') return { ...rest, kind, q: 0.5, resamples: DEFAULT_RESAMPLES, seed: 1 };
  return kind === 'ratio' ? { ...rest, kind, per: 'tag' in of ? of : { event: of.event, where: of.where } } : { ...rest, kind };
}

function DaysField({ metric, place, isRelease, onChange }: Pick<MetricRowProps, 'metric' | 'place' | 'isRelease' | 'onChange'>) {
  const t = useText('campaignResult');
  const { within: _, ...whenever } = metric;
  return (
    <span className="hx-picker">
      <span className="hx-secondary">{t(isRelease ? 'withinRelease' : 'within')}</span>
      <InputNumber
        size="small"
        className="cmp-number"
        min={1}
        max={3650}
        precision={0}
        aria-label={t(isRelease ? 'withinReleaseDays' : 'withinDays')}
        placeholder={t('withinAny')}
        value={metric.within?.unit === 'day' ? metric.within.n : null}
        onChange={(n) => onChange(n === null ? whenever : { ...metric, within: { n, unit: 'day' } })}
        data-testid={`metric-within-${place}`}
      />
      <span className="hx-secondary">{t('days')}</span>
    </span>
  );
}

interface ChoiceProps<V extends string> {
  readonly label: string;
  readonly value: V;
  readonly options: { readonly value: V; readonly label: string }[];
  readonly onChange: (value: V) => void;
  readonly testId: string;
}

function Choice<V extends string>({ label, value, options, onChange, testId }: ChoiceProps<V>) {
  return (
    <Select<V>
      size="small"
      popupMatchSelectWidth={false}
      aria-label={label}
      value={value}
      options={options}
      onChange={onChange}
      data-testid={testId}
    />
  );
}

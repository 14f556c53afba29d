import type { ExperimentMetric } from '#shared/model/experiment';
import { useText } from '../../text';
import { NumberField } from './NumberField';

/** Only a guardrail has a margin. */
export function withRole<M extends ExperimentMetric>(metric: M, role: ExperimentMetric['role']): M {
  return role === 'guardrail' ? { ...metric, role } : { ...withoutMargin(metric), role };
}

function withoutMargin<M extends ExperimentMetric>({ margin: _, ...metric }: M): M {
  return metric as M;
}

interface MarginFieldProps<M> {
  readonly metric: M;
  readonly onChange: (metric: M) => void;
  readonly testId: string;
}

/** How much worse a guardrail may be, in per cent; empty: it only must not be worse beyond chance. */
export function MarginField<M extends ExperimentMetric>({ metric, onChange, testId }: MarginFieldProps<M>) {
  const t = useText('campaignResult');
  const { margin } = metric;
  return (
    <NumberField
      label={t('guardrailMargin')}
      help={t('guardrailMarginHelp')}
      value={margin === undefined ? null : margin * 100}
      range={[0.1, 100]}
      precision={1}
      suffix="%"
      onChange={(percent) => onChange(percent === null ? withoutMargin(metric) : { ...metric, margin: percent / 100 })}
      testId={testId}
    />
  );
}

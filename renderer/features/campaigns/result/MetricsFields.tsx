import { PlusOutlined } from '@ant-design/icons';
import { Button } from 'antd';
import { useConditionNames } from '../../../conditions/conditionNames';
import { useText } from '../../../text';
import { HelpTip } from '../../../ui/HelpTip';
import type { DraftMetric } from './draftMetric';
import { MetricRow } from './MetricRow';
import { type Chosen, choose } from './resultChoice';

const MOST_METRICS = 20;

/** What is compared: a line for each metric. */
export function MetricsFields({ chosen: { metrics, hasStart, source } }: { readonly chosen: Chosen }) {
  const t = useText('campaignResult');
  const { events } = useConditionNames();
  const set = (changed: readonly DraftMetric[]) => choose({ metrics: changed });
  const [commonest] = events;
  const add = () => {
    const of = commonest ? { event: commonest.event, where: [] } : { tag: '' };
    const role = metrics.length === 0 ? 'primary' : 'secondary';
    set([...metrics, { id: crypto.randomUUID(), kind: 'conversion', of, role, better: 'higher', label: '' }]);
  };
  return (
    <fieldset className="cmp-metrics" aria-label={t('metrics')}>
      <span className="hx-secondary">
        {t('metrics')} <HelpTip text={t('metricsHelp')} />
      </span>
      {metrics.map((metric, place) => (
        <MetricRow
          key={metric.id}
          metric={metric}
          place={place}
          hasStart={hasStart}
          isRelease={source === 'release'}
          onChange={(changed) => set(metrics.map((each) => (each.id === changed.id ? changed : each)))}
          onRemove={metrics.length > 1 ? () => set(metrics.filter(({ id }) => id !== metric.id)) : null}
        />
      ))}
      {metrics.length < MOST_METRICS && (
        <Button size="small" className="cmp-add" icon={<PlusOutlined />} onClick={add} data-testid="metric-add">
          {t('addMetric')}
        </Button>
      )}
    </fieldset>
  );
}

import { useState } from 'react';
import { useText } from '../../../text';
import { useSettled } from '../../../ui/useSettled';
import type { JourneyTabProps } from '../journeyTab';
import { TrendPickers } from './TrendPickers';
import { TrendSeriesList } from './TrendSeriesList';
import { TrendView } from './TrendView';
import { shownRange, shownSeries, trendSpecOf, useTrendChoice } from './trendChoice';
import './trends.css';

const TYPING_MS = 300;

/** How often events happen over time, and of how many customers. */
export function TrendsTab({ events, asOf }: JourneyTabProps) {
  const t = useText('trends');
  const choice = useTrendChoice();
  const spec = trendSpecOf(useSettled(choice, TYPING_MS), events, asOf);
  const [last, setLast] = useState(spec);
  if (spec && JSON.stringify(spec) !== JSON.stringify(last)) setLast(spec);
  const series = shownSeries(choice, events);
  return (
    <div className="jrn-tab" data-testid="trends">
      <TrendSeriesList series={series} events={events} />
      <TrendPickers range={shownRange(choice, events, asOf)} canSplit={series.length === 1} asOf={asOf} />
      {!trendSpecOf(choice, events, asOf) && (
        <p className="trd-note" role="status">
          {t('unfinished')}
        </p>
      )}
      {last && <TrendView spec={last} asOf={asOf} />}
    </div>
  );
}

import { useState } from 'react';
import { isCompleteFilter } from '../../../conditions/eventFilters';
import { useText } from '../../../text';
import { useSettled } from '../../../ui/useSettled';
import type { JourneyTabProps } from '../journeyTab';
import { RetentionPickers } from './RetentionPickers';
import { RetentionView } from './RetentionView';
import { shownRange, specOf, useRetentionChoice } from './retentionChoice';
import './retention.css';

const TYPING_MS = 300;

/** How many customers come back after they did something, and what they are worth over time. */
export function RetentionTab({ events, asOf }: JourneyTabProps) {
  const t = useText('retention');
  const choice = useRetentionChoice();
  const settled = useSettled(choice, TYPING_MS);
  const spec = specOf(settled, events, asOf);
  const [last, setLast] = useState(spec);
  if (spec && JSON.stringify(spec) !== JSON.stringify(last)) setLast(spec);
  const waits = [choice.start, choice.back].some((filter) => filter !== null && !isCompleteFilter(filter));
  return (
    <div className="jrn-tab" data-testid="retention">
      <p className="ret-define hx-secondary">{t('define')}</p>
      <RetentionPickers range={shownRange(choice, events, asOf)} />
      {!spec && (
        <p className="ret-note ret-warning" role="status">
          {t(waits ? 'unfinished' : 'unfinishedPeriods')}
        </p>
      )}
      {last && <RetentionView spec={last} />}
    </div>
  );
}

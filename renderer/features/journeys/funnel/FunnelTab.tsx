import { useMemo } from 'react';
import type { JourneyTabProps } from '../journeyTab';
import { FunnelAnswerView } from './FunnelAnswerView';
import { FunnelBuilder } from './FunnelBuilder';
import { specOf, useFunnelDraft } from './funnelDraft';
import './funnel.css';

/** How far customers get on a way of events, where they leave it, and why. */
export function FunnelTab({ events, asOf }: JourneyTabProps) {
  const draft = useFunnelDraft(({ history }) => history.present);
  const spec = useMemo(() => specOf(draft), [draft]);
  return (
    <div className="jrn-tab" data-testid="funnel">
      <FunnelBuilder events={events} asOf={asOf} />
      {spec && <FunnelAnswerView spec={spec} asOf={asOf} />}
    </div>
  );
}

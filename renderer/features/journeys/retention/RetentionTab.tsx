import { useState } from 'react';
import type { EventFilter } from '#shared/model/event';
import { useFormat, useText } from '../../../text';
import { EventField } from '../EventField';
import type { JourneyTabProps } from '../journeyTab';
import { RangeFields } from '../RangeFields';
import { WhoField } from '../WhoField';

/** How many customers come back after they did something. */
export function RetentionTab({ events, asOf }: JourneyTabProps) {
  const t = useText('retention');
  const format = useFormat();
  const [start, setStart] = useState<EventFilter | null>(events[0] ? { event: events[0].event, where: [] } : null);
  const [range, setRange] = useState({ from: events[0]?.first ?? asOf, to: asOf });
  const [who, setWho] = useState<string>();
  const kind = events.find(({ event }) => event === start?.event);
  return (
    <div className="jrn-tab" data-testid="retention">
      <div className="jrn-pickers">
        <EventField label={t('start')} filter={start} onChange={setStart} any={t('anyStart')} path="retention-start" />
        <RangeFields range={range} onChange={setRange} testId="retention" />
        <WhoField who={who} onChange={setWho} testId="retention-who" />
        {kind && <span>{t('events', { n: format.exact(kind.n), customers: format.exact(kind.customers) })}</span>}
      </div>
    </div>
  );
}

import { useState } from 'react';
import { useFormat, useText } from '../../../text';
import type { JourneyTabProps } from '../journeyTab';
import { Picker } from '../Picker';
import { RangeFields } from '../RangeFields';
import { WhoField } from '../WhoField';

/** How many customers come back after they did something. */
export function RetentionTab({ events, asOf }: JourneyTabProps) {
  const t = useText('retention');
  const format = useFormat();
  const [start, setStart] = useState(events[0]?.event);
  const [range, setRange] = useState({ from: events[0]?.first ?? asOf, to: asOf });
  const [who, setWho] = useState<string>();
  const kind = events.find(({ event }) => event === start);
  return (
    <div className="jrn-tab" data-testid="retention">
      <div className="jrn-pickers">
        <Picker
          label={t('start')}
          value={start}
          options={events.map(({ event }) => ({ value: event, label: event }))}
          onChange={setStart}
          testId="retention-start"
        />
        <RangeFields range={range} onChange={setRange} testId="retention" />
        <WhoField who={who} onChange={setWho} testId="retention-who" />
        {kind && <span>{t('events', { n: format.exact(kind.n), customers: format.exact(kind.customers) })}</span>}
      </div>
    </div>
  );
}

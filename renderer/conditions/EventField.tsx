import { CloseOutlined } from '@ant-design/icons';
import { Button } from 'antd';
import type { EventFilter } from '#shared/model/event';
import { useText } from '../text';
import { Picker } from '../ui/Picker';
import { useConditionNames } from './conditionNames';
import { EventFilterEditor } from './EventFilterEditor';

interface EventFieldProps {
  readonly label: string;
  /** Null: any event. */
  readonly filter: EventFilter | null;
  readonly onChange: (filter: EventFilter | null) => void;
  /** What null is called where it may be chosen. */
  readonly any?: string;
  /** Tells the fields of the page apart. */
  readonly path: string;
}

/** An event of the stream with conditions on its properties, or any event. */
export function EventField({ label, filter, onChange, any, path }: EventFieldProps) {
  const t = useText('common');
  const { events } = useConditionNames();
  if (filter === null) {
    return (
      <Picker
        label={label}
        value={ANY}
        options={[{ value: ANY, label: any ?? '' }, ...events.map(({ event }) => ({ value: event, label: event }))]}
        onChange={(event) => event !== ANY && onChange({ event, where: [] })}
        testId={`event-${path}`}
      />
    );
  }
  return (
    <fieldset className="cnd-event-field" aria-label={label}>
      <span className="hx-secondary">{label}</span>
      <EventFilterEditor filter={filter} onChange={onChange} path={path} />
      {any !== undefined && (
        <Button
          type="text"
          size="small"
          icon={<CloseOutlined />}
          title={any}
          aria-label={t('anyInstead', { any })}
          onClick={() => onChange(null)}
          data-testid={`event-any-${path}`}
        />
      )}
    </fieldset>
  );
}

/** No event has an empty name. */
const ANY = '';

import { Input, Select } from 'antd';
import type { EventFilter } from '#shared/model/event';
import { useConditionNames } from '../../conditions/conditionNames';
import { useText } from '../../text';

interface Named {
  /** Absent: the event's own name. */
  readonly label: string | undefined;
  /** Events that count as the same. */
  readonly or: readonly EventFilter[] | undefined;
}

interface NameFieldsProps extends Named {
  readonly event: string;
  readonly onChange: (change: Partial<Named>, typing?: boolean) => void;
  readonly testId: (field: 'label' | 'or') => string;
}

/** What an event is called here, and which others count as it. */
export function NameFields({ event, label, or = [], onChange, testId }: NameFieldsProps) {
  const t = useText('journeys');
  const { events } = useConditionNames();
  return (
    <>
      <div className="jrn-field">
        {t('ownName')}
        <Input
          size="small"
          maxLength={200}
          aria-label={t('ownName')}
          value={label ?? ''}
          placeholder={event}
          onChange={({ target }) => onChange({ label: target.value === '' ? undefined : target.value }, true)}
          data-testid={testId('label')}
        />
      </div>
      <div className="jrn-field">
        {t('alsoCounts')}
        <Select
          size="small"
          mode="multiple"
          aria-label={t('alsoCounts')}
          value={or.map((each) => each.event)}
          options={events.filter((each) => each.event !== event).map((each) => ({ value: each.event, label: each.event }))}
          onChange={(chosen) =>
            onChange({ or: chosen.length === 0 ? undefined : chosen.map((name) => ({ event: name, where: [] })) })
          }
          data-testid={testId('or')}
        />
      </div>
    </>
  );
}

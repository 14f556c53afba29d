import { Segmented, Select } from 'antd';
import type { Outcome } from '#shared/model/experiment';
import { numbersOf } from '#shared/model/experimentProposals';
import { useConditionNames } from '../../conditions/conditionNames';
import { EventFilterEditor } from '../../conditions/EventFilterEditor';
import { useText } from '../../text';
import { findsOption } from '../../ui/searchText';

const COUNT = '';

interface OutcomeFieldsProps {
  readonly outcome: Outcome;
  /** Whether a property may be added up, or events counted. */
  readonly sums: boolean;
  readonly onChange: (outcome: Outcome) => void;
  readonly path: string;
}

/** What is counted of a customer: events with conditions, the sum of a property of theirs, or a tag. */
export function OutcomeFields({ outcome, sums, onChange, path }: OutcomeFieldsProps) {
  const t = useText('campaignResult');
  const { events } = useConditionNames();
  const isTag = 'tag' in outcome;
  const [commonest] = events;
  return (
    <span className="cmp-outcome">
      {commonest && (
        <Segmented<'event' | 'tag'>
          size="small"
          aria-label={t('outcome')}
          value={isTag ? 'tag' : 'event'}
          options={[
            { value: 'event', label: t('outcome.event') },
            { value: 'tag', label: <span data-testid={`${path}-tag`}>{t('outcome.tag')}</span> },
          ]}
          onChange={(kind) => onChange(kind === 'tag' ? { tag: '' } : { event: commonest.event, where: [] })}
        />
      )}
      {isTag ? (
        <TagField outcome={outcome} onChange={onChange} path={path} />
      ) : (
        <>
          <EventFilterEditor filter={outcome} onChange={onChange} path={path} />
          {sums && <PropField outcome={outcome} onChange={onChange} path={path} />}
        </>
      )}
    </span>
  );
}

function TagField({
  outcome,
  onChange,
  path,
}: {
  outcome: { tag: string };
  onChange: OutcomeFieldsProps['onChange'];
  path: string;
}) {
  const t = useText('campaignResult');
  const { tags } = useConditionNames();
  const fit = [...tags.values()].filter(({ type }) => type === 'number' || type === 'boolean');
  return (
    <Select<string>
      size="small"
      className="hx-picker-select"
      popupMatchSelectWidth={false}
      showSearch={{ filterOption: findsOption }}
      aria-label={t('outcome.tag')}
      placeholder={t('chooseTag')}
      value={outcome.tag === '' ? null : outcome.tag}
      options={fit.map(({ id, name }) => ({ value: id, label: name }))}
      onChange={(tag) => onChange({ tag })}
      data-testid={`${path}-tag-name`}
    />
  );
}

interface PropFieldProps {
  readonly outcome: Exclude<Outcome, { tag: string }>;
  readonly onChange: OutcomeFieldsProps['onChange'];
  readonly path: string;
}

function PropField({ outcome, onChange, path }: PropFieldProps) {
  const t = useText('campaignResult');
  const { events, props } = useConditionNames();
  const kind = events.find(({ event }) => event === outcome.event);
  const { prop: _, ...counted } = outcome;
  return (
    <Select<string>
      size="small"
      popupMatchSelectWidth={false}
      aria-label={t('prop')}
      value={outcome.prop ?? COUNT}
      options={[
        { value: COUNT, label: t('propCount') },
        ...(kind ? numbersOf(kind, props) : []).map((id) => ({ value: id, label: t('propSum', { prop: id }) })),
      ]}
      onChange={(prop) => onChange(prop === COUNT ? counted : { ...outcome, prop })}
      data-testid={`${path}-prop`}
    />
  );
}

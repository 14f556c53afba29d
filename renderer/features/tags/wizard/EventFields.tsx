import { CloseOutlined } from '@ant-design/icons';
import { Button, Select } from 'antd';
import type { EventFilter, PropCondition } from '#shared/model/event';
import { OPERATORS_BY_TYPE } from '#shared/model/tag';
import type { TagOperator } from '#shared/model/value';
import { useFormat, useText } from '../../../text';
import { Field } from '../Field';
import { useEvents } from './useEvents';
import { WhereValues } from './WhereValues';
import { newWhere, withOp } from './whereDraft';

interface EventFieldsProps {
  readonly filter: EventFilter;
  readonly onChange: (filter: EventFilter) => void;
}

/** Which events count: those of a name whose properties meet all the conditions. */
export function EventFields({ filter: { event, where }, onChange }: EventFieldsProps) {
  const t = useText('tagForms');
  const format = useFormat();
  const { events, propsOf, typeOf } = useEvents();
  const known = propsOf(event);
  const set = (changed: PropCondition[]) => onChange({ event, where: changed });
  return (
    <>
      <Field label={t('event')}>
        <Select
          showSearch
          aria-label={t('event')}
          placeholder={t('choose')}
          notFoundContent={t('noEvents')}
          value={event || null}
          options={events.map((kind) => ({ value: kind.event, label: `${kind.event} (${format.count(kind.n)})` }))}
          onChange={(next) =>
            onChange({ event: next ?? '', where: where.filter(({ prop }) => propsOf(next ?? '').includes(prop)) })
          }
          data-testid="wizard-event"
        />
      </Field>
      <Field label={t('where')}>
        <ul className="tags-where">
          {where.map((condition, index) => (
            <WhereRow
              key={keyOf(index)}
              event={event}
              condition={condition}
              onChange={(changed) => set(where.with(index, changed))}
              onRemove={() => set(where.toSpliced(index, 1))}
            />
          ))}
        </ul>
        <Select
          size="small"
          disabled={known.length === 0}
          aria-label={t('addWhere')}
          placeholder={t('addWhere')}
          value={null}
          options={known.map((prop) => ({ value: prop, label: prop }))}
          onChange={(prop: string | null) => prop !== null && set([...where, newWhere(prop, typeOf(prop))])}
          data-testid="wizard-add-where"
        />
      </Field>
    </>
  );
}

/** Conditions have no identity but their place. */
function keyOf(index: number): string {
  return `where-${index}`;
}

interface WhereRowProps {
  readonly event: string;
  readonly condition: PropCondition;
  readonly onChange: (condition: PropCondition) => void;
  readonly onRemove: () => void;
}

function WhereRow({ event, condition, onChange, onRemove }: WhereRowProps) {
  const t = useText('tagForms');
  const ops = useText('segments');
  const { typeOf } = useEvents();
  const type = typeOf(condition.prop);
  const compares = (op: TagOperator) => op === 'lt' || op === 'lte' || op === 'gt' || op === 'gte';
  const nameOf = (op: TagOperator) =>
    type === 'date' && compares(op) ? ops(`op.date.${op as 'lt' | 'lte' | 'gt' | 'gte'}`) : ops(`op.${op}`);
  return (
    <li>
      <span className="hx-ellipsis">{condition.prop}</span>
      <Select<TagOperator>
        size="small"
        popupMatchSelectWidth={false}
        aria-label={ops('operator')}
        value={condition.op}
        options={OPERATORS_BY_TYPE[type].map((op) => ({ value: op, label: nameOf(op) }))}
        onChange={(op) => onChange(withOp(condition, op, type))}
      />
      <WhereValues event={event} condition={condition} type={type} onChange={onChange} />
      <Button
        size="small"
        type="text"
        icon={<CloseOutlined />}
        aria-label={t('removeWhere', { prop: condition.prop })}
        onClick={onRemove}
      />
    </li>
  );
}

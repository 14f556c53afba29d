import { CloseOutlined, FilterOutlined } from '@ant-design/icons';
import { Button, Select } from 'antd';
import type { EventFilter, PropCondition } from '#shared/model/event';
import { useFormat, useText } from '../text';
import { ComparisonEditor } from './ComparisonEditor';
import { useConditionNames } from './conditionNames';
import { newComparison } from './conditionValues';
import { inPlaces, propType, withEvent } from './eventFilters';
import './conditions.css';

interface EventFilterEditorProps<T extends EventFilter> {
  readonly filter: T;
  readonly onChange: (filter: T, typing?: boolean) => void;
  readonly path: string;
}

/** Which events: a name of the stream, and conditions on their properties. */
export function EventFilterEditor<T extends EventFilter>({ filter, onChange, path }: EventFilterEditorProps<T>) {
  const t = useText('segments');
  const { props } = useConditionNames();
  const known = useKnownProps(filter.event);
  const setWhere = (where: PropCondition[], typing?: boolean) => onChange({ ...filter, where }, typing);
  const add = (prop: string) => setWhere([...filter.where, conditionOn(prop, propType(prop, props))]);
  return (
    <>
      <EventSelect filter={filter} onChange={onChange} path={path} />
      {inPlaces(filter.where).map(({ item, place }) => (
        <PropConditionEditor
          key={place}
          event={filter.event}
          condition={item}
          onChange={(changed, typing) => setWhere(filter.where.with(place, changed), typing)}
          onRemove={() => setWhere(filter.where.toSpliced(place, 1))}
          path={`${path}-where-${place}`}
        />
      ))}
      {known.length > 0 && (
        <Select
          size="small"
          variant="borderless"
          className="cnd-add-where"
          popupMatchSelectWidth={false}
          suffixIcon={<FilterOutlined />}
          aria-label={t('addWhere')}
          placeholder={t('addWhere')}
          value={null}
          options={known.map((prop) => ({ value: prop, label: prop }))}
          onChange={(prop) => prop !== null && add(prop)}
          data-testid={`rule-add-where-${path}`}
        />
      )}
    </>
  );
}

function conditionOn(prop: string, type: Parameters<typeof newComparison>[0]): PropCondition {
  const { op, values } = newComparison(type);
  return { prop, op, values: [...values] as PropCondition['values'] };
}

function useKnownProps(event: string): readonly string[] {
  const { events } = useConditionNames();
  return events.find((kind) => kind.event === event)?.props ?? [];
}

function EventSelect<T extends EventFilter>({ filter, onChange, path }: EventFilterEditorProps<T>) {
  const t = useText('segments');
  const format = useFormat();
  const { events } = useConditionNames();
  const isKnown = events.some(({ event }) => event === filter.event);
  const choose = (event: string) => onChange(withEvent(filter, event, events.find((kind) => kind.event === event)?.props ?? []));
  return (
    <Select
      size="small"
      showSearch
      className="cnd-event"
      popupMatchSelectWidth={false}
      status={isKnown || events.length === 0 ? '' : 'error'}
      aria-label={t('event')}
      value={filter.event}
      options={events.map(({ event, n }) => ({ value: event, label: event, n }))}
      optionRender={({ data }) => (
        <div className="cnd-value-option">
          <span className="cnd-value-name">{data.label}</span>
          <span className="hx-faint">{format.count(data.n)}</span>
        </div>
      )}
      onChange={choose}
      data-testid={`rule-event-${path}`}
    />
  );
}

interface PropConditionEditorProps {
  readonly event: string;
  readonly condition: PropCondition;
  readonly onChange: (condition: PropCondition, typing?: boolean) => void;
  readonly onRemove: () => void;
  readonly path: string;
}

function PropConditionEditor({ event, condition, onChange, onRemove, path }: PropConditionEditorProps) {
  const t = useText('segments');
  const { props } = useConditionNames();
  const { prop } = condition;
  return (
    <span className="cnd-where">
      <span className="cnd-where-prop">{prop}</span>
      <ComparisonEditor
        comparison={condition}
        subject={{ kind: 'prop', event, prop, type: propType(prop, props) }}
        onChange={({ op, values }, typing) => onChange({ prop, op, values: [...values] as PropCondition['values'] }, typing)}
        path={path}
      />
      <Button
        size="small"
        type="text"
        icon={<CloseOutlined />}
        aria-label={t('removeWhere', { prop })}
        onClick={onRemove}
        data-testid={`rule-remove-${path}`}
      />
    </span>
  );
}

import { CloseOutlined, NodeIndexOutlined, PlusOutlined } from '@ant-design/icons';
import { Button, DatePicker } from 'antd';
import dayjs, { type Dayjs } from 'dayjs';
import type { EventFilter } from '#shared/model/event';
import { EVENT_UNITS } from '#shared/model/value';
import { EventFilterEditor } from '../../conditions/EventFilterEditor';
import { inPlaces } from '../../conditions/eventFilters';
import { useText } from '../../text';
import { SpanFields } from '../../ui/SpanFields';
import { useSegmentEditor } from './openEditors';
import { setCondition } from './rowActions';
import type { DraftSequence } from './ruleTree';

const FEWEST_STEPS = 2;
/** More a person cannot oversee here; a funnel's rule may have more. */
const MOST_STEPS = 10;

interface SequenceEditorProps {
  readonly condition: DraftSequence;
  readonly path: string;
}

/** Steps in their order, the time for all of them, and what must not happen between. */
export function SequenceEditor({ condition, path }: SequenceEditorProps) {
  const t = useText('segments');
  const editor = useSegmentEditor();
  const { steps, exclude } = condition;
  const change = (changed: Partial<DraftSequence>, typing?: boolean) =>
    setCondition(editor, { ...condition, ...changed }, typing);
  return (
    <div className="seg-sequence">
      <div className="seg-condition">
        <span className="seg-chip">
          <NodeIndexOutlined aria-hidden /> {t('didInOrder')}
        </span>
        <Within condition={condition} path={path} />
        <FirstStepIn condition={condition} path={path} />
      </div>
      <FilterList
        filters={steps}
        fewest={FEWEST_STEPS}
        name={(index) => t('step', { n: index + 1 })}
        onChange={(changed, typing) => change({ steps: changed }, typing)}
        path={`${path}-step`}
      />
      <FilterList
        filters={exclude}
        fewest={0}
        name={() => t('without')}
        onChange={(changed, typing) => change({ exclude: changed }, typing)}
        path={`${path}-exclude`}
      />
      <div className="seg-sequence-add">
        <AddFilter
          label={t('addStep')}
          disabled={steps.length >= MOST_STEPS}
          onAdd={() => change({ steps: [...steps, next(condition)] })}
          testId={`rule-add-step-${path}`}
        />
        <AddFilter
          label={t('addExclude')}
          disabled={exclude.length >= MOST_STEPS}
          onAdd={() => change({ exclude: [...exclude, next(condition)] })}
          testId={`rule-add-exclude-${path}`}
        />
      </div>
    </div>
  );
}

function next({ steps }: DraftSequence): EventFilter {
  return { event: steps.at(-1)?.event ?? '', where: [] };
}

function Within({ condition, path }: SequenceEditorProps) {
  const t = useText('segments');
  const editor = useSegmentEditor();
  return (
    <span className="cnd-range">
      {t('within')}
      <SpanFields
        {...condition.within}
        units={EVENT_UNITS}
        onChange={(within, typing) => setCondition(editor, { ...condition, within }, typing)}
        testIds={[`rule-within-n-${path}`, `rule-within-unit-${path}`]}
      />
    </span>
  );
}

/** Days that the first step is between; none is any time. */
function FirstStepIn({ condition, path }: SequenceEditorProps) {
  const t = useText('segments');
  const editor = useSegmentEditor();
  const { range, ...rest } = condition;
  return (
    <span className="cnd-range">
      {t('firstStep')}
      <DatePicker.RangePicker
        size="small"
        allowClear
        aria-label={t('firstStep')}
        placeholder={[t('anyDay'), t('anyDay')]}
        value={range ? [dayjs(range.from), dayjs(range.to)] : null}
        onChange={(days) => setCondition(editor, { ...rest, ...chosenRange(days) })}
        data-testid={`rule-range-${path}`}
      />
    </span>
  );
}

function chosenRange(days: readonly (Dayjs | null)[] | null): Pick<DraftSequence, 'range'> {
  const [from, to] = (days ?? []).map((day) => day?.format('YYYY-MM-DD'));
  return from && to ? { range: { from, to } } : {};
}

interface FilterListProps {
  readonly filters: readonly EventFilter[];
  readonly fewest: number;
  readonly name: (index: number) => string;
  readonly onChange: (filters: EventFilter[], typing?: boolean) => void;
  readonly path: string;
}

function FilterList({ filters, fewest, name, onChange, path }: FilterListProps) {
  const t = useText('segments');
  return inPlaces(filters).map(({ item, place }) => (
    <div className="seg-condition seg-step" key={place}>
      <span className="seg-step-name">{name(place)}</span>
      <EventFilterEditor
        filter={item}
        onChange={(changed, typing) => onChange(filters.with(place, changed), typing)}
        path={`${path}-${place}`}
      />
      {filters.length > fewest && (
        <Button
          size="small"
          type="text"
          icon={<CloseOutlined />}
          aria-label={t('removeStep', { name: name(place) })}
          onClick={() => onChange(filters.toSpliced(place, 1))}
          data-testid={`rule-remove-${path}-${place}`}
        />
      )}
    </div>
  ));
}

interface AddFilterProps {
  readonly label: string;
  readonly disabled: boolean;
  readonly onAdd: () => void;
  readonly testId: string;
}

function AddFilter({ label, disabled, onAdd, testId }: AddFilterProps) {
  return (
    <Button size="small" type="link" icon={<PlusOutlined />} disabled={disabled} onClick={onAdd} data-testid={testId}>
      {label}
    </Button>
  );
}

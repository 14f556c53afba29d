import { Input, Select } from 'antd';
import { type EventWindow, MEASURES, type Measure, wantsProp } from '#shared/model/event';
import { measureTakes } from '#shared/model/measure';
import type { TagSource, TagSourceOf } from '#shared/model/tagSource';
import { EVENT_UNITS } from '#shared/model/value';
import { useKernel } from '../../../engine/kernel';
import { useText } from '../../../text';
import { SpanFields } from '../../../ui/SpanFields';
import { Field } from '../Field';
import { EventFields } from './EventFields';
import { useEvents } from './useEvents';

type Behaviour = TagSourceOf<'behaviour'>;

interface BehaviourFormProps {
  readonly source: Behaviour;
  readonly onChange: (source: TagSource) => void;
}

/** A measure of the customer's events: of which, of what in them, over what time. */
export function BehaviourForm({ source, onChange }: BehaviourFormProps) {
  const t = useText('tagForms');
  const names = useText('segments');
  const { propsOf, typeOf } = useEvents();
  const { measure, event, window } = source;
  const props = propsOf(event).filter((prop) => measureTakes(measure, typeOf(prop)));
  const withMeasure = (next: Measure) => {
    const { prop: _, ...rest } = source;
    onChange({ ...rest, measure: next });
  };
  return (
    <>
      <EventFields filter={source} onChange={(filter) => onChange({ ...source, ...filter })} />
      <div className="tags-fields">
        <Field label={t('measure')}>
          <Select
            virtual={false}
            aria-label={t('measure')}
            value={measure}
            options={MEASURES.map((value) => ({ value, label: names(`measure.${value}`) }))}
            onChange={withMeasure}
            data-testid="wizard-measure"
          />
        </Field>
        {wantsProp(measure) && (
          <Field label={t('prop')}>
            <Select
              aria-label={t('prop')}
              placeholder={t('choose')}
              value={source.prop ?? null}
              options={props.map((value) => ({ value, label: value }))}
              onChange={(prop) => prop !== null && onChange({ ...source, prop })}
              data-testid="wizard-prop"
            />
          </Field>
        )}
      </div>
      <WindowField
        window={window}
        onChange={(next) => {
          const { window: _, ...rest } = source;
          onChange(next ? { ...rest, window: next } : rest);
        }}
      />
    </>
  );
}

const SPAN_IDS = ['wizard-span-n', 'wizard-span-unit'] as const;

type WindowKind = 'any' | 'last' | 'between';

interface WindowFieldProps {
  readonly window: EventWindow | undefined;
  readonly onChange: (window: EventWindow | undefined) => void;
}

function WindowField({ window, onChange }: WindowFieldProps) {
  const t = useText('tagForms');
  const names = useText('segments');
  const { data: info } = useKernel('workspace.info', {}, { background: true });
  const asOf = info?.asOf ?? new Date().toISOString().slice(0, 10);
  const kind: WindowKind = window === undefined ? 'any' : 'last' in window ? 'last' : 'between';
  const starts: Record<WindowKind, EventWindow | undefined> = {
    any: undefined,
    last: { last: { n: 90, unit: 'day' } },
    between: { from: asOf, to: asOf },
  };
  return (
    <Field label={t('window')}>
      <span className="tags-inline">
        <Select<WindowKind>
          size="small"
          popupMatchSelectWidth={false}
          aria-label={t('window')}
          value={kind}
          options={(['any', 'last', 'between'] as const).map((value) => ({ value, label: names(`window.${value}`) }))}
          onChange={(next) => onChange(starts[next])}
          data-testid="wizard-window"
        />
        {window && 'last' in window && (
          <SpanFields {...window.last} units={EVENT_UNITS} onChange={(last) => onChange({ last })} testIds={SPAN_IDS} />
        )}
        {window && 'from' in window && <DayRange window={window} onChange={onChange} />}
      </span>
    </Field>
  );
}

interface DayRangeProps {
  readonly window: Extract<EventWindow, { from: unknown }>;
  readonly onChange: (window: EventWindow) => void;
}

/** Ends that count from another day are left to whoever wrote them, until a day is put in their place. */
function DayRange({ window, onChange }: DayRangeProps) {
  const t = useText('tagForms');
  const end = (name: 'from' | 'to') => {
    const day = window[name];
    return (
      <Input
        size="small"
        type="date"
        aria-label={t(name)}
        value={typeof day === 'string' ? day : ''}
        onChange={({ target }) => target.value !== '' && onChange({ ...window, [name]: target.value })}
      />
    );
  };
  return (
    <>
      {end('from')}
      <span aria-hidden>–</span>
      {end('to')}
    </>
  );
}

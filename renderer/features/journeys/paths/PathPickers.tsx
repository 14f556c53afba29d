import { Checkbox, InputNumber, Segmented, Select, Tag } from 'antd';
import type { ReactNode } from 'react';
import type { EventKind } from '#shared/model/event';
import { DEEPEST_PATH, MOST_PATH_NODES, PATH_UNITS, type PathLimit, type PathSpec } from '#shared/model/path';
import { EventField } from '../../../conditions/EventField';
import { WhoField } from '../../../conditions/WhoField';
import { useText } from '../../../text';
import { RangeFields } from '../../../ui/RangeFields';
import { setPathChoice, usePathChoice } from './pathChoice';

interface PathPickersProps {
  readonly spec: PathSpec;
  readonly events: readonly EventKind[];
}

/** What paths are followed: from where, of whom, how far. */
export function PathPickers({ spec, events }: PathPickersProps) {
  return (
    <>
      <div className="hx-pickers">
        <StartPickers spec={spec} />
        <RangeFields range={spec.range} onChange={(range) => setPathChoice({ range })} testId="paths" />
        <WhoField who={spec.who} onChange={(who) => setPathChoice({ who })} testId="paths-who" />
      </div>
      <div className="hx-pickers">
        <CountPickers spec={spec} />
        <LimitField label="within" limit={spec.within} onChange={(within) => setPathChoice({ within })} />
        <LimitField label="gap" limit={spec.gap} onChange={(gap) => setPathChoice({ gap })} />
      </div>
      <div className="hx-pickers">
        <HiddenField spec={spec} events={events} />
        <Groups groups={spec.groups} />
      </div>
    </>
  );
}

const DIRECTIONS = ['from', 'to', 'any'] as const;

function StartPickers({ spec }: { readonly spec: PathSpec }) {
  const t = useText('paths');
  const direction = usePathChoice((choice) => choice.direction);
  const start = spec.from ?? spec.to ?? null;
  return (
    <>
      <Segmented
        aria-label={t('direction')}
        value={direction}
        onChange={(chosen) => setPathChoice({ direction: chosen })}
        options={DIRECTIONS.map((value) => ({
          value,
          label: <span data-testid={`paths-direction-${value}`}>{t(`direction.${value}`)}</span>,
        }))}
      />
      {start && (
        <EventField
          label={t(direction === 'to' ? 'end' : 'start')}
          filter={start}
          onChange={(filter) => setPathChoice({ start: filter })}
          path="paths-start"
        />
      )}
    </>
  );
}

const COUNTS = ['customers', 'attempts'] as const;

function CountPickers({ spec }: { readonly spec: PathSpec }) {
  const t = useText('paths');
  return (
    <>
      <Segmented
        aria-label={t('count')}
        value={spec.count}
        onChange={(count) => setPathChoice({ count })}
        options={COUNTS.map((value) => ({
          value,
          label: <span data-testid={`paths-count-${value}`}>{t(`count.${value}`)}</span>,
        }))}
      />
      <NumberField
        label={t('depth')}
        value={spec.depth}
        max={DEEPEST_PATH}
        onChange={(depth) => setPathChoice({ depth })}
        testId="paths-depth"
      />
      <NumberField
        label={t('top')}
        value={spec.top}
        max={MOST_PATH_NODES}
        onChange={(top) => setPathChoice({ top })}
        testId="paths-top"
      />
      <Checkbox
        checked={spec.collapseRepeats}
        onChange={({ target }) => setPathChoice({ collapseRepeats: target.checked })}
        data-testid="paths-collapse"
      >
        {t('collapse')}
      </Checkbox>
    </>
  );
}

function Labelled({ label, children }: { readonly label: string; readonly children: ReactNode }) {
  return (
    <span className="hx-picker">
      <span className="hx-secondary">{label}</span>
      {children}
    </span>
  );
}

interface NumberFieldProps {
  readonly label: string;
  readonly value: number;
  readonly max: number;
  readonly onChange: (value: number) => void;
  readonly testId: string;
}

function NumberField({ label, value, max, onChange, testId }: NumberFieldProps) {
  return (
    <Labelled label={label}>
      <InputNumber
        className="pth-number"
        min={1}
        max={max}
        precision={0}
        aria-label={label}
        value={value}
        onChange={(typed) => typed !== null && onChange(typed)}
        data-testid={testId}
      />
    </Labelled>
  );
}

interface LimitFieldProps {
  readonly label: 'within' | 'gap';
  readonly limit: PathLimit | undefined;
  readonly onChange: (limit: PathLimit | undefined) => void;
}

/** A span of time; an empty number is none. */
function LimitField({ label, limit, onChange }: LimitFieldProps) {
  const t = useText('paths');
  const unit = limit?.unit ?? (label === 'gap' ? 'hour' : 'day');
  return (
    <Labelled label={t(label)}>
      <InputNumber
        className="pth-number"
        min={1}
        max={100_000}
        precision={0}
        aria-label={t(label)}
        placeholder={t('unlimited')}
        value={limit?.n ?? null}
        onChange={(n) => onChange(n === null ? undefined : { n, unit })}
        data-testid={`paths-${label}`}
      />
      {limit && (
        <Select<PathLimit['unit']>
          popupMatchSelectWidth={false}
          aria-label={`${t(label)} ${t('unit')}`}
          value={unit}
          options={PATH_UNITS.map((value) => ({ value, label: t(`unit.${value}`) }))}
          onChange={(chosen) => onChange({ n: limit.n, unit: chosen })}
          data-testid={`paths-${label}-unit`}
        />
      )}
    </Labelled>
  );
}

function HiddenField({ spec, events }: PathPickersProps) {
  const t = useText('paths');
  const start = (spec.from ?? spec.to)?.event;
  return (
    <Labelled label={t('hidden')}>
      <Select
        mode="multiple"
        className="pth-hidden"
        popupMatchSelectWidth={false}
        maxTagCount="responsive"
        aria-label={t('hidden')}
        placeholder={t('hideNone')}
        value={spec.hide}
        options={events.filter(({ event }) => event !== start).map(({ event }) => ({ value: event, label: event }))}
        onChange={(hide) => setPathChoice({ hide })}
        data-testid="paths-hidden"
      />
    </Labelled>
  );
}

function Groups({ groups }: Pick<PathSpec, 'groups'>) {
  const t = useText('paths');
  if (groups.length === 0) return null;
  return (
    <Labelled label={t('groups')}>
      {groups.map(({ name, events }) => (
        <Tag
          key={name}
          title={events.join(', ')}
          closable={{ 'aria-label': t('ungroup', { group: name }) }}
          onClose={() => setPathChoice({ groups: groups.filter((group) => group.name !== name) })}
          data-testid={`paths-group-${name}`}
        >
          {`${name} = ${events.join(' + ')}`}
        </Tag>
      ))}
    </Labelled>
  );
}

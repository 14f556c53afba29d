import { Input } from 'antd';
import { useId } from 'react';
import type { RetentionSpec } from '#shared/model/retention';
import { useConditionNames } from '../../../conditions/conditionNames';
import { EventField } from '../../../conditions/EventField';
import { WhoField } from '../../../conditions/WhoField';
import { useKernel } from '../../../engine/kernel';
import { useText } from '../../../text';
import { HelpTip } from '../../../ui/HelpTip';
import { ManyPicker } from '../../../ui/ManyPicker';
import { nameWithUnit } from '../../../ui/nameWithUnit';
import { Picker } from '../../../ui/Picker';
import { RangeFields } from '../../../ui/RangeFields';
import { balanceColumns } from '../changes/changeDraft';
import { bracketsOf, useRetentionChoice } from './retentionChoice';

const choose = useRetentionChoice.setState;

/** Which events, of whom, when, and how the periods are counted. */
export function RetentionPickers({ range }: { readonly range: RetentionSpec['range'] }) {
  const t = useText('retention');
  const { start, back, unit, who } = useRetentionChoice();
  return (
    <div className="ret-asked">
      <div className="hx-pickers">
        <EventField
          label={t('start')}
          filter={start}
          onChange={(filter) => choose({ start: filter })}
          any={t('anyStart')}
          path="retention-start"
        />
        <EventField
          label={t('back')}
          filter={back}
          onChange={(filter) => choose({ back: filter, value: undefined })}
          any={t('anyBack')}
          path="retention-back"
        />
      </div>
      <div className="hx-pickers">
        <Picker
          label={t('unit')}
          value={unit}
          options={(['day', 'week', 'month'] as const).map((value) => ({ value, label: t(`unit.${value}`) }))}
          onChange={(value) => choose({ unit: value })}
          testId="retention-unit"
        />
        <RangeFields range={range} onChange={(changed) => choose({ range: changed })} testId="retention" />
        <WhoField who={who} onChange={(segment) => choose({ who: segment, level: null })} testId="retention-who" />
      </div>
      <div className="hx-pickers">
        <PeriodFields />
        <ByField />
        <ValueField />
        <BalanceField />
      </div>
    </div>
  );
}

function PeriodFields() {
  const t = useText('retention');
  const id = useId();
  const { kind, periods, brackets } = useRetentionChoice();
  return (
    <>
      <Picker
        label={t('kind')}
        value={kind}
        options={(['on', 'onOrAfter'] as const).map((value) => ({ value, label: t(`kind.${value}`) }))}
        onChange={(value) => choose({ kind: value })}
        testId="retention-kind"
      />
      <span className="hx-picker">
        <Picker
          label={t('periods')}
          value={periods}
          options={(['calendar', 'rolling'] as const).map((value) => ({ value, label: t(`periods.${value}`) }))}
          onChange={(value) => choose({ periods: value })}
          testId="retention-periods"
        />
        <HelpTip text={t('periodsHelp')} />
      </span>
      <span className="hx-picker">
        <label className="hx-secondary" htmlFor={id}>
          {t('brackets')}
        </label>
        <Input
          id={id}
          className="ret-brackets"
          allowClear
          placeholder={t('bracketsNone')}
          status={bracketsOf(brackets) === null ? 'error' : ''}
          value={brackets}
          onChange={({ target }) => choose({ brackets: target.value })}
          data-testid="retention-brackets"
        />
        <HelpTip text={t('bracketsHelp')} />
      </span>
    </>
  );
}

const NONE = '';
const SEGMENTS = 'segments';
const TAG = 'tag:';

function ByField() {
  const t = useText('retention');
  const by = useRetentionChoice((choice) => choice.by);
  const { tags } = useConditionNames();
  const { data: segments } = useKernel('segments.list', {}, { keep: true });
  const known = (segments ?? []).map(({ segment: { id, name } }) => ({ value: id, label: name }));
  const levelled = [...tags.values()].filter(({ type }) => type === 'category' || type === 'boolean');
  const set = (value: string) => {
    if (value === NONE) choose({ by: undefined, level: null });
    else if (value === SEGMENTS) choose({ by: { segments: known.slice(0, 5).map((each) => each.value) }, level: null });
    else choose({ by: { tag: value.slice(TAG.length) }, level: null });
  };
  return (
    <>
      <Picker
        label={t('by')}
        value={by === undefined ? NONE : 'tag' in by ? `${TAG}${by.tag}` : SEGMENTS}
        options={[
          { value: NONE, label: t('byNone') },
          ...(known.length > 0 ? [{ value: SEGMENTS, label: t('bySegments') }] : []),
          ...(levelled.length > 0
            ? [{ label: t('byTag'), options: levelled.map(({ id, name }) => ({ value: `${TAG}${id}`, label: name })) }]
            : []),
        ]}
        onChange={set}
        testId="retention-by"
      />
      {by && 'segments' in by && (
        <ManyPicker
          label={t('bySegments')}
          className="ret-segments"
          most={20}
          value={by.segments}
          options={known}
          onChange={(chosen) => choose({ by: { segments: chosen }, level: null })}
          testId="retention-segments"
        />
      )}
    </>
  );
}

function ValueField() {
  const t = useText('retention');
  const { value, back } = useRetentionChoice();
  const { events, props } = useConditionNames();
  const own = new Set(events.filter(({ event }) => back === null || event === back.event).flatMap((kind) => kind.props));
  const numbers = [...props.values()].filter(({ id, type }) => own.has(id) && (type === 'number' || type === 'integer'));
  if (numbers.length === 0) return null;
  return (
    <span className="hx-picker">
      <Picker
        label={t('value')}
        value={value ?? NONE}
        options={[{ value: NONE, label: t('valueNone') }, ...numbers.map(({ id }) => ({ value: id, label: id }))]}
        onChange={(prop) => choose(prop === NONE ? { value: undefined, view: 'share' } : { value: prop, view: 'value' })}
        testId="retention-value"
      />
      <HelpTip text={t('valueHelp')} />
    </span>
  );
}

/** Only calendar periods end on a day for everybody, on which balances can be told. */
function BalanceField() {
  const t = useText('retention');
  const { balance, periods } = useRetentionChoice();
  const { data: entities } = useKernel('entities.get', {}, { keep: true });
  const { data: tables } = useKernel('tables.list', {}, { keep: true });
  const known = entities?.map && tables ? balanceColumns(entities.map, tables) : [];
  const amounts = known.filter(({ type }) => type === 'number' || type === 'integer');
  if (amounts.length === 0 || periods === 'rolling') return null;
  const keyOf = (table: string, column: string) => JSON.stringify([table, column]);
  const set = (key: string) => {
    const chosen = amounts.find(({ table, name }) => keyOf(table, name) === key);
    if (chosen) choose({ balance: { table: chosen.table, column: chosen.name }, view: 'balance' });
    else choose({ balance: undefined, view: 'share' });
  };
  return (
    <span className="hx-picker">
      <Picker
        label={t('balance')}
        value={balance ? keyOf(balance.table, balance.column) : NONE}
        options={[
          { value: NONE, label: t('balanceNone') },
          ...amounts.map((column) => ({ value: keyOf(column.table, column.name), label: nameWithUnit(column) })),
        ]}
        onChange={set}
        testId="retention-balance"
      />
      <HelpTip text={t('balanceHelp')} />
    </span>
  );
}

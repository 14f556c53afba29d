import { InputNumber } from 'antd';
import { PERIOD_UNITS } from '#shared/model/periods';
import type { TrendSpec } from '#shared/model/trend';
import { useConditionNames } from '../../../conditions/conditionNames';
import { WhoField } from '../../../conditions/WhoField';
import { useText } from '../../../text';
import { HelpTip } from '../../../ui/HelpTip';
import { Picker } from '../../../ui/Picker';
import { RangeFields } from '../../../ui/RangeFields';
import { NotesField } from './NotesField';
import { useTrendChoice } from './trendChoice';

const choose = useTrendChoice.setState;
const NONE = '';
const COMPARISONS = ['none', 'previousPeriod', 'previousYear'] as const;

interface TrendPickersProps {
  readonly range: TrendSpec['range'];
  /** Whether there is one series only. */
  readonly canSplit: boolean;
  readonly asOf: string;
}

/** By which periods, when, of whom, and what stands beside. */
export function TrendPickers({ range, canSplit, asOf }: TrendPickersProps) {
  const t = useText('trends');
  const { unit, who, movingAverage, compare } = useTrendChoice();
  return (
    <div className="hx-pickers">
      <Picker
        label={t('unit')}
        value={unit}
        options={PERIOD_UNITS.map((value) => ({ value, label: t(`unit.${value}`) }))}
        onChange={(value) => choose({ unit: value })}
        testId="trends-unit"
      />
      <RangeFields range={range} onChange={(changed) => choose({ range: changed })} testId="trends" />
      <WhoField who={who} onChange={(segment) => choose({ who: segment })} testId="trends-who" />
      {canSplit && <ByField />}
      <span className="hx-picker">
        <span className="hx-secondary">{t('moving')}</span>
        <InputNumber
          className="trd-number"
          min={2}
          max={60}
          precision={0}
          aria-label={t('moving')}
          placeholder={t('movingNone')}
          value={movingAverage ?? null}
          onChange={(n) => choose({ movingAverage: n ?? undefined })}
          data-testid="trends-moving"
        />
      </span>
      <Picker
        label={t('compare')}
        value={compare ?? 'none'}
        options={COMPARISONS.map((value) => ({ value, label: t(`compare.${value}`) }))}
        onChange={(value) => choose({ compare: value === 'none' ? undefined : value })}
        testId="trends-compare"
      />
      <NotesField asOf={asOf} />
      <HelpTip text={t('help')} />
    </div>
  );
}

function ByField() {
  const t = useText('trends');
  const by = useTrendChoice((choice) => choice.by);
  const { tags } = useConditionNames();
  const levelled = [...tags.values()].filter(({ type }) => type === 'category' || type === 'boolean');
  return (
    <Picker
      label={t('by')}
      value={by ?? NONE}
      options={[{ value: NONE, label: t('byNone') }, ...levelled.map(({ id, name }) => ({ value: id, label: name }))]}
      onChange={(tag) => choose({ by: tag === NONE ? undefined : tag })}
      testId="trends-by"
    />
  );
}

import { InputNumber, Select } from 'antd';
import { useState } from 'react';
import { SECONDS_OF } from '#shared/model/calendar';
import type { FunnelAnswer, FunnelSpec } from '#shared/model/funnel';
import type { AskedFunnelMark } from '#shared/model/funnelMark';
import { useKernel } from '../../../engine/kernel';
import { useFormat, useText } from '../../../text';
import { Picker } from '../../../ui/Picker';
import { useSettled } from '../../../ui/useSettled';
import { CountOf } from './CountOf';
import type { PickedMark } from './MarkMenu';
import { stepName } from './stepName';

const UNITS = ['minute', 'hour', 'day', 'week'] as const;
type Unit = (typeof UNITS)[number];
const UNIT_SECONDS: Readonly<Record<Unit, number>> = { minute: 60, ...SECONDS_OF };
const TYPING_MS = 250;
const WHOLE = 'whole';

interface LongerFieldProps {
  readonly spec: FunnelSpec;
  readonly steps: FunnelAnswer['steps'];
  readonly p90Seconds: number;
  readonly onPick: (mark: PickedMark) => void;
}

/** How many customers needed longer than a time for a step or for the whole way, to be clicked; at first longer than nine of ten. */
export function LongerField({ spec, steps, p90Seconds, onPick }: LongerFieldProps) {
  const t = useText('funnel');
  const [of, setOf] = useState(WHOLE);
  const [unit, setUnit] = useState<Unit>(() => UNITS.findLast((each) => UNIT_SECONDS[each] <= p90Seconds) ?? 'minute');
  const [n, setN] = useState(() => Math.max(1, Math.floor(p90Seconds / UNIT_SECONDS[unit])));
  const took = useSettled(n * UNIT_SECONDS[unit], TYPING_MS);
  const isStep = of !== WHOLE && Number(of) < steps.length;
  const mark: AskedFunnelMark = {
    kind: isStep ? 'took' : 'finished',
    step: isStep ? Number(of) : spec.steps.length - 1,
    took: { moreThan: took },
  };
  return (
    <div className="hx-pickers">
      <Picker
        label={t('timeOf')}
        value={isStep ? of : WHOLE}
        options={[
          { value: WHOLE, label: t('wholeWay') },
          ...steps.slice(1).map((_, at) => ({ value: String(at + 1), label: stepName(steps, at + 1, spec.order, t) })),
        ]}
        onChange={setOf}
        testId="funnel-longer-of"
      />
      <span className="hx-picker">
        <span className="hx-secondary">{t('longerThan')}</span>
        <InputNumber
          min={0}
          precision={0}
          aria-label={t('nOf', { label: t('longerThan') })}
          value={n}
          onChange={(typed) => setN(typed ?? 0)}
          data-testid="funnel-longer-n"
        />
        <Select<Unit>
          popupMatchSelectWidth={false}
          aria-label={t('longerThan')}
          value={unit}
          options={UNITS.map((value) => ({ value, label: t(`unit.${value}`) }))}
          onChange={setUnit}
          data-testid="funnel-longer-unit"
        />
      </span>
      <CustomersOf spec={spec} mark={mark} onPick={onPick} />
    </div>
  );
}

interface CustomersOfProps extends Pick<LongerFieldProps, 'spec' | 'onPick'> {
  readonly mark: AskedFunnelMark;
}

function CustomersOf({ spec, mark, onPick }: CustomersOfProps) {
  const t = useText('funnel');
  const format = useFormat();
  const { data, error } = useKernel('funnels.members', { spec, mark }, { keep: true, background: true });
  if (error) return <span className="hx-faint">–</span>;
  return (
    <span className="hx-secondary" data-testid="funnel-longer" data-n={data?.n}>
      {data ? (
        <CountOf
          mark={mark}
          n={data.n}
          said={t('customersN', { n: format.exact(data.n) })}
          onPick={onPick}
          testId="funnel-longer-count"
        />
      ) : (
        '…'
      )}{' '}
      {t('customersWord')}
    </span>
  );
}

import type { FunnelAnswer, FunnelSpec, FunnelStepAnswer } from '#shared/model/funnel';
import { inPlaces } from '../../../conditions/eventFilters';
import { useFormat, useText } from '../../../text';
import { CountOf } from './CountOf';
import type { PickedMark } from './MarkMenu';
import { stepName } from './stepName';

interface FunnelStepsProps {
  readonly answer: FunnelAnswer;
  readonly order: FunnelSpec['order'];
  /** Null: numbers are read only. */
  readonly onPick: ((mark: PickedMark) => void) | null;
}

/** A row for each step: who got there as a bar, who left before as its missing part, every number of customers to be clicked where that is of use. */
export function FunnelSteps({ answer, order, onPick }: FunnelStepsProps) {
  const t = useText('funnel');
  const most = Math.max(1, ...answer.steps.map(({ count }) => count));
  return (
    <table className="fun-table" data-testid="funnel-table">
      <thead>
        <tr>
          <th scope="col">{t('step')}</th>
          <th scope="col">{t(answer.counted)}</th>
          <th scope="col" className="fun-bar-cell" aria-label={t('share')} />
          <th scope="col">{t('fromPrevious')}</th>
          <th scope="col">{t('fromStart')}</th>
          <th scope="col">{t('left')}</th>
          <th scope="col" className="fun-time">
            {t('median')}
          </th>
          <th scope="col" className="fun-time">
            {t('p90')}
          </th>
        </tr>
      </thead>
      <tbody>
        {inPlaces(answer.steps).map(({ item: step, place }) => (
          <StepRow
            key={place}
            step={step}
            name={stepName(answer.steps, place, order, t)}
            index={place}
            before={beforeOf(answer.steps, place)}
            most={most}
            onPick={onPick}
          />
        ))}
      </tbody>
    </table>
  );
}

/** How many did the last step before that had to be done. */
function beforeOf(steps: readonly FunnelStepAnswer[], index: number): number | null {
  return steps.slice(0, index).findLast(({ optional }) => !optional)?.count ?? null;
}

interface StepRowProps {
  readonly step: FunnelStepAnswer;
  readonly name: string;
  readonly index: number;
  readonly before: number | null;
  readonly most: number;
  readonly onPick: FunnelStepsProps['onPick'];
}

function StepRow({ step, name, index, before, most, onPick }: StepRowProps) {
  const t = useText('funnel');
  const format = useFormat();
  const { count, fromPrevious, fromStart, medianSeconds, p90Seconds, optional } = step;
  const left = before === null || optional ? null : before - count;
  const share = (value: number | null) => (value === null ? '–' : format.percent(value, 1));
  const time = (seconds: number | null) => (seconds === null ? '–' : format.span(seconds));
  return (
    <tr data-testid={`funnel-row-${index}`} data-count={count}>
      <th scope="row">
        {index + 1}. {name}
        {optional && <span className="hx-faint"> ({t('optional')})</span>}
      </th>
      <td className="hx-tabular">
        <CountOf
          mark={{ kind: 'reached', step: index }}
          n={count}
          said={t('reachedN', { name, n: format.exact(count) })}
          onPick={onPick}
          testId={`funnel-reached-${index}`}
        />
      </td>
      <td className="fun-bar-cell" aria-hidden>
        <div className="fun-bar" style={{ width: `${((before ?? count) / most) * 100}%` }}>
          <div className="fun-bar-done" style={{ width: `${before ? (count / before) * 100 : 100}%` }} />
        </div>
      </td>
      <td className="hx-tabular" title={fromPrevious === null ? undefined : String(fromPrevious)}>
        {share(fromPrevious)}
      </td>
      <td className="hx-tabular" title={fromStart === null ? undefined : String(fromStart)}>
        {share(fromStart)}
      </td>
      <td className="hx-tabular">
        {left === null ? (
          '–'
        ) : (
          <CountOf
            mark={{ kind: 'dropped', step: index }}
            n={left}
            said={t('leftN', { name, n: format.exact(left) })}
            onPick={onPick}
            testId={`funnel-left-${index}`}
          />
        )}
      </td>
      <td className="fun-time hx-tabular">{time(medianSeconds)}</td>
      <td className="fun-time hx-tabular">{time(p90Seconds)}</td>
    </tr>
  );
}

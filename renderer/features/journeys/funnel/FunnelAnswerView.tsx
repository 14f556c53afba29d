import { Alert, Segmented } from 'antd';
import { useState } from 'react';
import type { FunnelAnswer, FunnelSpec } from '#shared/model/funnel';
import { funnelRule, unsaidBy } from '#shared/model/funnelRule';
import { useKernel } from '../../../engine/kernel';
import { useFormat, useText } from '../../../text';
import { CopyButton } from '../../../ui/CopyButton';
import { EmptyState } from '../../../ui/EmptyState';
import { ErrorNotice } from '../../../ui/ErrorNotice';
import { LoadingState } from '../../../ui/LoadingState';
import { PinButton } from '../../../ui/PinButton';
import { useSettled } from '../../../ui/useSettled';
import { FunnelLevels } from './FunnelLevels';
import { FunnelSteps } from './FunnelSteps';
import { FunnelTimesView } from './FunnelTimesView';
import { FunnelTrend } from './FunnelTrend';
import { funnelTsv } from './funnelTsv';
import { Leavers } from './Leavers';
import { MarkMenu, type PickedMark } from './MarkMenu';
import { SidesView } from './SidesView';

const SETTLE_MS = 250;
const VIEWS = ['times', 'trend', 'levels', 'sides'] as const;
type View = (typeof VIEWS)[number];

interface FunnelAnswerViewProps {
  readonly spec: FunnelSpec;
  readonly asOf: string;
}

/** What came of the funnel, asked again once the steps are left alone for a moment. */
export function FunnelAnswerView({ spec, asOf }: FunnelAnswerViewProps) {
  const t = useText('funnel');
  const asked = useSettled(spec, SETTLE_MS);
  const { data, error, retry, progress, cancel, busy } = useKernel('funnels.compute', { spec: asked }, { keep: true });
  if (error) return <ErrorNotice error={error} onRetry={retry} />;
  if (!data || data.steps.length !== asked.steps.length)
    return <LoadingState label={t('computing')} progress={progress} onCancel={cancel} />;
  if ((data.steps[0]?.count ?? 0) === 0 && data.steps.every(({ count }) => count === 0)) {
    return <EmptyState title={t('nobody')} description={t('nobodyHint')} />;
  }
  return (
    <div className="fun-answer" data-stale={busy || asked !== spec} data-testid="funnel-answer">
      <Answered answer={data} spec={asked} asOf={asOf} />
    </div>
  );
}

function Answered({ answer, spec, asOf }: { readonly answer: FunnelAnswer } & FunnelAnswerViewProps) {
  const t = useText('funnel');
  const [picked, pick] = useState<PickedMark | null>(null);
  const [leavers, showLeavers] = useState<number | null>(null);
  const leaving = leavers !== null && leavers < spec.steps.length ? leavers : null;
  return (
    <>
      <Summary answer={answer} spec={spec} />
      <FunnelSteps answer={answer} order={spec.order} onPick={pick} />
      <MarkMenu {...{ picked, spec, asOf }} onClose={() => pick(null)} onLeavers={showLeavers} steps={answer.steps} />
      {leaving !== null && (
        <Leavers
          dropped={funnelRule(spec, { kind: 'dropped', step: leaving }, asOf)}
          reached={funnelRule(spec, { kind: 'reached', step: leaving }, asOf)}
          unsaid={unsaidBy(spec, { kind: 'dropped', step: leaving })}
          name={answer.steps[leaving]?.label ?? ''}
          onClose={() => showLeavers(null)}
        />
      )}
      <MoreViews answer={answer} spec={spec} onPick={pick} />
      {answer.dropped > 0 && (
        <Alert type="info" showIcon title={t('droppedN', { n: answer.dropped })} data-testid="funnel-dropped" />
      )}
    </>
  );
}

function Summary({ answer, spec }: { readonly answer: FunnelAnswer; readonly spec: FunnelSpec }) {
  const t = useText('funnel');
  const format = useFormat();
  const [first] = answer.steps;
  const last = answer.steps.at(-1);
  const words = {
    n: format.exact(first?.count ?? 0),
    done: format.exact(last?.count ?? 0),
    share: format.percent((last?.count ?? 0) / Math.max(1, first?.count ?? 0), 1),
    base: answer.restsOn.base.name === 'all' ? t('everybody') : answer.restsOn.base.name || t('theRule'),
    baseN: format.exact(answer.restsOn.base.n),
  };
  return (
    <div className="fun-summary">
      <strong data-testid="funnel-summary">{t(answer.counted === 'attempts' ? 'summaryAttempts' : 'summary', words)}</strong>
      <span className="hx-secondary">{t('ofBase', words)}</span>
      <CopyButton size="small" label={t('copyTable')} text={() => funnelTsv(answer)} testId="funnel-copy" />
      <PinButton name={t('steps')} pinned={() => ({ kind: 'funnel', spec })} testId="funnel-pin" />
      <CopyButton size="small" label={t('copyJson')} text={() => JSON.stringify(spec, null, 2)} testId="funnel-copy-json" />
      <span className="hx-faint" data-testid="funnel-time-zone">
        {t(`timeZone.${answer.timeZone}`)}
      </span>
    </div>
  );
}

interface MoreViewsProps {
  readonly answer: FunnelAnswer;
  readonly spec: FunnelSpec;
  readonly onPick: (mark: PickedMark) => void;
}

/** Times, trend, levels and sides, one at a time: what was asked for last, until another is chosen. */
function MoreViews({ answer, spec, onPick }: MoreViewsProps) {
  const t = useText('funnel');
  const [view, setView] = useState<View | null>(null);
  const { times, trend, levels, sides } = answer;
  const shown: View = view ?? (sides ? 'sides' : levels ? 'levels' : 'times');
  return (
    <section className="fun-views">
      <Segmented<View>
        size="small"
        aria-label={t('views')}
        value={shown}
        options={VIEWS.map((value) => ({ value, label: <span data-testid={`funnel-view-${value}`}>{t(`view.${value}`)}</span> }))}
        onChange={setView}
      />
      {shown === 'times' &&
        (times ? (
          <FunnelTimesView times={times} answer={answer} spec={spec} onPick={onPick} />
        ) : (
          <p className="hx-faint">{t('nobodyFinished')}</p>
        ))}
      {shown === 'trend' &&
        (trend ? <FunnelTrend trend={trend} steps={answer.steps} /> : <p className="hx-faint">{t('chooseTrend')}</p>)}
      {shown === 'levels' &&
        (levels ? (
          <FunnelLevels answer={{ ...answer, levels }} by={spec.by} onPick={onPick} />
        ) : (
          <p className="hx-faint">{t('chooseBy')}</p>
        ))}
      {shown === 'sides' &&
        (sides ? (
          <SidesView answer={{ ...answer, sides }} spec={spec} onPick={onPick} />
        ) : (
          <p className="hx-faint">{t('chooseCompare')}</p>
        ))}
    </section>
  );
}

import { Tag as Badge } from 'antd';
import { useState } from 'react';
import type { ExperimentAnswer, ExperimentSpec } from '#shared/model/experiment';
import { isSpread } from '#shared/model/experimentDistributions';
import type { ExperimentWriter } from '#shared/report/experimentNumbers';
import { sensitivityTable } from '#shared/report/experimentSensitivity';
import { changeTable, complierTable, matchingTable, moneyTable } from '#shared/report/experimentTables';
import { isObserved } from '#shared/report/experimentWords';
import { scoreboardTable } from '#shared/report/scoreboardTable';
import { tableTsv } from '#shared/report/tableTsv';
import { useConditionNames } from '../../../conditions/conditionNames';
import { useKernel } from '../../../engine/kernel';
import { useText } from '../../../text';
import { Card } from '../../../ui/Card';
import { CopyButton } from '../../../ui/CopyButton';
import { ErrorNotice } from '../../../ui/ErrorNotice';
import { LoadingState } from '../../../ui/LoadingState';
import { useExperimentWriter } from '../useExperimentWriter';
import { ArmMenu, type PickedArm } from './ArmMenu';
import { ArmsLine } from './ArmsLine';
import { BreakdownCard } from './BreakdownCard';
import { DistributionCard } from './distribution/DistributionCard';
import { EffectsCard } from './EffectsCard';
import { HintedCells } from './HintedCells';
import { ResultActions } from './ResultActions';
import { SplitCard } from './SplitCard';
import { TimeCard } from './time/TimeCard';
import { VerdictCard } from './VerdictCard';

/** The answer: whether it can be trusted, what to do, and every number behind it. */
export function ResultView({ spec }: { readonly spec: ExperimentSpec }) {
  const t = useText('campaignResult');
  const { data, error, retry, progress, cancel, busy } = useKernel('experiments.compute', { spec }, { keep: true });
  if (error) return <ErrorNotice error={error} onRetry={retry} />;
  if (!data) return <LoadingState label={t('computing')} progress={progress} onCancel={cancel} />;
  if (data.control !== spec.control) return <LoadingState label={t('computing')} progress={progress} onCancel={cancel} />;
  return (
    <div className="cmp-answer" data-stale={busy} data-testid="result-answer">
      <Answered spec={spec} answer={data} />
    </div>
  );
}

interface AnsweredProps {
  readonly spec: ExperimentSpec;
  readonly answer: ExperimentAnswer;
}

function Answered({ spec, answer }: AnsweredProps) {
  const [picked, pick] = useState<PickedArm | null>(null);
  const writer = useExperimentWriter();
  return (
    <>
      <div className="cmp-head">
        <ArmsLine answer={answer} onPick={pick} />
        <Badge
          className={isObserved(answer) ? 'cmp-observed' : ''}
          title={isObserved(answer) ? writer.texts.notRandomisedHelp : ''}
          data-testid="result-drawn"
        >
          {writer.texts[isObserved(answer) ? 'notRandomised' : 'randomised']}
        </Badge>
        <ResultActions spec={spec} answer={answer} />
      </div>
      <ArmMenu spec={spec} picked={picked} onClose={() => pick(null)} />
      <VerdictCard spec={spec} answer={answer} />
      <SplitCard spec={spec} answer={answer} />
      <MatchingCard answer={answer} writer={writer} />
      {answer.changes ? <ChangesCard answer={answer} writer={writer} /> : <ScoreboardCard answer={answer} writer={writer} />}
      <EffectsCard spec={spec} answer={answer} />
      <TimeCard spec={spec} />
      {spec.metrics.some(isSpread) && <DistributionCard spec={spec} />}
      <SensitivityCard spec={spec} answer={answer} writer={writer} />
      {answer.breakdowns && <BreakdownCard spec={spec} answer={answer} onPick={pick} />}
      {spec.contacted && (
        <Card title={writer.texts.reached} help={writer.texts.reachedHelp} testId="result-reached">
          <HintedCells table={complierTable(answer.rows, writer)} name={writer.texts.reached} />
        </Card>
      )}
      {answer.money && (
        <Card title={writer.texts.money} help={writer.texts.incrementalRoiHelp} testId="result-money-card">
          <HintedCells table={moneyTable(answer, writer)} name={writer.texts.money} />
        </Card>
      )}
    </>
  );
}

function MatchingCard({ answer, writer }: { readonly answer: ExperimentAnswer; readonly writer: ExperimentWriter }) {
  const { tags } = useConditionNames();
  if (!answer.matching) return null;
  const { matching, matchingHelp } = writer.texts;
  return (
    <Card title={matching} help={matchingHelp} testId="result-matching">
      <HintedCells table={matchingTable(answer, (id) => tags.get(id)?.name ?? id, writer)} name={matching} />
    </Card>
  );
}

function ChangesCard({ answer, writer }: { readonly answer: ExperimentAnswer; readonly writer: ExperimentWriter }) {
  const { changes, changesHelp, parallelTrends } = writer.texts;
  return (
    <Card title={changes} help={changesHelp} testId="result-changes">
      <HintedCells table={changeTable(answer, writer)} name={changes} />
      <p className="hx-secondary">{parallelTrends}</p>
    </Card>
  );
}

function ScoreboardCard({ answer, writer }: { readonly answer: ExperimentAnswer; readonly writer: ExperimentWriter }) {
  const t = useText('campaignResult');
  const table = scoreboardTable(answer, writer);
  const { scoreboard, scoreboardHelp } = writer.texts;
  return (
    <Card
      title={scoreboard}
      help={scoreboardHelp}
      testId="result-scoreboard"
      actions={<CopyButton size="small" label={t('copyTable')} text={() => tableTsv(table)} testId="result-copy-scoreboard" />}
    >
      <HintedCells table={table} name={scoreboard} />
    </Card>
  );
}

function SensitivityCard({ spec, answer, writer }: AnsweredProps & { readonly writer: ExperimentWriter }) {
  const { tags } = useConditionNames();
  const tagName = (id: string) => tags.get(id)?.name ?? id;
  const covariate = spec.covariate === undefined ? '' : tagName(spec.covariate);
  const table = sensitivityTable(answer.rows, { covariate, tagName }, writer);
  if (table.rows.length === 0) return null;
  const { sensitivity, sensitivityHelp } = writer.texts;
  return (
    <Card title={sensitivity} help={sensitivityHelp} testId="result-sensitivity">
      <HintedCells table={table} name={sensitivity} />
    </Card>
  );
}

import type { ExperimentAnswer, ExperimentSpec } from '#shared/model/experiment';
import { useText } from '../../../text';
import { CopyButton } from '../../../ui/CopyButton';
import { PinButton } from '../../../ui/PinButton';
import { useExperimentWriter } from '../useExperimentWriter';
import { NextButton } from './NextButton';
import { ReportButton } from './ReportButton';
import { resultTsv } from './resultTsv';

interface ResultActionsProps {
  readonly spec: ExperimentSpec;
  readonly answer: ExperimentAnswer;
}

/** What follows from it, and what leaves the page: the numbers for a spreadsheet, and the question for a recipe. */
export function ResultActions({ spec, answer }: ResultActionsProps) {
  const t = useText('campaignResult');
  const writer = useExperimentWriter();
  return (
    <div className="cmp-actions">
      <NextButton spec={spec} />
      <CopyButton size="small" label={t('copyTable')} text={() => resultTsv(answer, writer)} testId="result-copy" />
      <ReportButton spec={spec} />
      <CopyButton size="small" label={t('copySpec')} text={() => JSON.stringify(spec, null, 2)} testId="result-copy-spec" />
      <PinButton name={t('effects')} pinned={() => ({ kind: 'experiment', spec })} testId="result-pin" />
    </div>
  );
}

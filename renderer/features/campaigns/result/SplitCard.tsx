import { Alert } from 'antd';
import type { ExperimentAnswer, ExperimentSpec } from '#shared/model/experiment';
import { isInsufficient } from '#shared/model/findings';
import { splitTable } from '#shared/report/experimentTables';
import { useConditionNames } from '../../../conditions/conditionNames';
import { useText } from '../../../text';
import { Card } from '../../../ui/Card';
import { useExperimentWriter } from '../useExperimentWriter';
import { HintedCells } from './HintedCells';

const SHOWN = 8;

interface SplitCardProps {
  readonly spec: ExperimentSpec;
  readonly answer: ExperimentAnswer;
}

/** Whether the sizes are what was planned, and where they are not. */
export function SplitCard({ answer }: SplitCardProps) {
  const t = useText('campaignResult');
  const writer = useExperimentWriter();
  const { tags } = useConditionNames();
  const { srm, splits } = answer;
  if (srm === null) return null;
  const isAlarm = answer.verdict.decision === 'notTrustworthy';
  const shown = { ...answer, splits: isAlarm ? splits : splits.slice(0, SHOWN) };
  const isLeak = (ratio: ExperimentAnswer['splits'][number]['ratio']) => !isInsufficient(ratio) && ratio.alarm;
  const alarms = [srm, ...shown.splits.map(({ ratio }) => ratio)].map(isLeak);
  const table = (
    <HintedCells
      table={splitTable(shown, (id) => tags.get(id)?.name ?? id, writer)}
      name={writer.texts.splits}
      tone={(row) => (alarms[row] ? 'down' : '')}
    />
  );
  return (
    <Card title={writer.texts.splits} help={writer.texts.splitsHelp} testId="result-split-card">
      {isAlarm ? (
        <>
          <Alert type="error" showIcon title={t('leakHere')} description={t('leakHint')} />
          {table}
        </>
      ) : (
        <details>
          <summary data-testid="result-split-fine">{t('splitFine')}</summary>
          {table}
        </details>
      )}
    </Card>
  );
}

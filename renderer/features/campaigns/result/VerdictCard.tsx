import type { ExperimentAnswer, ExperimentSpec } from '#shared/model/experiment';
import { reasonWords, verdictStatement, verdictTitle } from '#shared/report/experimentWords';
import { useConditionNames } from '../../../conditions/conditionNames';
import { useText } from '../../../text';
import { useExperimentWriter } from '../useExperimentWriter';

const TONES = {
  adopt: 'good',
  adoptForSegment: 'good',
  stop: 'bad',
  noDifference: 'plain',
  keepGoing: 'plain',
  notTrustworthy: 'alarm',
  insufficient: 'plain',
} as const;

interface VerdictCardProps {
  readonly spec: ExperimentSpec;
  readonly answer: ExperimentAnswer;
}

/** What to do, on what it rests, and why. Where the split cannot be trusted no number is told here. */
export function VerdictCard({ spec, answer }: VerdictCardProps) {
  const t = useText('campaignResult');
  const writer = useExperimentWriter();
  const { tags } = useConditionNames();
  const { decision } = answer.verdict;
  const statement = decision === 'notTrustworthy' ? t('untrusted') : verdictStatement(spec, answer, writer);
  const reasons = reasonWords(answer, spec, (id) => tags.get(id)?.name ?? id, writer);
  return (
    <section
      className="hx-card hx-card-part cmp-verdict"
      data-tone={TONES[decision]}
      data-decision={decision}
      aria-label={t('verdict')}
      role={decision === 'notTrustworthy' ? 'alert' : 'status'}
      data-testid="result-verdict"
    >
      <h2 className="cmp-verdict-title">{verdictTitle(answer, writer)}</h2>
      {statement && <p>{statement}</p>}
      <ul className="cmp-reasons">
        {reasons.map((reason) => (
          <li key={reason}>{reason}</li>
        ))}
      </ul>
    </section>
  );
}

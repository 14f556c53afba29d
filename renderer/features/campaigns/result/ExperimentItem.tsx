import { isObserved, verdictTitle } from '#shared/report/experimentWords';
import { useKernel } from '../../../engine/kernel';
import type { ItemOf } from '../../../ui/boardItems';
import { ErrorNotice } from '../../../ui/ErrorNotice';
import { LoadingState } from '../../../ui/LoadingState';
import { useExperimentWriter } from '../useExperimentWriter';
import { Forest } from './Forest';
import '../campaigns.css';
import './result.css';

/** The verdict of an experiment and how its metrics differ, on a board. */
export function ExperimentItem({ item: { spec } }: { readonly item: ItemOf<'experiment'> }) {
  const writer = useExperimentWriter();
  const { data, error, retry, progress } = useKernel('experiments.compute', { spec }, { keep: true });
  if (error) return <ErrorNotice error={error} onRetry={retry} />;
  if (!data) return <LoadingState progress={progress} />;
  const rows = data.rows.filter(({ level }) => level === undefined);
  return (
    <div className="cmp-answer">
      <p>
        <strong>{verdictTitle(data, writer)}</strong>{' '}
        <span className="hx-faint">{writer.texts[isObserved(data) ? 'notRandomised' : 'randomised']}</span>
      </p>
      {data.verdict.decision === 'notTrustworthy' ? null : <Forest spec={spec} rows={rows} scale="lift" />}
    </div>
  );
}

import { useKernel } from '../../../engine/kernel';
import type { ItemOf } from '../../../ui/boardItems';
import { ErrorNotice } from '../../../ui/ErrorNotice';
import { LoadingState } from '../../../ui/LoadingState';
import { FunnelSteps } from './FunnelSteps';
import { SidesView } from './SidesView';
import './funnel.css';

/** The steps of a funnel, or its sides, on a board; where it is narrow, without times and then without bars. */
export function FunnelItem({ item: { spec } }: { readonly item: ItemOf<'funnel'> }) {
  const { data, error, retry, progress } = useKernel('funnels.compute', { spec }, { keep: true });
  if (error) return <ErrorNotice error={error} onRetry={retry} />;
  if (!data) return <LoadingState progress={progress} />;
  return (
    <div className="fun-item">
      {data.sides ? (
        <SidesView answer={{ ...data, sides: data.sides }} spec={spec} onPick={null} />
      ) : (
        <FunnelSteps answer={data} order={spec.order} onPick={null} />
      )}
    </div>
  );
}

import { useKernel } from '../../engine/kernel';
import { useFormat, useText } from '../../text';
import type { ItemOf } from '../../ui/boardItems';
import { ErrorNotice } from '../../ui/ErrorNotice';
import { LoadingState } from '../../ui/LoadingState';

/** How many customers a segment has, on a board. */
export function CountItem({ item }: { readonly item: ItemOf<'count'> }) {
  const t = useText('boards');
  const format = useFormat();
  const rule = { kind: 'segment', segment: item.segment, member: true } as const;
  const { data, error, retry, progress } = useKernel('rules.count', { rule }, { keep: true });
  if (error) return <ErrorNotice error={error} onRetry={retry} />;
  if (!data) return <LoadingState progress={progress} />;
  return (
    <>
      <div className="brd-number hx-tabular" data-testid="board-number" data-value={data.count}>
        {format.exact(data.count)}
      </div>
      <div className="hx-secondary">
        {t('ofBase', { share: format.percent(data.base === 0 ? 0 : data.count / data.base, 2) })}
      </div>
    </>
  );
}

import { ledgerBoardTable, ledgerLines, ledgerTitle } from '#shared/report/ledgerBoard';
import { writerOf } from '#shared/report/portraitFacts';
import { useKernel } from '../../../engine/kernel';
import { useLanguage } from '../../../text';
import type { ItemOf } from '../../../ui/boardItems';
import { ErrorNotice } from '../../../ui/ErrorNotice';
import { LoadingState } from '../../../ui/LoadingState';
import { HintedCells } from '../result/HintedCells';
import '../campaigns.css';

/** All campaigns on a board, which others may see: without numbers of few customers. */
export function LedgerItem({ item: { spec } }: { readonly item: ItemOf<'ledger'> }) {
  const writer = writerOf(useLanguage());
  const { data, error, retry, progress } = useKernel('campaigns.ledger', { spec }, { keep: true });
  if (error) return <ErrorNotice error={error} onRetry={retry} />;
  if (!data) return <LoadingState progress={progress} />;
  return (
    <div className="cmp-answer">
      {ledgerLines(data, writer).map((line) => (
        <p key={line} className="hx-secondary">
          {line}
        </p>
      ))}
      {data.rows.length > 0 && <HintedCells table={ledgerBoardTable(data, writer)} name={ledgerTitle(writer)} />}
    </div>
  );
}

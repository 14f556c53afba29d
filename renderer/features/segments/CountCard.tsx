import { useFormat, useText } from '../../text';
import { ErrorNotice } from '../../ui/ErrorNotice';
import { PinButton } from '../../ui/PinButton';
import { receiptNames } from '../../ui/receiptNames';
import { useEditorState } from './openEditors';
import { useSegmentContext } from './segmentContext';

interface CountCardProps {
  /** Id of the saved segment that is open; it can be pinned. */
  readonly segment: string | undefined;
}

/** How many customers the rule finds, and of how many. */
export function CountCard({ segment }: CountCardProps) {
  const t = useText('segments');
  const format = useFormat();
  const { count } = useSegmentContext();
  const rootId = useEditorState((state) => state.history.present.root.id);
  const { answer, error, errorId, stale, incomplete } = count;
  const share = answer && answer.base > 0 ? answer.count / answer.base : 0;
  return (
    <section className="seg-card" aria-label={t('count')} aria-live="polite" aria-busy={stale}>
      <div className="seg-panel-title seg-count-title">
        {t('count')}
        {segment !== undefined && (
          <PinButton name={t('count')} pinned={() => ({ kind: 'count', segment })} testId="segment-pin" />
        )}
      </div>
      <div className="seg-count" data-testid="segment-count" data-state={stale ? 'stale' : 'fresh'} data-value={answer?.count}>
        {answer ? format.exact(answer.count) : '…'}
      </div>
      <div className="seg-share-bar" aria-hidden>
        <span style={{ width: `${share * 100}%` }} />
      </div>
      {answer && (
        <div className="seg-share-line">
          <span data-testid="segment-share">{t('ofBase', { share: format.percent(share, 2) })}</span>
          <span className="hx-faint" data-testid="segment-base" data-value={answer.base}>
            {t('ofBaseN', { n: format.exact(answer.base) })}
          </span>
        </div>
      )}
      {incomplete.size > 0 && <div className="seg-hint">{t('leftOut', { n: incomplete.size })}</div>}
      {error && (errorId === undefined || errorId === rootId) && error.code !== 'CANCELLED' && <ErrorNotice error={error} />}
      {answer && (
        <div className="hx-faint seg-rests-on">
          {t('restsOn', {
            version: answer.restsOn.dataVersion,
            receipts: receiptNames(answer.restsOn.receipts),
            asOf: answer.restsOn.asOf,
            engine: t(`engine.${answer.restsOn.engine}`),
          })}
        </div>
      )}
    </section>
  );
}

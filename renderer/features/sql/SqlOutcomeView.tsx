import { useEffect, useState } from 'react';
import { useFormat, useText } from '../../text';
import { EmptyState } from '../../ui/EmptyState';
import { ErrorNotice } from '../../ui/ErrorNotice';
import { LoadingState } from '../../ui/LoadingState';
import { QueryRows } from './QueryRows';
import { useSql } from './sqlState';

/** What came of the statement that was run last. */
export function SqlOutcomeView() {
  const t = useText('sql');
  const { outcome, runningSince, cancel } = useSql();
  return (
    <section className="sql-outcome" aria-label={t('result')} aria-live="polite">
      {runningSince === null ? <Outcome /> : <Running since={runningSince} onCancel={cancel} />}
      {outcome === null && runningSince === null ? <EmptyState title={t('noResult')} description={t('noResultText')} /> : null}
    </section>
  );
}

function Outcome() {
  const outcome = useSql((state) => state.outcome);
  switch (outcome?.kind) {
    case 'rows':
      return <QueryRows key={outcome.answer.query} answer={outcome.answer} sql={outcome.sql} />;
    case 'plan':
      return <Plan plan={outcome.plan} />;
    case 'error':
      return (
        <div className="sql-error">
          <ErrorNotice error={outcome.error} />
        </div>
      );
    default:
      return null;
  }
}

function Plan({ plan }: { readonly plan: string }) {
  const t = useText('sql');
  return <textarea className="sql-plan" data-testid="sql-plan" aria-label={t('plan')} readOnly wrap="off" value={plan} />;
}

const TICK_MS = 200;

function Running({ since, onCancel }: { readonly since: number; readonly onCancel: () => void }) {
  const t = useText('sql');
  const format = useFormat();
  const [now, setNow] = useState(since);
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), TICK_MS);
    return () => clearInterval(timer);
  }, []);
  return <LoadingState label={t('runningFor', { time: format.duration((now - since) / 1000) })} onCancel={onCancel} />;
}

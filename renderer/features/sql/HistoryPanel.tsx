import type { QueryRun } from '#shared/model/query';
import { useKernel } from '../../engine/kernel';
import { useFormat, useLanguage, useText } from '../../text';
import { errorWords } from '../../text/faults';
import { EmptyState } from '../../ui/EmptyState';
import { ErrorNotice } from '../../ui/ErrorNotice';
import { LoadingState } from '../../ui/LoadingState';
import { timeText } from './timeText';

interface HistoryPanelProps {
  readonly onChoose: (sql: string) => void;
}

/** Statements that were run in this workspace; a click writes one into the editor again. */
export function HistoryPanel({ onChoose }: HistoryPanelProps) {
  const t = useText('sql');
  const { data, error, retry } = useKernel('queries.history', {}, { background: true });
  return (
    <aside className="sql-history" aria-label={t('history')}>
      <h2 className="sql-history-title">{t('history')}</h2>
      {error ? <ErrorNotice error={error} onRetry={retry} /> : null}
      {data || error ? null : <LoadingState />}
      {data?.length === 0 ? <EmptyState title={t('noHistory')} description={t('noHistoryText')} /> : null}
      <ul className="sql-runs" data-testid="sql-history">
        {data?.map((run) => (
          <li key={run.id}>
            <button type="button" className="sql-run" title={t('putBack')} onClick={() => onChoose(run.sql)}>
              <code className="sql-run-text">{run.sql}</code>
              <RunLine run={run} />
            </button>
          </li>
        ))}
      </ul>
    </aside>
  );
}

function RunLine({ run: { startedAt, seconds, rows, more, error } }: { readonly run: QueryRun }) {
  const t = useText('sql');
  const format = useFormat();
  const language = useLanguage();
  const time = format.date(startedAt);
  const outcome = error
    ? errorWords(error, language).message
    : t(more ? 'runCut' : 'runRows', { n: format.exact(rows ?? 0), time: timeText(seconds, format) });
  return (
    <span className="sql-run-line">
      <span className="hx-tabular">{time}</span>
      <span className={error ? 'sql-run-error' : 'hx-tabular'}>{outcome}</span>
    </span>
  );
}

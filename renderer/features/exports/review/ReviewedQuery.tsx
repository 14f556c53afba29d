import { Button, Input } from 'antd';
import { type KeyboardEvent, useCallback, useState } from 'react';
import { maskOf } from '#shared/model/classification';
import { REVIEWED_TABLE, type ReviewedRows } from '#shared/model/packageReview';
import type { QueryAnswer } from '#shared/model/query';
import type { HuaxiangError } from '#shared/model/result';
import { notifyError } from '../../../engine/notices';
import { type Sandbox, sandboxQuery } from '../../../engine/sandbox';
import { useFormat, useText } from '../../../text';
import { ErrorNotice } from '../../../ui/ErrorNotice';
import type { GridRange } from '../../../ui/grid/gridSelection';
import { SandboxGrid } from './SandboxGrid';

interface ReviewedQueryProps {
  readonly sandbox: Sandbox;
  readonly rows: ReviewedRows;
}

type Outcome = { readonly answer: QueryAnswer } | { readonly error: HuaxiangError };

/** A question in SQL to the rows of the package, through the same gate as everywhere. */
export function ReviewedQuery({ sandbox, rows }: ReviewedQueryProps) {
  const t = useText('exportReview');
  const [sql, setSql] = useState(() => startOf(rows));
  const [busy, setBusy] = useState(false);
  const [outcome, setOutcome] = useState<Outcome>();
  const run = async () => {
    setBusy(true);
    const result = await sandbox.call('queries.run', { sql });
    setBusy(false);
    setOutcome(result.ok ? { answer: result.value } : { error: result.error });
  };
  const press = (event: KeyboardEvent) => {
    if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey)) return;
    event.preventDefault();
    void run();
  };
  return (
    <div className="exp-parts">
      <Input.TextArea
        className="hx-mono"
        rows={3}
        spellCheck={false}
        aria-label={t('sql')}
        value={sql}
        onChange={({ target }) => setSql(target.value)}
        onKeyDown={press}
        data-testid="export-sql"
      />
      <span className="exp-fields">
        <Button
          type="primary"
          loading={busy}
          disabled={sql.trim() === ''}
          onClick={() => void run()}
          data-testid="export-sql-run"
        >
          {t('run')}
        </Button>
        <span className="hx-secondary">{t('sqlHint', { table: REVIEWED_TABLE })}</span>
      </span>
      {outcome &&
        ('error' in outcome ? <ErrorNotice error={outcome.error} /> : <Answer sandbox={sandbox} answer={outcome.answer} />)}
    </div>
  );
}

/** How often each value of the first column comes, which a person can read without knowing SQL. */
function startOf({ columns }: ReviewedRows): string {
  const name = `"${(columns.at(-1)?.name ?? '').replaceAll('"', '""')}"`;
  return `SELECT ${name}, count(*) AS n\nFROM ${REVIEWED_TABLE}\nGROUP BY ALL ORDER BY n DESC`;
}

function Answer({
  sandbox,
  answer: { query, columns, rows, more },
}: {
  readonly sandbox: Sandbox;
  readonly answer: QueryAnswer;
}) {
  const t = useText('exportReview');
  const format = useFormat();
  const ask = useCallback(
    (offset: number, limit: number) => sandboxQuery(sandbox, 'queries.page', { query, offset, limit }),
    [sandbox, query],
  );
  const copy = async (range: GridRange) => {
    const copied = await sandbox.call('queries.copy', {
      query,
      rows: [...range.rows],
      columns: [...range.columns],
      names: false,
    });
    if (!copied.ok) return notifyError(copied.error);
    await navigator.clipboard.writeText(copied.value.text);
  };
  return (
    <>
      <span className="hx-secondary hx-tabular" role="status" data-testid="export-sql-rows">
        {t(more ? 'answerCut' : 'answer', { n: format.exact(rows) })}
      </span>
      <SandboxGrid
        label={t('query')}
        columns={columns}
        masks={columns.map(maskOf)}
        total={rows}
        ask={ask}
        order={String(query)}
        onCopy={(range) => void copy(range)}
      />
    </>
  );
}

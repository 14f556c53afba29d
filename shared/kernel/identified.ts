import type { Cleaning, IdentifiedCounts, IdentifyKey, ReviewKey, ReviewRow } from '../model/cleaning';
import type { KernelMethods } from '../rpc/contract';
import type { Args, Returns } from '../rpc/method';
import { type IdentifySql, SHOWN_CUSTOMERS } from '../sql/identifySql';
import { COUNT_REVIEW_SQL, keepReviewSql, LIST_REVIEW_SQL } from '../sql/reviewSql';
import { appliedCleaning, cleaningRuns, findCleaning } from './cleaningStates';
import type { SqlConnection } from './ports';
import { type Cell, records } from './table';

/** What became of the rows before an `identify` step whose statements were run. */
export async function countIdentified(
  connection: SqlConnection,
  { counts, review }: IdentifySql,
  rowsBefore: number,
  signal: AbortSignal,
): Promise<IdentifiedCounts> {
  const row = records(await connection.query(counts, [], signal))[0] ?? {};
  const matched = review.map((_, index) => Number(row[`k${index}`]));
  const [conflicts, ambiguous] = [Number(row.conflicts), Number(row.ambiguous)];
  const found = matched.reduce((sum, n) => sum + n, conflicts + ambiguous);
  return { matched, conflicts, ambiguous, unmatched: rowsBefore - found };
}

/** Keeps the rows that a step of the cleaning of `source` leaves to a person, until its table is made. */
export async function keepReview(
  connection: SqlConnection,
  { review }: IdentifySql,
  { source, step, signal }: { source: string; step: number; signal: AbortSignal },
): Promise<void> {
  for (const each of review) await connection.exec(keepReviewSql(each, source, step), [], signal);
}

/** @throws Fault UNKNOWN_CLEANING. */
export async function reviewRows(
  connection: SqlConnection,
  { table, offset, limit }: Args<KernelMethods, 'cleanings.review'>,
): Promise<Returns<KernelMethods, 'cleanings.review'>> {
  await findCleaning(connection, table);
  const kept = (await cleaningRuns(connection)).find((each) => each.table === table);
  if (!kept) return { total: 0, rows: [] };
  const { cleaning } = await appliedCleaning(connection, kept);
  const total = Number(records(await connection.query(COUNT_REVIEW_SQL, [kept.result]))[0]?.n);
  const found = records(await connection.query(LIST_REVIEW_SQL, [kept.result, limit, offset]));
  const rows: ReviewRow[] = [];
  for (const row of found) {
    const step = Number(row.step);
    const key = reviewKey(row, keysOf(cleaning, step)[Number(row.key)]);
    const last = rows.at(-1);
    if (last && Number(row.key) > 0) rows.splice(-1, 1, { ...last, keys: [...last.keys, key] });
    else rows.push({ step, line: Number(row.line), why: row.conflict ? 'conflict' : 'ambiguous', keys: [key] });
  }
  return { total, rows };
}

function keysOf({ steps }: Cleaning, index: number): readonly IdentifyKey[] {
  const step = steps[index];
  return step?.kind === 'identify' ? step.keys : [];
}

function reviewKey(row: Record<string, Cell>, key: IdentifyKey | undefined): ReviewKey {
  const columns = key?.columns ?? [];
  const customers = Array.from({ length: SHOWN_CUSTOMERS }, (_, index) => row[`customer${index + 1}`] ?? null);
  return {
    columns,
    values: columns.map((_, index) => textOf(row[`cell${index + 1}`])),
    found: Number(row.found),
    customers: customers.flatMap((customer) => textOf(customer) ?? []),
  };
}

function textOf(value: Cell | undefined): string | null {
  return value === null || value === undefined ? null : String(value);
}

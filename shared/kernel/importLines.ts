import type { RejectedRow } from '../model/import';
import { insertSourceLinesSql } from '../sql/entitiesSql';
import type { FileFacts } from './importFile';
import type { ImportPlan } from './importPlan';
import type { Reject, Rejects } from './importRejects';
import type { Files, FileToken, SqlConnection } from './ports';
import { LineScan, type SourceLineEntry } from './sourceLines';
import { readAsUtf8 } from './textStream';

export interface LineRequest {
  readonly connection: SqlConnection;
  readonly files: Files;
  readonly file: FileToken;
  readonly table: string;
  readonly plan: ImportPlan;
  readonly rows: number;
  readonly rejects: Rejects;
  readonly known: FileFacts;
}

const ENTRIES_PER_STATEMENT = 10_000;

/** Notes the source line of every row of a new table, and answers the rejected rows with theirs, in the file's order. */
export async function saveSourceLines(request: LineRequest): Promise<RejectedRow[]> {
  const { entries, rejected } = await findLines(request);
  for (let from = 0; from < entries.length; from += ENTRIES_PER_STATEMENT) {
    await request.connection.exec(insertSourceLinesSql(request.table, entries.slice(from, from + ENTRIES_PER_STATEMENT)));
  }
  return rejected.sort((a, b) => a.line - b.line);
}

async function findLines(request: LineRequest): Promise<{ entries: SourceLineEntry[]; rejected: RejectedRow[] }> {
  const { plan, rows, rejects, known } = request;
  if (rejects.lines) return declaredLines(rejects.lines, rejects.byStagedRow);
  const leading = (plan.dialect?.skip ?? 0) + (plan.dialect?.header ? 1 : 0);
  const plain = rejects.byByte.length + rejects.byStagedRow.length === 0 && known.lines === leading + rows;
  if (plain) return { entries: [{ fromRow: 0, offset: leading + 1 }], rejected: [] };
  const scan = await scanLines(request, leading);
  const lineOf = (row: number) => row + (scan.entries.findLast(({ fromRow }) => fromRow <= row)?.offset ?? leading + 1);
  const rejected = [
    ...rejects.byByte.map((reject, index) => rejectedRow(reject, scan.rejectedLines[index] ?? 0)),
    ...rejects.byStagedRow.map((reject) => rejectedRow(reject, lineOf(reject.at))),
  ];
  return { entries: withoutStaged(scan.entries, rejects.byStagedRow), rejected };
}

function declaredLines(entries: readonly SourceLineEntry[], left: readonly Reject[]) {
  const lineOf = (row: number) => row + (entries.findLast(({ fromRow }) => fromRow <= row)?.offset ?? 1);
  return { entries: withoutStaged(entries, left), rejected: left.map((reject) => rejectedRow(reject, lineOf(reject.at))) };
}

async function scanLines({ files, file, plan, rejects }: LineRequest, leading: number): Promise<LineScan> {
  const quote = plan.dialect?.quote ? plan.dialect.quote.charCodeAt(0) : -1;
  const scan = new LineScan({ quote, leading, rejected: rejects.byByte.map(({ at }) => at) });
  for await (const chunk of readAsUtf8(files, file, plan.shape)) scan.add(chunk);
  scan.finish();
  return scan;
}

/** Rows behind a staged row that was left out move up by one. */
function withoutStaged(entries: readonly SourceLineEntry[], left: readonly Reject[]): SourceLineEntry[] {
  if (left.length === 0) return [...entries];
  const lineOf = (row: number) => row + (entries.findLast(({ fromRow }) => fromRow <= row)?.offset ?? 1);
  const gone = new Set(left.map(({ at }) => at));
  const starts = [...new Set([0, ...entries.map(({ fromRow }) => fromRow), ...left.map(({ at }) => at + 1)])].sort(
    (a, b) => a - b,
  );
  const shifted: SourceLineEntry[] = [];
  for (const start of starts) {
    let row = start;
    while (gone.has(row)) row += 1;
    const fromRow = row - left.filter(({ at }) => at < row).length;
    const offset = lineOf(row) - fromRow;
    if (shifted.at(-1)?.offset !== offset) shifted.push({ fromRow, offset });
  }
  return shifted;
}

function rejectedRow({ column, reason, text }: Reject, line: number): RejectedRow {
  return { line, column, reason, text: text.slice(0, 2000) };
}

import type { RejectedRow } from '../model/import';
import type { LoadedFile } from './importLoad';
import type { Reject } from './importRejects';
import type { SqlConnection } from './ports';
import { LineScan, lineAt, type SourceLineEntry } from './sourceLines';
import type { Column, Table } from './table';
import { readAsUtf8 } from './textStream';

interface Lines {
  readonly entries: readonly SourceLineEntry[];
  readonly rejected: readonly RejectedRow[];
}

/** Notes the source line of every row of a new table, and answers the rejected rows of each of its files with theirs, in order. */
export async function saveSourceLines(
  connection: SqlConnection,
  table: string,
  parts: readonly LoadedFile[],
): Promise<RejectedRow[][]> {
  const entries: SourceLineEntry[] = [];
  const rejected: RejectedRow[][] = [];
  let before = 0;
  for (const part of parts) {
    const lines = await findLines(part);
    for (const { fromRow, offset } of lines.entries) entries.push({ fromRow: before + fromRow, offset: offset - before });
    rejected.push([...lines.rejected].sort((a, b) => a.line - b.line));
    before += part.rows;
  }
  await connection.append({ schema: 'meta', name: 'source_lines' }, [entryTable(table, entries)]);
  return rejected;
}

async function findLines(request: LoadedFile): Promise<Lines> {
  const { plan, rows, rejects, known } = request;
  if (rejects.lines) return declaredLines(rejects.lines, rejects.byStagedRow);
  const skipped = plan.dialect?.skip ?? 0;
  const leading = plan.dialect?.header ? 1 : 0;
  const plain = rejects.byByte.length + rejects.byStagedRow.length === 0 && known.lines === skipped + leading + rows;
  if (plain) return { entries: [{ fromRow: 0, offset: skipped + leading + 1 }], rejected: [] };
  const scan = await scanLines(request, skipped, leading);
  const rejected = [
    ...rejects.byByte.map((reject, index) => rejectedRow(reject, scan.rejectedLines[index] ?? 0)),
    ...rejects.byStagedRow.map((reject) => rejectedRow(reject, lineAt(scan.entries, reject.at))),
  ];
  return { entries: withoutStaged(scan.entries, rejects.byStagedRow), rejected };
}

function declaredLines(entries: readonly SourceLineEntry[], left: readonly Reject[]) {
  return {
    entries: withoutStaged(entries, left),
    rejected: left.map((reject) => rejectedRow(reject, lineAt(entries, reject.at))),
  };
}

async function scanLines({ files, file, plan, rejects }: LoadedFile, skipped: number, leading: number): Promise<LineScan> {
  const quote = plan.dialect?.quote ? plan.dialect.quote.charCodeAt(0) : -1;
  const scan = new LineScan({ quote, skipped, leading, rejected: rejects.byByte.map(({ at }) => at) });
  for await (const chunk of readAsUtf8(files, file, plan.shape)) scan.add(chunk);
  scan.finish();
  return scan;
}

/** Rows behind a staged row that was left out move up by one. */
function withoutStaged(entries: readonly SourceLineEntry[], left: readonly Reject[]): SourceLineEntry[] {
  if (left.length === 0) return [...entries];
  const gone = left.map(({ at }) => at).sort((a, b) => a - b);
  const starts = [...new Set([0, ...entries.map(({ fromRow }) => fromRow), ...gone.map((at) => at + 1)])].sort((a, b) => a - b);
  const shifted: SourceLineEntry[] = [];
  let removed = 0;
  let row = 0;
  for (const start of starts) {
    row = Math.max(row, start);
    while ((gone[removed] ?? Number.POSITIVE_INFINITY) <= row) {
      if (gone[removed] === row) row += 1;
      removed += 1;
    }
    const fromRow = row - removed;
    const offset = lineAt(entries, row) - fromRow;
    if (shifted.at(-1)?.offset !== offset) shifted.push({ fromRow, offset });
  }
  return shifted;
}

function entryTable(table: string, entries: readonly SourceLineEntry[]): Table {
  const numbers = (name: string, values: readonly number[]): Column => ({
    name,
    sqlType: 'BIGINT',
    valid: null,
    kind: 'bigint',
    values: BigInt64Array.from(values, BigInt),
  });
  const names: Column = { name: 'table_name', sqlType: 'VARCHAR', valid: null, kind: 'text', values: entries.map(() => table) };
  const columns = [
    names,
    numbers(
      'from_row',
      entries.map(({ fromRow }) => fromRow),
    ),
    numbers(
      'line_offset',
      entries.map(({ offset }) => offset),
    ),
  ];
  return { rowCount: entries.length, columns };
}

function rejectedRow({ column, reason, text }: Reject, line: number): RejectedRow {
  return { line, column, reason, text: text.slice(0, 2000) };
}

import { SOURCE_LINES_SQL } from '../sql/workspaceSql';
import type { SqlConnection } from './ports';
import { records } from './table';

/** From row `fromRow` of a table on, the line in its file is the row plus `offset`. */
export interface SourceLineEntry {
  readonly fromRow: number;
  readonly offset: number;
}

/** Line in the source file, from 1, of a row of the table. */
export async function readSourceLines(connection: SqlConnection, table: string): Promise<(row: number) => number> {
  const entries = records(await connection.query(SOURCE_LINES_SQL, [table])).map((entry) => ({
    fromRow: Number(entry.from_row),
    offset: Number(entry.line_offset),
  }));
  return (row) => lineAt(entries, row);
}

/** The line of a row, found by halving; before the first entry a row's line is its number from 1. */
export function lineAt(entries: readonly SourceLineEntry[], row: number): number {
  let [low, high] = [0, entries.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((entries[middle]?.fromRow ?? 0) <= row) low = middle + 1;
    else high = middle;
  }
  return row + (entries[low - 1]?.offset ?? 1);
}

export interface LineScanOptions {
  /** The quote's byte, or -1. */
  readonly quote: number;
  /** Lines above the table, blank ones too. */
  readonly skipped: number;
  /** Records before the first row: the header. */
  readonly leading: number;
  /** Byte positions at which rejected records start, ascending. */
  readonly rejected: readonly number[];
}

const LINE_FEED = 10;
const CARRIAGE_RETURN = 13;

/**
 * Follows the lines of a delimited file while its bytes stream by: which line each kept row starts on, and which line each
 * rejected record. Blank lines are no records; a quoted cell may span lines.
 */
export class LineScan {
  readonly entries: SourceLineEntry[] = [];
  /** Lines of the rejected records, in their order. */
  readonly rejectedLines: number[] = [];
  private position = 0;
  private line = 1;
  private records = 0;
  private rows = 0;
  private quoted = false;
  private blank = true;
  private start = 0;
  private startLine = 1;

  constructor(private readonly options: LineScanOptions) {}

  add(bytes: Uint8Array): void {
    const { quote } = this.options;
    for (let index = 0; index < bytes.length; index++) {
      const byte = bytes[index];
      if (byte === LINE_FEED) this.endLine(this.position + index + 1);
      else if (byte === quote) this.openOrCloseQuote();
      else if (byte !== CARRIAGE_RETURN) this.blank = false;
    }
    this.position += bytes.length;
  }

  finish(): void {
    this.quoted = false;
    if (!this.blank) this.endLine(this.position);
  }

  get rowCount(): number {
    return this.rows;
  }

  private openOrCloseQuote(): void {
    this.quoted = !this.quoted;
    this.blank = false;
  }

  private endLine(next: number): void {
    this.line += 1;
    const isSkipped = this.line - 1 <= this.options.skipped;
    if (isSkipped) this.quoted = false;
    if (this.quoted) return;
    if (!this.blank && !isSkipped) this.endRecord();
    this.blank = true;
    this.start = next;
    this.startLine = this.line;
  }

  private endRecord(): void {
    this.records += 1;
    if (this.records <= this.options.leading) return;
    const rejected = this.options.rejected[this.rejectedLines.length];
    if (rejected !== undefined && rejected <= this.start) {
      this.rejectedLines.push(this.startLine);
      return;
    }
    const offset = this.startLine - this.rows;
    if (this.entries.at(-1)?.offset !== offset) this.entries.push({ fromRow: this.rows, offset });
    this.rows += 1;
  }
}

import type { RejectedRow } from '../model/import';
import { rejectSaying } from '../model/rejectReasons';
import { type Fault, fault } from '../model/result';
import { type Saying, say } from '../model/saying';
import type { SqlConnection } from './ports';
import type { SourceLineEntry } from './sourceLines';

/** A rejected row before its line is known. */
export interface Reject {
  /** The byte its record starts at, or its row among the staged ones. */
  readonly at: number;
  readonly column: string | null;
  readonly reason: string;
  readonly text: string;
}

/** Rows the reader could not cut or convert, and rows that were cut but did not fit their types. */
export interface Rejects {
  readonly byByte: readonly Reject[];
  readonly byStagedRow: readonly Reject[];
  /** Where the rows stand in a file that is no delimited text. */
  readonly lines?: readonly SourceLineEntry[];
}

const SHOWN = 3;

/** @throws Fault TOO_MANY_REJECTS with the first rejected rows when their share is above the limit. */
export function refuseTooMany(file: string, rejected: readonly RejectedRow[], kept: number, limit: number): void {
  const share = rejected.length / (rejected.length + kept || 1);
  if (share <= limit) return;
  throw tooMany(file, rejected, kept, limit);
}

function tooMany(file: string, rejected: readonly RejectedRow[], kept: number, limit: number): Fault {
  const first = rejected[0];
  const examples = rejected
    .slice(0, SHOWN)
    .map(example)
    .reduce((before, next) => say('reject.next', { before, next }));
  return fault(
    'TOO_MANY_REJECTS',
    'file.tooManyRejects',
    { file, rejected: rejected.length, rows: rejected.length + kept, limit: limit * 100, examples },
    {
      hint: 'hint.fitRows',
      at: { file, ...(first ? { line: first.line } : {}), ...(first?.column ? { field: first.column } : {}) },
    },
  );
}

function example({ line, column, reason }: RejectedRow): Saying {
  const said = rejectSaying(reason);
  if (column === null) return say('reject.at', { line, reason: said });
  return say('reject.atColumn', { line, column, reason: said });
}

export async function saveRejects(connection: SqlConnection, receipt: number, rejected: readonly RejectedRow[]): Promise<void> {
  if (rejected.length === 0) return;
  const text = (name: string, values: readonly (string | null)[]) => ({
    name,
    sqlType: 'VARCHAR',
    kind: 'text' as const,
    valid: Uint8Array.from(values, (value) => (value === null ? 0 : 1)),
    values: values.map((value) => value ?? ''),
  });
  const table = {
    rowCount: rejected.length,
    columns: [
      {
        name: 'receipt',
        sqlType: 'INTEGER',
        kind: 'number' as const,
        valid: null,
        values: new Int32Array(rejected.length).fill(receipt),
      },
      {
        name: 'line',
        sqlType: 'BIGINT',
        kind: 'bigint' as const,
        valid: null,
        values: BigInt64Array.from(rejected, ({ line }) => BigInt(line)),
      },
      text(
        'column_name',
        rejected.map(({ column }) => column),
      ),
      text(
        'reason',
        rejected.map(({ reason }) => reason),
      ),
      text(
        'text',
        rejected.map((row) => row.text),
      ),
    ],
  };
  await connection.append({ schema: 'meta', name: 'rejects' }, [table]);
}

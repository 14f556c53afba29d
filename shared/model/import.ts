import { z } from 'zod';
import { SHORTEST_REASON } from './audit';
import type { DataClass } from './classification';

export const COLUMN_TYPES = ['text', 'integer', 'number', 'boolean', 'date', 'timestamp'] as const;
/** What a column holds, as a person would say it. `integer` is 64-bit, `number` is double precision. */
export type ColumnType = (typeof COLUMN_TYPES)[number];

/** `fixed` is text cut at runs of blanks; `json` an array of objects, or objects one after the other; `arrow` an IPC file or stream. */
export const IMPORT_FORMATS = ['csv', 'fixed', 'parquet', 'xlsx', 'json', 'arrow', 'duckdb', 'sqlite'] as const;
export type ImportFormat = (typeof IMPORT_FORMATS)[number];

/** What the names of data files end in, after the dot; one of `PACKED_ENDINGS` may follow, or stand alone. */
export const IMPORT_ENDINGS = [
  ...['csv', 'tsv', 'txt', 'dat', 'json', 'ndjson', 'jsonl'],
  ...['xlsx', 'xlsm', 'parquet', 'pq', 'arrow', 'feather', 'ipc'],
  ...['db', 'duckdb', 'sqlite', 'sqlite3'],
] as const;

export const PACKED_ENDINGS = ['gz', 'zip'] as const;

const DATA_FILE = new RegExp(`\\.(${[...IMPORT_ENDINGS, ...PACKED_ENDINGS].join('|')})$`, 'i');

/** Whether a file of this name is likely to be one that can be imported. */
export function isDataFile(name: string): boolean {
  return DATA_FILE.test(name);
}

/** How text files are written, by the names of the WHATWG Encoding Standard; `gb18030` reads GBK and GB2312 too. */
export const TEXT_ENCODINGS = ['utf-8', 'gb18030', 'utf-16le', 'utf-16be', 'windows-1252', 'shift_jis'] as const;
export type TextEncodingName = (typeof TEXT_ENCODINGS)[number];

/** Everything is guessed when absent. `widths` reads lines without delimiter, cut where runs of blanks end. */
export const importOptionsSchema = z.strictObject({
  format: z.enum(IMPORT_FORMATS).optional(),
  /** File of an archive; default: the first data file in it. */
  entry: z.string().optional(),
  /** Sheet of a workbook, table of a database, array in a JSON object; default: the first that is not hidden. */
  part: z.string().optional(),
  delimiter: z.string().min(1).max(4).optional(),
  quote: z.string().max(1).optional(),
  header: z.boolean().optional(),
  encoding: z.enum(TEXT_ENCODINGS).optional(),
  /** Column name → type. */
  types: z.record(z.string(), z.enum(COLUMN_TYPES)).optional(),
  /** Column name → unit of its numbers; an empty one takes a guessed unit away. */
  units: z.record(z.string(), z.string().max(20)).optional(),
  /** Tokens read as unknown: for every column, or per column. */
  nulls: z.union([z.array(z.string()), z.record(z.string(), z.array(z.string()))]).optional(),
  /** Share of rejected rows above which the import stops with nothing changed. Default 0.001. */
  rejectShare: z.number().min(0).max(1).optional(),
  /** Column names in order, where the file has no header or its names are to be replaced. */
  names: z.array(z.string().min(1)).optional(),
  /** Columns of passwords, card security codes or biometrics (C3) that are taken in all the same, and why. */
  kept: z
    .array(z.strictObject({ column: z.string().min(1), reason: z.string().trim().min(SHORTEST_REASON).max(500) }))
    .optional(),
});
export type ImportOptions = z.infer<typeof importOptionsSchema>;

/** A sheet of a workbook, a table of a database, or an array in a JSON object. */
export interface ImportPart {
  readonly name: string;
  readonly hidden: boolean;
}

/** A data file in an archive; its name may hold slashes. */
export interface ArchiveEntry {
  readonly name: string;
  /** Bytes when unpacked, as the archive says. */
  readonly size: number;
}

/** A column of an imported table. */
export interface TableColumn {
  readonly name: string;
  readonly type: ColumnType;
  /** What its numbers are counted in, as the name or the cells say: 万元, %. A cell 12.5% is 12.5 of the unit %. */
  readonly unit?: string;
}

export interface ColumnPreview extends TableColumn {
  /** Tokens that stand for unknown among the cells. */
  readonly nulls?: readonly string[];
  readonly reason?: TypeReason;
}

/**
 * Why a type was chosen where it would surprise: identifiers that look like numbers stay text, so do values of several kinds; values in
 * a person's writing are read; times with a zone are kept in UTC.
 */
export type TypeReason =
  | 'leadingZeros'
  | 'longDigits'
  | 'ruinedDigits'
  | 'writtenNumber'
  | 'writtenDate'
  | 'percent'
  | 'phone'
  | 'compactDate'
  | 'serialDate'
  | 'mixedKinds'
  | 'utc';

/** How a text would read in one encoding. */
export interface EncodingChoice {
  readonly encoding: TextEncodingName;
  /** The first lines with characters beyond ASCII. */
  readonly sample: string;
}

/** What an import would do, from the head of the file. */
export interface ImportPreview {
  readonly file: string;
  readonly size: number;
  /** The names of several files that become one table; `size` is that of all, everything else the first one's. */
  readonly files?: readonly string[];
  readonly format: ImportFormat;
  readonly encoding: string;
  /** Encodings the text is valid in, the one it is read in first; empty where only one comes into question. */
  readonly encodings: readonly EncodingChoice[];
  readonly delimiter?: string;
  readonly quote?: string;
  readonly header?: boolean;
  /** What is read of an archive, and all data files in it. */
  readonly entry?: string;
  readonly entries?: readonly ArchiveEntry[];
  /** What is read of a file with several tables, and all that it has. */
  readonly part?: string;
  readonly parts?: readonly ImportPart[];
  /** Lines above the header that are no part of the table, each at most 200 characters. */
  readonly skipped?: readonly string[];
  readonly table: string;
  readonly columns: readonly ColumnPreview[];
  /** First rows as text, as they stand in the file. */
  readonly rows: readonly (readonly (string | null)[])[];
  /** Where nothing was chosen for the file yet and a file like it was imported before. */
  readonly template?: ImportTemplate;
  /** By column, in their order; a person's overruling of the table that is replaced counts. Absent while nothing was asked of it. */
  readonly classes?: readonly DataClass[];
  /** Columns of class C3, which are left out unless they are `kept`. */
  readonly credentials?: readonly string[];
}

/** How a file with the same columns was imported before. */
export interface ImportTemplate {
  readonly receipt: number;
  readonly table: string;
  readonly file: string;
  /** ISO time. */
  readonly importedAt: string;
  readonly options: ImportOptions;
}

/** One of several files that became one table. */
export interface ImportedFile {
  readonly name: string;
  /** Bytes. */
  readonly size: number;
  readonly sha256: string;
  /** Rows kept, and refused. */
  readonly rows: number;
  readonly rejected: number;
}

/** The evidence of one import. */
export interface ImportReceipt {
  readonly id: number;
  readonly table: string;
  readonly file: string;
  /** Bytes. */
  readonly size: number;
  /** Of several files, the hash of theirs in order, each on a line. */
  readonly sha256: string;
  /** Where several files became one table: each of them, in the order of its rows. Everything else is the first one's, or their sum. */
  readonly files?: readonly ImportedFile[];
  readonly format: ImportFormat;
  readonly encoding: string;
  readonly delimiter?: string;
  readonly quote?: string;
  readonly header?: boolean;
  readonly entry?: string;
  readonly part?: string;
  /** Lines above the header that were left out. */
  readonly skipped?: readonly string[];
  /** Rows in the file, kept, and refused. */
  readonly rowsRead: number;
  readonly rows: number;
  readonly rejected: number;
  readonly columns: readonly TableColumn[];
  /** Columns of class C3 that were left out. */
  readonly leftOut?: readonly string[];
  readonly options: ImportOptions;
  readonly seconds: number;
  /** ISO time. */
  readonly importedAt: string;
}

/** A row that was not taken, and why. */
export interface RejectedRow {
  /** Which of several files it stands in. */
  readonly file?: string;
  /** Line in the source file, from 1. */
  readonly line: number;
  readonly column: string | null;
  readonly reason: string;
  /** The source line as text, at most 2,000 characters. */
  readonly text: string;
}

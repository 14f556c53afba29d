import type { ColumnPreview, ColumnType, ImportOptions, ImportPreview } from '../model/import';
import type { CsvDialect, ImportColumn } from '../sql/importSql';
import type { LineMeter } from './lineMeter';
import type { FileReader, FileToken, SqlConnection, SqlEngine } from './ports';
import type { SourceLineEntry } from './sourceLines';
import type { TextShape } from './textStream';

/** Rows shown before the import. */
export const PREVIEW_ROWS = 50;
/** Rows that types are guessed from. */
export const SAMPLE_ROWS = 20_480;

/** How a file will be read: everything guessed or given, and what the guess rests on. */
export interface ImportPlan {
  readonly preview: ImportPreview;
  /** How lines are cut; null where the format declares its columns. */
  readonly dialect: CsvDialect | null;
  /** How the bytes become text; without meaning where they are none. */
  readonly shape: TextShape;
  /** What the database's reader takes the cells of each column for; empty where it does not read them itself. */
  readonly found: readonly ColumnType[];
  /** Reads the rows of a file whose format declares its columns; absent for delimited text. */
  readonly open?: OpenRelation;
}

/** Rows in a relation that SQL can read, until it is released. */
export interface Relation {
  /** What stands behind FROM. */
  readonly from: string;
  readonly columns: readonly ColumnPreview[];
  /** The rows' places in the file: lines, or their numbers from 1 where it has none. */
  readonly lines: readonly SourceLineEntry[];
  release(): Promise<void>;
}

/** `limit` is the most rows that are wanted. */
export type OpenRelation = (connection: SqlConnection, signal: AbortSignal, limit?: number) => Promise<Relation>;

/** A file and how it is to be read. */
export interface FileToRead {
  readonly file: FileToken;
  readonly options: ImportOptions;
}

/** Several files of one shape that become one table, where there are `more`. */
export interface FilesToRead extends FileToRead {
  readonly more?: readonly FileToken[] | undefined;
}

/** What reads it. */
export interface FileSource extends FileToRead {
  readonly files: FileReader;
  readonly engine: Pick<SqlEngine, 'source' | 'textSource' | 'copiedSource'>;
}

export interface ImportSource extends FileSource {
  readonly connection: SqlConnection;
  readonly signal: AbortSignal;
}

/** What is loaded, and where to. */
export interface LoadRequest extends ImportSource {
  readonly plan: ImportPlan;
  readonly table: string;
  readonly columns: readonly ImportColumn[];
  /** Counts the lines of a text that has to be written anew for the database. */
  readonly meter: LineMeter;
}

/** What the kind of file decides of a plan. */
export type PlannedPart = Pick<ImportPlan, 'dialect' | 'shape' | 'found' | 'open'> & {
  preview: Omit<ImportPreview, 'file' | 'size' | 'encoding' | 'encodings' | 'table'>;
};

import { type ColumnPreview, type ColumnType, IMPORT_ENDINGS, type ImportFormat, type ImportOptions } from '../model/import';
import { fault } from '../model/result';
import { quoted, say } from '../model/saying';
import { parquetRelation } from '../sql/relationSql';
import { fixedColumns } from './fixedColumns';
import { planArrow } from './importArrow';
import { planDatabase } from './importDatabase';
import { type Head, readHead, refuseUnreadable, unreadable } from './importHead';
import { planJson } from './importJson';
import { type Unpacked, unpack } from './importPacked';
import type { FileSource, ImportPlan, ImportSource, PlannedPart, Relation } from './importPlan';
import { planRelation, relationOfTable } from './importRelation';
import { planSqlite } from './importSqlite';
import { planText } from './importText';
import { planWorkbook } from './importWorkbook';
import type { FileInfo, SqlConnection } from './ports';
import { takenNames } from './versions';

/** What the first bytes of a file say it is. */
export interface OpenedFile {
  readonly unpacked: Unpacked;
  /** The file as it lies on disk. */
  readonly file: FileInfo;
  /** What is read, which may be a file inside it. */
  readonly info: FileInfo;
  readonly head: Head;
  /** Undefined where it is a text that may be delimited or of fixed width. */
  readonly format: ImportFormat | undefined;
}

/** @throws Fault FILE_EMPTY, FILE_UNREADABLE, FILE_NOT_REGULAR, INVALID_REQUEST (no such entry). */
export async function openFile(source: FileSource): Promise<OpenedFile> {
  const file = await source.files.info(source.file);
  const unpacked = await unpack(source);
  const { name, size } = unpacked;
  const head = await readHead(unpacked);
  const format = source.options.format ?? head.format;
  refuseUnreadable({ ...file, name, size }, head, format);
  const isText = head.format === undefined || head.format === 'json';
  const info = isText ? { ...file, name, size } : await unpacked.source.files.info(source.file);
  return { unpacked, file, info, head, format };
}

/** Looks at the first rows of a file. @throws Fault FILE_EMPTY, FILE_UNREADABLE, UNKNOWN_COLUMN. */
export async function planImport(opened: OpenedFile, connection: SqlConnection, signal: AbortSignal): Promise<ImportPlan> {
  const { info, head, file, unpacked } = opened;
  const { entry, entries } = unpacked;
  const source = { ...unpacked.source, connection, signal };
  const table = await freeTableName(connection, entry?.split(/[/\\]/).at(-1) ?? file.name);
  const common = {
    file: file.name,
    size: file.size,
    ...(entry === undefined ? {} : { entry }),
    ...(entries === undefined ? {} : { entries }),
    encoding: head.encoding,
    encodings: head.choices,
    table,
  };
  const plan = await planFormat(source, opened);
  return {
    ...plan,
    preview: { ...common, ...plan.preview, columns: chosenColumns(plan.preview.columns, source.options, info.name) },
  };
}

async function planFormat(source: ImportSource, { info, head, format }: OpenedFile): Promise<PlannedPart> {
  if (format === 'parquet') return await planParquet(source, info.name, head);
  if (format === 'arrow') return await planArrow(source, info, head);
  if (format === 'duckdb') return await planDatabase(source, info.name, head);
  if (format === 'sqlite') return await planSqlite(source, info, head);
  if (format === 'json') return await planJson(source, info.name, head);
  if (format === 'xlsx') return await planWorkbook(source, info);
  return await planText(source, info.name, format ?? (fixedColumns(head.text) ? 'fixed' : 'csv'), head);
}

async function planParquet(source: ImportSource, name: string, head: Head): Promise<PlannedPart> {
  try {
    const plan = await planRelation(source, name, head.shape, (connection, signal) =>
      openParquet({ ...source, connection, signal }),
    );
    return { ...plan, preview: { ...plan.preview, format: 'parquet' } };
  } catch (cause) {
    throw unreadable(cause, name, 'file.notParquet');
  }
}

async function openParquet({ engine, connection, file, signal }: ImportSource): Promise<Relation> {
  const source = await engine.source(connection, file, 'parquet', signal);
  if ('database' in source) throw new Error('a Parquet file is no database');
  return await relationOfTable(connection, parquetRelation(source), source);
}

/** The columns with the types and units that were chosen for them. @throws Fault UNKNOWN_COLUMN for a name that none has. */
export function chosenColumns(
  columns: readonly ColumnPreview[],
  { types = {}, units = {} }: ImportOptions,
  file: string,
): ColumnPreview[] {
  const unknown = Object.keys({ ...types, ...units }).find((name) => !columns.some((column) => column.name === name));
  if (unknown !== undefined) {
    const hint = say('hint.columns', { columns: columns.map(({ name }) => name.slice(0, 60)) });
    throw fault('UNKNOWN_COLUMN', 'file.noColumn', { file, column: quoted(unknown) }, { hint, at: { file, field: unknown } });
  }
  return columns.map((column) => withUnit(withType(column, types[column.name]), units[column.name]));
}

/** What was guessed of the cells holds only for the type that was guessed. */
function withType(column: ColumnPreview, type: ColumnType | undefined): ColumnPreview {
  return type === undefined || type === column.type ? column : { name: column.name, type };
}

function withUnit({ unit: guessed, ...column }: ColumnPreview, chosen = guessed): ColumnPreview {
  return chosen ? { ...column, unit: chosen } : column;
}

const ENDING = new RegExp(`(\\.(${IMPORT_ENDINGS.join('|')}))?(\\.gz)?$`, 'i');

/** The file's name without ending, with a number behind it where a table has that name already. */
export async function freeTableName(connection: SqlConnection, file: string): Promise<string> {
  const base = file.replace(ENDING, '').slice(0, 200) || 'table';
  const taken = await takenNames(connection);
  let name = base;
  for (let number = 2; taken.has(name.toLowerCase()); number++) name = `${base}_${number}`;
  return name;
}

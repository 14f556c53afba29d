import type { ColumnType, ImportFormat, ImportOptions, ImportPreview, ImportTemplate } from '#shared/model/import';
import type { TableInfo } from '#shared/model/workspace';

/** What the user changed of what was guessed; everything absent stays guessed. */
export interface ImportDraft {
  readonly table?: string;
  readonly options: ImportOptions;
}

/** What a part of the form that says how a file is read is given. */
export interface PartProps {
  readonly preview: ImportPreview;
  readonly draft: ImportDraft;
  readonly onChange: (draft: ImportDraft) => void;
}

export const EMPTY_DRAFT: ImportDraft = { options: {} };

/** The choices of an earlier import. How many rows may be rejected, and which file of an archive is read, is decided anew each time. */
export function likeTemplate({ table, options }: ImportTemplate, { options: { entry } }: ImportDraft = EMPTY_DRAFT): ImportDraft {
  const { rejectShare: _rejectShare, entry: _entry, kept: _kept, ...chosen } = options;
  return { table, options: { ...chosen, ...(entry === undefined ? {} : { entry }) } };
}

type FileOptions = Pick<ImportOptions, 'format' | 'part' | 'encoding' | 'delimiter' | 'quote' | 'header'>;

/** What a part of a file in that format is called. */
export function partLabel(format: ImportFormat): 'part.xlsx' | 'part.json' | 'part.table' {
  if (format === 'xlsx') return 'part.xlsx';
  return format === 'json' ? 'part.json' : 'part.table';
}

/** Another way to cut the file into columns: names, types and units chosen for the former columns no longer apply. */
export function readDifferently({ options, ...draft }: ImportDraft, change: FileOptions): ImportDraft {
  const { names: _names, types: _types, units: _units, kept: _kept, ...rest } = options;
  return { ...draft, options: { ...rest, ...change } };
}

/** Another file of an archive: nothing that was chosen for the former one applies, but the table's name. */
export function readEntry({ options: _options, ...draft }: ImportDraft, entry: string): ImportDraft {
  return { ...draft, options: { entry } };
}

/** Whether nothing was chosen yet but which file of an archive is read. */
export function isUntouched({ table, options: { entry: _entry, ...options } }: ImportDraft): boolean {
  return table === undefined && Object.keys(options).length === 0;
}

/** Types that hold all that the type can hold, so that reading it as one of them loses nothing. */
const WIDER: Readonly<Record<ColumnType, readonly ColumnType[]>> = {
  text: [],
  integer: ['number', 'text'],
  number: ['text'],
  boolean: ['text'],
  date: ['timestamp', 'text'],
  timestamp: ['text'],
};

/** Columns keep the wider types of a table that is replaced: card numbers that are text there do not become numbers. */
export function readLike({ options, ...draft }: ImportDraft, columns: ImportPreview['columns'], table: TableInfo): ImportDraft {
  const types = { ...options.types };
  for (const { name, type } of columns) {
    const former = table.columns.find((column) => sameName(column.name, name));
    if (former && WIDER[type].includes(former.type)) types[name] ??= former.type;
  }
  return { ...draft, options: { ...options, types } };
}

/** The table that an import under this name replaces; names ignore case. */
export function sameTable(tables: readonly TableInfo[], name: string | undefined): TableInfo | undefined {
  return tables.find((table) => name !== undefined && sameName(table.name, name));
}

function sameName(a: string, b: string): boolean {
  return a.toLowerCase() === b.toLowerCase();
}

export function chooseType({ options, ...draft }: ImportDraft, column: string, type: ColumnType): ImportDraft {
  return { ...draft, options: { ...options, types: { ...options.types, [column]: type } } };
}

/** An empty unit takes a guessed one away. */
export function chooseUnit({ options, ...draft }: ImportDraft, column: string, unit: string): ImportDraft {
  return { ...draft, options: { ...options, units: { ...options.units, [column]: unit.trim() } } };
}

/** Names one column; what was chosen for it goes along. An empty or repeated name changes nothing. */
export function renameColumn(draft: ImportDraft, columns: ImportPreview['columns'], index: number, name: string): ImportDraft {
  const former = columns[index]?.name;
  const wanted = name.trim();
  if (former === undefined || wanted === '' || columns.some((column) => column.name === wanted)) return draft;
  const names = columns.map((column, at) => (at === index ? wanted : column.name));
  const { types, units, ...options } = draft.options;
  const renamed = <T>(chosen: Readonly<Record<string, T>>) =>
    Object.fromEntries(Object.entries(chosen).map(([key, value]) => [key === former ? wanted : key, value]));
  const moved = { ...(types ? { types: renamed(types) } : {}), ...(units ? { units: renamed(units) } : {}) };
  return { ...draft, options: { ...options, ...moved, names } };
}

/** Columns of passwords and the like that are taken in all the same; none are left out. */
export function keepCredentials({ options, ...draft }: ImportDraft, columns: readonly string[], reason: string): ImportDraft {
  const { kept: _kept, ...rest } = options;
  const kept = columns.map((column) => ({ column, reason }));
  return { ...draft, options: kept.length === 0 ? rest : { ...rest, kept } };
}

/** Tokens that every column reads as unknown. */
export function readAsNull({ options, ...draft }: ImportDraft, tokens: readonly string[]): ImportDraft {
  const { nulls: _nulls, ...rest } = options;
  return { ...draft, options: tokens.length === 0 ? rest : { ...rest, nulls: [...tokens] } };
}

/** The tokens of `nulls` where they are the same for every column. */
export function nullTokens({ nulls }: ImportOptions): readonly string[] {
  return Array.isArray(nulls) ? nulls : [];
}

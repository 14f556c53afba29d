import type { QueryFunction, QuerySchema, QueryTable, QueryTableColumn } from '#shared/model/query';
import { plainName, RESERVED_WORDS, type SqlToken, sqlTokens, statementAt, writtenName } from '#shared/model/sqlTokens';
import { type Scope, type ScopeTable, scopeAt } from './queryScope';

/** Something that may stand at the cursor. */
export interface Completion {
  readonly kind: 'table' | 'common' | 'alias' | 'column' | 'function' | 'keyword';
  readonly label: string;
  readonly insert: string;
  /** What it is, in short: its type, its table. */
  readonly detail?: string;
  readonly note?: string;
  /** Smaller comes first. */
  readonly rank: number;
}

export interface Completions {
  /** Where what is typed so far begins. */
  readonly from: number;
  readonly items: readonly Completion[];
}

const BEHIND_TABLE = keywords('AS WHERE JOIN LEFT_JOIN INNER_JOIN USING ON GROUP_BY ORDER_BY LIMIT UNION_ALL QUALIFY');
const KEYWORDS = keywords(
  'SELECT FROM WHERE GROUP_BY ORDER_BY HAVING LIMIT JOIN LEFT_JOIN INNER_JOIN ON USING WITH AS DISTINCT UNION_ALL CASE WHEN THEN ELSE END AND OR NOT IN IS NULL BETWEEN LIKE EXISTS DESC QUALIFY OVER PARTITION_BY FILTER',
);

function keywords(words: string): Completion[] {
  return words.split(' ').map((word) => {
    const label = word.replace('_', ' ');
    return { kind: 'keyword', label, insert: label, rank: 5 };
  });
}

/** What may stand at a place of the text: tables behind FROM, columns of the tables in sight, functions and keywords. */
export function completionsAt(text: string, offset: number, schema: QuerySchema): Completions {
  const tokens = sqlTokens(text);
  if (tokens.some((token) => isInside(token, offset))) return { from: offset, items: [] };
  const read = tokensAround(text, tokens, offset);
  const typed = read.findIndex(({ kind, start, text: word }) => isName(kind) && start < offset && offset <= start + word.length);
  const from = read[typed]?.start ?? offset;
  const before = read.filter((token) => token.start < from);
  const scope = scopeAt(isAliasLike(read, typed) ? read.toSpliced(typed, 1) : read, offset, schema);
  const path = pathBefore(before);
  if (path.length > 0) return { from, items: behindDot(path, scope, schema) };
  if (standsTable(before)) return { from, items: tableItems(scope, schema) };
  return { from, items: isBehindTable(before) ? BEHIND_TABLE : valueItems(scope, schema) };
}

/** In a text, a comment or a number. What is left open goes on at its end, too. */
function isInside({ kind, text, start }: SqlToken, offset: number): boolean {
  if (isName(kind) || kind === 'symbol' || offset <= start) return false;
  const end = start + text.length;
  return offset < end || (offset === end && (kind === 'other' || kind === 'number' || text.startsWith('--')));
}

/** The pieces of the statement that a place belongs to; behind a semicolon another begins. */
function tokensAround(text: string, tokens: readonly SqlToken[], offset: number): SqlToken[] {
  const statement = statementAt(text, offset);
  const isOpen = statement && (offset < statement.end || text[statement.end - 1] !== ';');
  if (!statement || !isOpen || offset < statement.start) return [];
  const end = Math.max(offset, statement.end);
  return tokens.filter(({ kind, text: piece, start }) => {
    return kind !== 'comment' && piece !== ';' && start >= statement.start && start < end;
  });
}

function isName(kind: SqlToken['kind']): boolean {
  return kind === 'word' || kind === 'name';
}

/** A word that is being typed behind a table could be taken for its alias. */
function isAliasLike(tokens: readonly SqlToken[], typed: number): boolean {
  const before = tokens[typed - 1];
  if (!before) return false;
  return before.text === ')' || (isName(before.kind) && !/^(from|join|as|select|on|where|by|and|or)$/i.test(before.text));
}

/** `data`, `clients` before `data.clients.`; nothing where no dot is before the cursor. */
function pathBefore(tokens: readonly SqlToken[]): string[] {
  const path: string[] = [];
  for (let at = tokens.length - 1; tokens[at]?.text === '.'; at -= 2) {
    const name = tokens[at - 1];
    if (!name || !isName(name.kind)) return path;
    path.unshift(plainName(name.text));
  }
  return path;
}

function behindDot(path: readonly string[], scope: Scope, schema: QuerySchema): Completion[] {
  const [first = '', second] = path;
  if (second !== undefined) {
    const table = schema.tables.find((each) => isSame(each.schema, first) && isSame(each.name, second));
    return columnItems(table?.columns ?? [], second);
  }
  const named = scope.tables.find(({ name }) => isSame(name, first));
  if (named && named.columns.length > 0) return columnItems(named.columns, first);
  return schema.tables.filter((table) => isSame(table.schema, first)).map((table) => tableItem(table, writtenName(table.name)));
}

/** Behind FROM and JOIN, and behind a comma between tables. */
function standsTable(before: readonly SqlToken[]): boolean {
  const last = before.at(-1);
  if (!last) return false;
  if (last.kind === 'word' && /^(from|join)$/i.test(last.text)) return true;
  if (last.text !== ',') return false;
  let depth = 0;
  for (const { kind, text } of before.toReversed()) {
    if (text === ')') depth += 1;
    if (text === '(') depth -= 1;
    if (depth < 0) return false;
    if (depth === 0 && kind === 'word' && /^(select|where|by|having|on|set|limit|qualify|values)$/i.test(text)) return false;
    if (depth === 0 && kind === 'word' && /^from$/i.test(text)) return true;
  }
  return false;
}

/** Where an alias may be typed, which nobody can guess. */
function isBehindTable(before: readonly SqlToken[]): boolean {
  const last = before.at(-1);
  if (!last || !isName(last.kind) || (last.kind === 'word' && RESERVED_WORDS.has(last.text.toLowerCase()))) return false;
  const path = pathBefore(before.slice(0, -1));
  return standsTable(before.slice(0, before.length - 1 - 2 * path.length));
}

function tableItems(scope: Scope, schema: QuerySchema): Completion[] {
  return [
    ...scope.common.map(({ name }) => item('common', name, 0, { detail: 'WITH' })),
    ...schema.tables.map((table) => tableItem(table, `${table.schema}.${writtenName(table.name)}`)),
    ...schema.functions.filter(({ kind }) => kind === 'table').map((each) => functionItem(each, 3)),
  ];
}

function valueItems({ tables, common }: Scope, schema: QuerySchema): Completion[] {
  const several = tables.length > 1;
  return [
    ...tables.flatMap((table) => columnItems(table.columns, several ? table.name : undefined)),
    ...tables.filter(({ name }) => name !== '').map(({ name }) => item('alias', name, 1)),
    ...common.map(({ name }) => item('common', name, 3, { detail: 'WITH' })),
    ...schema.functions.map((each) => functionItem(each, 4)),
    ...KEYWORDS,
    ...schema.tables.map((table) => ({ ...tableItem(table, `${table.schema}.${writtenName(table.name)}`), rank: 6 })),
  ];
}

function columnItems(columns: ScopeTable['columns'], table: string | undefined): Completion[] {
  return columns.map((column) => columnItem(column, table));
}

function columnItem({ name, sqlType, note }: QueryTableColumn, table: string | undefined): Completion {
  const detail = [sqlType, table].filter(Boolean).join(' · ');
  return item('column', name, 0, { ...(detail ? { detail } : {}), ...(note ? { note } : {}) });
}

function tableItem({ schema, rows }: QueryTable, insert: string): Completion {
  const detail = rows === null ? schema : `${schema} · ${rows.toLocaleString('en-US')}`;
  return { kind: 'table', label: insert, insert, detail, rank: schema === 'tags' ? 1 : 2 };
}

function functionItem({ name, parameters, description }: QueryFunction, rank: number): Completion {
  const detail = `(${parameters.join(', ')})`;
  return { kind: 'function', label: name, insert: name, detail, rank, ...(description ? { note: description } : {}) };
}

function item(kind: Completion['kind'], name: string, rank: number, rest: Pick<Completion, 'detail' | 'note'> = {}): Completion {
  return { kind, label: name, insert: writtenName(name), rank, ...rest };
}

function isSame(a: string, b: string): boolean {
  return a.toLowerCase() === b.toLowerCase();
}

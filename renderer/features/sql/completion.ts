import type { QueryFunction, QuerySchema, QueryTable, QueryTableColumn } from '#shared/model/query';
import { plainName, type SqlToken, sqlTokens, statementAt, writtenName } from '#shared/model/sqlTokens';
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

const KEYWORDS =
  'SELECT FROM WHERE GROUP BY ORDER BY HAVING LIMIT JOIN LEFT JOIN INNER JOIN ON USING WITH AS DISTINCT UNION ALL CASE WHEN THEN ELSE END AND OR NOT IN IS NULL BETWEEN LIKE EXISTS DESC QUALIFY OVER PARTITION BY FILTER'
    .replaceAll(/(GROUP|ORDER|PARTITION|LEFT|INNER|UNION) /g, '$1_')
    .split(' ')
    .map((word) => word.replace('_', ' '));

/** What may stand at a place of the text: tables behind FROM, columns of the tables in sight, functions and keywords. */
export function completionsAt(text: string, offset: number, schema: QuerySchema): Completions {
  const statement = statementAt(text, offset);
  const start = statement && offset >= statement.start ? statement.start : offset;
  const end = statement && offset >= statement.start ? Math.max(offset, statement.end) : offset;
  const tokens = sqlTokens(text.slice(start, end)).map((token) => ({ ...token, start: token.start + start }));
  const inside = tokens.find((token) => token.start < offset && offset < token.start + token.text.length);
  if (inside && isOpaque(inside.kind)) return { from: offset, items: [] };
  const read = tokens.filter(({ kind }) => kind !== 'comment');
  const typed = read.findIndex(({ kind, start: at, text: word }) => isName(kind) && at < offset && offset <= at + word.length);
  const from = typed < 0 ? offset : (read[typed]?.start ?? offset);
  const before = read.filter((token) => token.start < from);
  const scope = scopeAt(
    typed < 0 ? read : read.filter((_, index) => index !== typed || !isDangling(read, typed)),
    offset,
    schema,
  );
  const path = pathBefore(before);
  if (path.length > 0) return { from, items: behindDot(path, scope, schema) };
  return { from, items: standsTable(before) ? tableItems(scope, schema) : valueItems(scope, schema) };
}

function isOpaque(kind: SqlToken['kind']): boolean {
  return kind === 'text' || kind === 'comment' || kind === 'number' || kind === 'other';
}

function isName(kind: SqlToken['kind']): boolean {
  return kind === 'word' || kind === 'name';
}

/** What is being typed behind FROM is no table yet, but behind a table it could be taken for its alias. */
function isDangling(tokens: readonly SqlToken[], index: number): boolean {
  const before = tokens[index - 1];
  return (
    before !== undefined && (isName(before.kind) || before.text === ')') && !/^(from|join|as|select|on|where)$/i.test(before.text)
  );
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
  if (named) return columnItems(named.columns, first);
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
    ...KEYWORDS.map((word): Completion => ({ kind: 'keyword', label: word, insert: word, rank: 5 })),
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

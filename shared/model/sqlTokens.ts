/** A piece of SQL text; `other` is what belongs to none, such as an open quote. */
export interface SqlToken {
  readonly kind: 'word' | 'name' | 'text' | 'number' | 'symbol' | 'comment' | 'other';
  readonly text: string;
  /** Where it begins, in UTF-16 units from 0. */
  readonly start: number;
}

const TOKEN =
  /(?<space>[ \t\r\n\f\u00a0\u3000]+)|(?<comment>--[^\r\n]*|\/\*.*?\*\/)|(?<text>'(?:[^']|'')*')|(?<name>"(?:[^"]|"")*")|(?<number>0[xX][\da-fA-F_]+|\d[\d_]*(?:\.[\d_]*)?(?:[eE][+-]?\d+)?|\.\d[\d_]*(?:[eE][+-]?\d+)?)|(?<word>[\p{L}_][\p{L}\p{N}\p{M}_$]*)|(?<symbol>::|:=|(?:(?!--|\/\*)[-+*/<>=~!@#%^&|])+|[(),.[\]{}:;])/suy;

/** The pieces of a text in order, without blanks. Every character that is not blank is in one of them. */
export function sqlTokens(sql: string): SqlToken[] {
  const tokens: SqlToken[] = [];
  for (let at = 0; at < sql.length; ) {
    TOKEN.lastIndex = at;
    const groups = TOKEN.exec(sql)?.groups ?? {};
    const [kind, found] = Object.entries(groups).find(([, text]) => text !== undefined) ?? ['other', unreadable(sql, at)];
    const text = kind === 'symbol' ? operatorIn(found) : found;
    if (kind !== 'space') tokens.push({ kind: kind as SqlToken['kind'], text, start: at });
    at += text.length;
  }
  return tokens;
}

/** An open quote or comment reaches to the end. */
function unreadable(sql: string, at: number): string {
  const isOpen = /['"]/.test(sql[at] ?? '') || sql.startsWith('/*', at);
  return isOpen ? sql.slice(at) : String.fromCodePoint(sql.codePointAt(at) ?? 0);
}

/** As PostgreSQL has it: an operator ends with a sign only if it holds a character that no sum has, so `=-1` is two. */
function operatorIn(found: string): string {
  if (found.length === 1 || /[~!@#%^&|]/.test(found)) return found;
  const short = found.replace(/[-+]+$/, '');
  return short === '' ? (found[0] ?? '') : short;
}

/** One statement of a text, without the semicolon behind it. */
export interface SqlStatement {
  readonly text: string;
  readonly start: number;
  /** Behind its semicolon, or behind its last piece. */
  readonly end: number;
}

/** The statements of a text; comments belong to the one behind them. */
export function sqlStatements(text: string): SqlStatement[] {
  const statements: SqlStatement[] = [];
  let held: SqlToken[] = [];
  for (const token of sqlTokens(text)) {
    if (token.text !== ';') held.push(token);
    else {
      addStatement(statements, text, held, token.start + 1);
      held = [];
    }
  }
  addStatement(statements, text, held, undefined);
  return statements;
}

function addStatement(
  statements: SqlStatement[],
  text: string,
  tokens: readonly SqlToken[],
  semicolon: number | undefined,
): void {
  const [first] = tokens;
  const last = tokens.at(-1);
  if (!first || !last || tokens.every(({ kind }) => kind === 'comment')) return;
  const end = last.start + last.text.length;
  statements.push({ text: text.slice(first.start, end), start: first.start, end: semicolon ?? end });
}

/** The statement that a place in the text belongs to: the one around it, else the one before it, else the first. */
export function statementAt(text: string, offset: number): SqlStatement | undefined {
  const statements = sqlStatements(text);
  return statements.find(({ start, end }) => offset >= start && offset <= end) ?? before(statements, offset) ?? statements[0];
}

function before(statements: readonly SqlStatement[], offset: number): SqlStatement | undefined {
  return statements.filter(({ end }) => end < offset).at(-1);
}

/** A part of a text with blanks before it, so that lines and columns in it are those of the text. */
export function inItsPlace(text: string, start: number, end: number): string {
  return text.slice(0, start).replaceAll(/[^\n]/g, ' ') + text.slice(start, end);
}

/** Line and column, both from 1. */
export interface TextPlace {
  readonly line: number;
  readonly column: number;
}

export function placeIn(text: string, offset: number): TextPlace {
  const lines = text.slice(0, offset).split('\n');
  return { line: lines.length, column: (lines.at(-1) ?? '').length + 1 };
}

export function offsetOf(text: string, { line, column }: TextPlace): number {
  const lines = text.split('\n').slice(0, line - 1);
  return Math.min(text.length, lines.reduce((sum, each) => sum + each.length + 1, 0) + column - 1);
}

/** What a written name means: `"a ""b"""` is a "b". */
export function plainName(written: string): string {
  return written.startsWith('"') ? written.slice(1, -1).replaceAll('""', '"') : written;
}

/** A name as it must be written: in quotes unless it is a plain word that no keyword is. */
export function writtenName(name: string): string {
  const isPlain = /^[\p{L}_][\p{L}\p{N}\p{M}_]*$/u.test(name) && !RESERVED_WORDS.has(name.toLowerCase());
  return isPlain ? name : `"${name.replaceAll('"', '""')}"`;
}

/** Words that DuckDB takes for no name. */
export const RESERVED_WORDS: ReadonlySet<string> = new Set(
  `all analyse analyze and any array as asc asymmetric both case cast check collate column constraint create default deferrable desc describe
   distinct do else end except false fetch for foreign from group having in initially intersect into lambda lateral leading limit not null
   offset on only or order pivot pivot_longer pivot_wider placing primary qualify references returning select show some summarize symmetric
   table then to trailing true union unique unpivot using variadic when where window with join left right inner outer full cross natural
   asof positional semi anti between is isnull notnull like ilike similar glob exists values interval columns at authorization binary by
   collation concurrently freeze overlaps tablesample unpack verbose`.split(/\s+/),
);

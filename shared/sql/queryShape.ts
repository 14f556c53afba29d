import type { SqlToken } from '../model/sqlTokens';

/** A table that a query may read, under its schema. */
export interface NamedTable {
  readonly schema: string;
  readonly name: string;
}

/** Words that begin a query. */
const QUERY_STARTS: ReadonlySet<string> = new Set(['SELECT', 'WITH', 'FROM', 'VALUES']);

/** Deeper brackets are written by nobody. */
const DEEPEST = 200;

const OPENING: Readonly<Record<string, string>> = { '(': ')', '[': ']', '{': '}' };

/** A name that the database takes for no file's, even where nothing is called so. */
export function isPlainName(name: string): boolean {
  return /^[\p{L}\p{N}\p{M}_ ]+$/u.test(name);
}

/** As the database folds letters: those of ASCII alone. `ſelect` is no keyword to it, but SELECT to JavaScript. */
function asciiUpper(text: string): string {
  return text.replaceAll(/[a-z]+/g, (letters) => letters.toUpperCase());
}

/** The same for names. */
export function asciiLower(text: string): string {
  return text.replaceAll(/[A-Z]+/g, (letters) => letters.toLowerCase());
}

/** A word as grammar: not behind a dot or AS, where any word is a name. */
export function keywordAt(tokens: readonly SqlToken[], index: number): string {
  const token = tokens[index];
  if (token?.kind !== 'word') return '';
  const before = tokens[index - 1];
  return before?.text === '.' || isWord(before, 'AS') ? '' : asciiUpper(token.text);
}

export function isWord(token: SqlToken | undefined, word: string): boolean {
  return token?.kind === 'word' && asciiUpper(token.text) === word;
}

export function isOpening({ kind, text }: SqlToken): boolean {
  return kind === 'symbol' && text in OPENING;
}

export function isClosing({ kind, text }: SqlToken): boolean {
  return kind === 'symbol' && (text === ')' || text === ']' || text === '}');
}

/** Of each opening bracket, by its index, where it is closed; `wrong` is one that does not fit. */
export function matchBrackets(tokens: readonly SqlToken[]): {
  readonly closing: ReadonlyMap<number, number>;
  readonly wrong?: number;
} {
  const closing = new Map<number, number>();
  const open: number[] = [];
  for (const [index, token] of tokens.entries()) {
    if (isOpening(token)) open.push(index);
    if (open.length > DEEPEST) return { closing, wrong: index };
    if (!isClosing(token)) continue;
    const from = open.pop();
    if (from === undefined || OPENING[tokens[from]?.text ?? ''] !== token.text) return { closing, wrong: index };
    closing.set(from, index);
  }
  const unclosed = open.at(-1);
  return unclosed === undefined ? { closing } : { closing, wrong: unclosed };
}

/** `WITH name (columns) AS MATERIALIZED (query)`: names as they are written, by index. */
interface CommonTable {
  readonly name: number;
  /** The bracket with the names of its columns. */
  readonly columns?: number;
  /** The bracket with its query. */
  readonly body: number;
}

/** The common table expressions of a text; `wrong` is a piece where none can stand. */
export function findCommonTables(
  tokens: readonly SqlToken[],
  closing: ReadonlyMap<number, number>,
): { readonly found: readonly CommonTable[]; readonly wrong?: number } {
  const found: CommonTable[] = [];
  for (let index = 0; index < tokens.length; index++) {
    if (keywordAt(tokens, index) !== 'WITH' || /^(TIME|ORDINALITY|TIES)$/.test(keywordAt(tokens, index + 1))) continue;
    let at = index + (keywordAt(tokens, index + 1) === 'RECURSIVE' ? 2 : 1);
    for (;;) {
      const table = commonTableAt(tokens, closing, at);
      if ('wrong' in table) return { found, wrong: table.wrong };
      found.push(table);
      const behind = (closing.get(table.body) ?? 0) + 1;
      if (!startsQuery(tokens, table.body + 1)) return { found, wrong: table.body + 1 };
      if (tokens[behind]?.text !== ',') {
        if (!startsQuery(tokens, behind)) return { found, wrong: behind };
        break;
      }
      at = behind + 1;
    }
  }
  return { found };
}

function commonTableAt(
  tokens: readonly SqlToken[],
  closing: ReadonlyMap<number, number>,
  name: number,
): CommonTable | { readonly wrong: number } {
  const kind = tokens[name]?.kind;
  if (kind !== 'word' && kind !== 'name') return { wrong: name };
  let at = name + 1;
  const columns = tokens[at]?.text === '(' ? at : undefined;
  if (columns !== undefined) at = (closing.get(columns) ?? tokens.length) + 1;
  if (isWord(tokens[at], 'USING') && isWord(tokens[at + 1], 'KEY')) at = (closing.get(at + 2) ?? tokens.length) + 1;
  if (!isWord(tokens[at], 'AS')) return { wrong: at };
  at += 1;
  if (isWord(tokens[at], 'NOT')) at += 1;
  if (isWord(tokens[at], 'MATERIALIZED')) at += 1;
  if (tokens[at]?.text !== '(') return { wrong: at };
  return { name, body: at, ...(columns === undefined ? {} : { columns }) };
}

export function startsQuery(tokens: readonly SqlToken[], index: number): boolean {
  const token = tokens[index];
  return token?.text === '(' || (token?.kind === 'word' && QUERY_STARTS.has(asciiUpper(token.text)));
}

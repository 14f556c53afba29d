import { placeIn, plainName, type SqlToken, sqlTokens, type TextPlace } from '../model/sqlTokens';
import { BRACKET_WORDS, QUERY_FUNCTIONS, QUERY_TABLE_FUNCTIONS } from './queryFunctions';
import {
  badBracket,
  badPiece,
  badStart,
  fileAsTable,
  forbiddenWord,
  noStatement,
  severalStatements,
  unknownFunction,
  unknownTable,
} from './queryRefusals';
import {
  asciiLower,
  findCommonTables,
  isClosing,
  isOpening,
  isPlainName,
  isWord,
  keywordAt,
  matchBrackets,
  type NamedTable,
  startsQuery,
} from './queryShape';

/** A query that passed the gate. */
export interface CheckedQuery {
  /** Its pieces, each on a line of its own: what the database reads is what the gate saw, and a line says which piece is wrong. */
  readonly sql: string;
  /** Where each line begins in the text. */
  readonly starts: readonly number[];
  /** The tables that it reads. */
  readonly tables: readonly NamedTable[];
  /** Its common table expressions. */
  readonly common: readonly string[];
}

/**
 * The gate before a query typed by a person: one SELECT over the given tables, common table expressions and listed functions. It
 * follows brackets and FROM clauses, so that it knows every place where a table may stand; what it does not know is refused.
 * Nothing that passes names a file, a setting or the catalog.
 * @throws Fault INVALID_SQL, UNKNOWN_TABLE with line and column.
 */
export function checkQuery(text: string, tables: readonly NamedTable[]): CheckedQuery {
  const tokens = withoutEnd(sqlTokens(text).filter(({ kind }) => kind !== 'comment'));
  const walk = new QueryWalk(text, tokens, tables);
  walk.run();
  return { ...onePerLine(tokens), tables: walk.read, common: [...walk.common] };
}

/** Two texts in a row would become one if a line break stood between them. */
function onePerLine(tokens: readonly SqlToken[]): Pick<CheckedQuery, 'sql' | 'starts'> {
  let sql = '';
  const starts: number[] = [];
  for (const [index, { kind, text, start }] of tokens.entries()) {
    const joined = index > 0 && kind === 'text' && tokens[index - 1]?.kind === 'text';
    sql += index === 0 ? text : `${joined ? ' ' : '\n'}${text}`;
    if (!joined) starts.push(start);
    for (const { index: at } of text.matchAll(/\n/g)) starts.push(start + at + 1);
  }
  return { sql, starts };
}

function withoutEnd(tokens: readonly SqlToken[]): readonly SqlToken[] {
  return tokens.slice(0, tokens.findLastIndex(({ text }) => text !== ';') + 1);
}

/** What reads something else than tables, changes something, or says what the database is. */
const FORBIDDEN_WORDS = /^(DESCRIBE|SHOW|SUMMARIZE|PIVOT|PIVOT_LONGER|PIVOT_WIDER|UNPIVOT|TABLE|INTO)$/;

/** Clauses behind FROM. GROUP and ORDER end it only with BY: WITHIN GROUP may stand in it. */
const AFTER_FROM = /^(SELECT|WHERE|HAVING|QUALIFY|WINDOW|LIMIT|OFFSET)$/;

/** Functions whose arguments are parted by FROM. */
const FROM_FUNCTIONS = /^(extract|substring|trim|overlay)$/;

/** Inside one pair of brackets, or outside all. */
interface Level {
  inFrom: boolean;
  hasSelect: boolean;
  /** The function that the brackets call. */
  readonly called: string;
}

class QueryWalk {
  readonly read: NamedTable[] = [];
  readonly common = new Set<string>();
  private readonly levels: Level[] = [{ inFrom: false, hasSelect: false, called: '' }];
  /** Brackets that hold the names of columns. */
  private readonly naming = new Set<number>();
  /** Brackets that hold tables to be joined. */
  private readonly joining = new Set<number>();

  constructor(
    private readonly text: string,
    private readonly tokens: readonly SqlToken[],
    private readonly tables: readonly NamedTable[],
  ) {}

  run(): void {
    this.checkShape();
    for (const index of this.tokens.keys()) this.step(index);
  }

  private checkShape(): void {
    const { tokens } = this;
    if (tokens.length === 0) throw noStatement();
    for (const index of tokens.keys()) this.checkPiece(index);
    if (!startsQuery(tokens, 0)) throw badStart(this.word(0), this.place(0));
    const { closing, wrong } = matchBrackets(tokens);
    if (wrong !== undefined) throw badBracket(this.word(wrong), this.place(wrong));
    const common = findCommonTables(tokens, closing);
    if (common.wrong !== undefined) throw badPiece(this.word(common.wrong), this.place(common.wrong));
    for (const { name, columns } of common.found) {
      this.common.add(asciiLower(plainName(this.word(name))));
      if (columns !== undefined) this.naming.add(columns);
    }
  }

  /** Texts with a letter in front have rules of their own for what ends them. */
  private checkPiece(index: number): void {
    const { kind, text, start } = this.tokens[index] ?? { kind: 'other', text: '', start: 0 };
    const next = this.tokens[index + 1];
    if (text === ';') throw severalStatements(this.place(index));
    if (kind === 'other' || text.includes('\0')) throw badPiece(text.slice(0, 20), this.place(index));
    const touches = next?.kind === 'text' && next.start === start + text.length;
    if (touches && kind === 'word' && text.length === 1) throw badPiece(`${text}'…'`, this.place(index));
  }

  private step(index: number): void {
    const token = this.tokens[index];
    if (token && isOpening(token)) this.open(index);
    else if (token && isClosing(token)) this.levels.pop();
    else if (token?.text === ',') this.listOn(index);
    else this.keyword(index, keywordAt(this.tokens, index));
  }

  private listOn(index: number): void {
    if (this.level.inFrom) this.expectTable(index + 1);
  }

  private keyword(index: number, word: string): void {
    if (FORBIDDEN_WORDS.test(word) || (word === 'VARIANT' && this.word(index - 1) === '::')) {
      throw forbiddenWord(word, this.place(index));
    }
    const { level } = this;
    if (word === 'SELECT') level.hasSelect = true;
    const withBy = /^(GROUP|ORDER)$/.test(word) && /^(BY|ALL)$/.test(keywordAt(this.tokens, index + 1));
    if (AFTER_FROM.test(word) || withBy) level.inFrom = false;
    const isFrom = word === 'FROM' && !this.partsArguments(index);
    if (isFrom) level.inFrom = true;
    if (isFrom || word === 'JOIN') this.expectTable(index + 1);
  }

  /** `x IS DISTINCT FROM y`, `extract(year FROM day)`. */
  private partsArguments(index: number): boolean {
    const distinct = keywordAt(this.tokens, index - 1) === 'DISTINCT' && /^(IS|NOT)$/.test(keywordAt(this.tokens, index - 2));
    return distinct || (FROM_FUNCTIONS.test(this.level.called) && !this.level.hasSelect);
  }

  private open(index: number): void {
    const before = this.tokens[index - 1];
    const isCall = this.tokens[index]?.text === '(' && (before?.kind === 'word' || before?.kind === 'name');
    if (isCall) this.checkCall(index - 1, index);
    const called = isCall && before.kind === 'word' ? asciiLower(before.text) : '';
    this.levels.push({ inFrom: this.joining.has(index), hasSelect: false, called });
  }

  /** A name with brackets behind it: a function, a word of the grammar, or the names of columns. */
  private checkCall(at: number, bracket: number): void {
    const token = this.tokens[at];
    if (!token || this.naming.has(bracket) || isWord(this.tokens[at - 1], 'AS')) return;
    const name = asciiLower(token.text);
    if (token.kind === 'word' && (QUERY_FUNCTIONS.has(name) || (BRACKET_WORDS.has(name) && keywordAt(this.tokens, at)))) return;
    throw unknownFunction(plainName(token.text), this.place(at), QUERY_FUNCTIONS);
  }

  private expectTable(index: number): void {
    const token = this.tokens[index];
    if (isWord(token, 'LATERAL')) this.expectTable(index + 1);
    else if (token?.text === '(') this.expectInBrackets(index);
    else if (token?.kind === 'text') throw fileAsTable(this.place(index));
    else if (token?.kind !== 'word' && token?.kind !== 'name') throw badPiece(token?.text ?? '', this.place(index));
    else this.checkTable(this.pathAt(index));
  }

  /** A name and the names behind its dots, by index. */
  private pathAt(index: number): readonly number[] {
    const path = [index];
    for (let at = index; this.word(at + 1) === '.'; at += 2) path.push(at + 2);
    return path;
  }

  private checkTable(path: readonly number[]): void {
    const behind = (path.at(-1) ?? 0) + 1;
    if (this.word(behind) === ':') throw badPiece(':', this.place(behind));
    if (this.word(behind) === '(') this.checkTableFunction(path);
    else this.findTable(path);
  }

  /** A query, or tables that are joined. */
  private expectInBrackets(bracket: number): void {
    const first = bracket + 1;
    if (startsQuery(this.tokens, first) && this.tokens[first]?.text !== '(') return;
    this.joining.add(bracket);
    this.expectTable(first);
  }

  private checkTableFunction(path: readonly number[]): void {
    const [index = 0] = path;
    const name = this.word(index);
    const isKnown = path.length === 1 && QUERY_TABLE_FUNCTIONS.has(asciiLower(name));
    if (!isKnown) throw unknownFunction(plainName(this.word(path.at(-1) ?? index)), this.place(index), QUERY_TABLE_FUNCTIONS);
  }

  /** A name without its schema is sought among the tables of `data`, then of `tags`. */
  private findTable(path: readonly number[]): void {
    const [first = '', second] = path.map((index) => asciiLower(plainName(this.word(index))));
    if (second === undefined && this.common.has(first) && isPlainName(first)) return;
    const found = this.tables.find(({ schema, name }) => {
      return second === undefined ? asciiLower(name) === first : schema === first && asciiLower(name) === second;
    });
    if (!found || path.length > 2) {
      const written = path.map((index) => plainName(this.word(index))).join('.');
      throw unknownTable(written, this.place(path[0] ?? 0), this.tables, this.common);
    }
    this.read.push(found);
  }

  private get level(): Level {
    return this.levels.at(-1) ?? { inFrom: false, hasSelect: false, called: '' };
  }

  private word(index: number): string {
    return this.tokens[index]?.text ?? '';
  }

  private place(index: number): TextPlace {
    return placeIn(this.text, this.tokens[index]?.start ?? this.text.length);
  }
}

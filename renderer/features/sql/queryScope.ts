import type { QuerySchema, QueryTableColumn } from '#shared/model/query';
import { plainName, RESERVED_WORDS, type SqlToken } from '#shared/model/sqlTokens';

/** What a name in front of a dot can stand for, with the columns behind it. */
export interface ScopeTable {
  readonly name: string;
  readonly columns: readonly QueryTableColumn[];
}

/** What a place in a statement can see. */
export interface Scope {
  /** Tables of the query around the place, then of the queries around that. */
  readonly tables: readonly ScopeTable[];
  /** Common table expressions. */
  readonly common: readonly ScopeTable[];
}

/** A query in brackets, or the whole statement; it may be unfinished. */
interface Query {
  readonly from: number;
  readonly to: number;
  readonly common: readonly ScopeTable[];
  /** What is put together by UNION and the like. */
  readonly blocks: readonly Block[];
  readonly inner: readonly Query[];
}

interface Block {
  readonly from: number;
  readonly to: number;
  readonly tables: readonly ScopeTable[];
  readonly columns: readonly QueryTableColumn[];
}

const CLAUSE = /^(WHERE|GROUP|HAVING|QUALIFY|WINDOW|ORDER|LIMIT|OFFSET|SELECT)$/;
const SET_OPERATION = /^(UNION|INTERSECT|EXCEPT)$/;
const QUERY_START = /^(SELECT|WITH|FROM|VALUES)$/;

/** The tables that can be seen from a place (UTF-16 units) in a statement given by its pieces, comments left out. */
export function scopeAt(tokens: readonly SqlToken[], offset: number, schema: QuerySchema): Scope {
  const whole = new ScopeReader(tokens, schema).query(0, tokens.length, []);
  const path = pathTo(whole, tokens, offset);
  const tables = path.flatMap(({ blocks }) => blockAt(blocks, tokens, offset)?.tables ?? []);
  return { tables, common: path.flatMap(({ common }) => common) };
}

/** The innermost query around a place first. */
function pathTo(query: Query, tokens: readonly SqlToken[], offset: number): Query[] {
  const inner = query.inner.find(({ from, to }) => startOf(tokens, from - 1) < offset && offset <= startOf(tokens, to));
  return inner ? [...pathTo(inner, tokens, offset), query] : [query];
}

function blockAt(blocks: readonly Block[], tokens: readonly SqlToken[], offset: number): Block | undefined {
  return blocks.find(({ to }) => offset <= startOf(tokens, to)) ?? blocks.at(-1);
}

function startOf(tokens: readonly SqlToken[], index: number): number {
  return index < 0 ? -1 : (tokens[index]?.start ?? Number.POSITIVE_INFINITY);
}

class ScopeReader {
  private readonly closing: ReadonlyMap<number, number>;

  constructor(
    private readonly tokens: readonly SqlToken[],
    private readonly schema: QuerySchema,
  ) {
    this.closing = closings(tokens);
  }

  query(from: number, to: number, outer: readonly ScopeTable[]): Query {
    const { common, behind } = this.commonTables(from, to, outer);
    const seen = [...common, ...outer];
    const blocks = this.blocks(behind, to, seen);
    return { from, to, common, blocks, inner: this.innerQueries(from, to, seen) };
  }

  private commonTables(from: number, to: number, outer: readonly ScopeTable[]): { common: ScopeTable[]; behind: number } {
    const common: ScopeTable[] = [];
    if (this.word(from) !== 'WITH') return { common, behind: from };
    let at = from + (this.word(from + 1) === 'RECURSIVE' ? 2 : 1);
    while (at < to) {
      const name = this.name(at);
      let body = at + 1;
      const named = this.text(body) === '(' ? this.namesIn(body) : [];
      while (body < to && !(this.text(body) === '(' && /^(AS|MATERIALIZED)$/.test(this.word(body - 1)))) body += 1;
      const end = this.closingOf(body);
      const { blocks } = this.query(body + 1, end, [...common, ...outer]);
      const own = blocks[0]?.columns ?? [];
      common.push({ name, columns: named.length === 0 ? own : named.map((each) => ({ name: each, sqlType: '' })) });
      if (this.text(end + 1) !== ',') return { common, behind: end + 1 };
      at = end + 2;
    }
    return { common, behind: to };
  }

  private blocks(from: number, to: number, common: readonly ScopeTable[]): Block[] {
    const ends = this.level(from, to).filter((index) => SET_OPERATION.test(this.word(index)));
    return [...ends, to].map((end, index) => this.block(index === 0 ? from : (ends[index - 1] ?? from) + 1, end, common));
  }

  private block(from: number, to: number, common: readonly ScopeTable[]): Block {
    const tables: ScopeTable[] = [];
    let inFrom = false;
    for (const index of this.level(from, to)) {
      const word = this.word(index);
      if (CLAUSE.test(word)) inFrom = false;
      if (word === 'FROM') inFrom = true;
      if (inFrom && (word === 'FROM' || word === 'JOIN' || this.text(index) === ',')) {
        const table = this.source(index + 1, to, common);
        if (table) tables.push(table);
      }
    }
    return { from, to, tables, columns: this.selected(from, to, tables) };
  }

  /** A table, a query in brackets or a function, under the name that it goes by here. */
  private source(at: number, to: number, common: readonly ScopeTable[]): ScopeTable | undefined {
    if (this.word(at) === 'LATERAL') return this.source(at + 1, to, common);
    if (this.text(at) === '(') {
      const end = this.closingOf(at);
      if (!QUERY_START.test(this.word(at + 1))) return this.source(at + 1, end, common);
      const columns = this.query(at + 1, end, common).blocks[0]?.columns ?? [];
      return this.named('', columns, end + 1, to);
    }
    let last = at;
    while (this.text(last + 1) === '.' && this.isName(last + 2)) last += 2;
    if (!this.isName(at) || last >= to) return undefined;
    if (this.text(last + 1) === '(') return this.named(this.name(at), [], this.closingOf(last + 1) + 1, to);
    const columns = this.columnsOf(this.name(at), last > at ? this.name(last) : undefined, common);
    return this.named(this.name(last), columns, last + 1, to);
  }

  /** With its alias and the names that the alias gives its columns. */
  private named(name: string, columns: readonly QueryTableColumn[], behind: number, to: number): ScopeTable {
    const at = this.word(behind) === 'AS' ? behind + 1 : behind;
    if (at >= to || !this.isName(at) || this.isKeyword(at)) return { name, columns };
    const named = this.text(at + 1) === '(' ? this.namesIn(at + 1).map((each) => ({ name: each, sqlType: '' })) : [];
    return { name: this.name(at), columns: named.length > 0 ? named : columns };
  }

  private columnsOf(first: string, second: string | undefined, common: readonly ScopeTable[]): readonly QueryTableColumn[] {
    const known = second === undefined ? common.find(({ name }) => isSame(name, first)) : undefined;
    const table = this.schema.tables.find(({ schema, name }) =>
      second === undefined ? isSame(name, first) : isSame(schema, first) && isSame(name, second),
    );
    return known?.columns ?? table?.columns ?? [];
  }

  /** The columns that a SELECT gives, as far as they have names. */
  private selected(from: number, to: number, tables: readonly ScopeTable[]): QueryTableColumn[] {
    const level = this.level(from, to);
    const start = level.find((index) => this.word(index) === 'SELECT');
    if (start === undefined) return tables.flatMap(({ columns }) => columns);
    const end = level.find((index) => index > start && (this.word(index) === 'FROM' || CLAUSE.test(this.word(index)))) ?? to;
    const commas = level.filter((index) => index > start && index < end && this.text(index) === ',');
    const starts = [start, ...commas];
    return starts.flatMap((at, index) => this.item(at + 1, starts[index + 1] ?? end, tables));
  }

  private item(from: number, to: number, tables: readonly ScopeTable[]): QueryTableColumn[] {
    const first = this.word(from) === 'DISTINCT' ? from + 1 : from;
    const last = to - 1;
    if (this.text(first) === '*') return tables.flatMap(({ columns }) => columns);
    if (this.text(last) === '*' && this.text(last - 1) === '.')
      return tables.filter(({ name }) => isSame(name, this.name(first))).flatMap(({ columns }) => [...columns]);
    if (last < first || !this.isName(last)) return [];
    const name = this.name(last);
    const isWhole = last === first || (last === first + 2 && this.text(first + 1) === '.');
    if (isWhole)
      return [tables.flatMap(({ columns }) => columns).find((each) => isSame(each.name, name)) ?? { name, sqlType: '' }];
    const isAlias = this.word(last - 1) === 'AS' || /^([)\]}'"]|[\p{L}\p{N}_])/u.test(this.text(last - 1).slice(-1));
    return isAlias && this.word(last) !== 'END' ? [{ name, sqlType: '' }] : [];
  }

  private innerQueries(from: number, to: number, common: readonly ScopeTable[]): Query[] {
    const inner: Query[] = [];
    for (const index of this.level(from, to)) {
      if (!this.closing.has(index)) continue;
      const end = Math.min(to, this.closingOf(index));
      if (QUERY_START.test(this.word(index + 1))) inner.push(this.query(index + 1, end, common));
      else inner.push(...this.innerQueries(index + 1, end, common));
    }
    return inner;
  }

  /** The pieces that stand in no brackets of their own; of brackets the opening one. */
  private level(from: number, to: number): number[] {
    const indexes: number[] = [];
    for (let index = from; index < to; index++) {
      indexes.push(index);
      if (this.closing.has(index)) index = this.closingOf(index);
    }
    return indexes;
  }

  private namesIn(bracket: number): string[] {
    return this.level(bracket + 1, this.closingOf(bracket))
      .filter((index) => this.isName(index))
      .map((index) => this.name(index));
  }

  private closingOf(bracket: number): number {
    return this.closing.get(bracket) ?? this.tokens.length;
  }

  private isName(index: number): boolean {
    const kind = this.tokens[index]?.kind;
    return kind === 'word' || kind === 'name';
  }

  private isKeyword(index: number): boolean {
    return this.tokens[index]?.kind === 'word' && RESERVED_WORDS.has(this.text(index).toLowerCase());
  }

  private name(index: number): string {
    return plainName(this.text(index));
  }

  private text(index: number): string {
    return this.tokens[index]?.text ?? '';
  }

  private word(index: number): string {
    return this.tokens[index]?.kind === 'word' ? this.text(index).toUpperCase() : '';
  }
}

/** Where each bracket is closed; one that is not reaches to the end. */
function closings(tokens: readonly SqlToken[]): ReadonlyMap<number, number> {
  const closing = new Map<number, number>();
  const open: number[] = [];
  for (const [index, { kind, text }] of tokens.entries()) {
    if (kind !== 'symbol') continue;
    if ('([{'.includes(text)) open.push(index);
    else if (')]}'.includes(text)) {
      const from = open.pop();
      if (from !== undefined) closing.set(from, index);
    }
  }
  for (const from of open) closing.set(from, tokens.length);
  return closing;
}

function isSame(a: string, b: string): boolean {
  return a.toLowerCase() === b.toLowerCase();
}

import { type Fault, fault } from '../model/result';
import { quoted } from '../model/saying';
import { placeIn, plainName, type SqlToken, sqlTokens } from '../model/sqlTokens';
import { firstDifference } from './comparableTokens';

/** A place in the pieces of a statement, comments left out, that moves on as they are taken. */
export class SqlCursor {
  constructor(
    readonly text: string,
    readonly tokens: readonly SqlToken[],
    public at: number,
    /** Behind the last piece that may be taken. */
    readonly end: number,
    private readonly pieces = new Map<string, readonly SqlToken[]>(),
  ) {}

  get isAtEnd(): boolean {
    return this.at >= this.end;
  }

  /** Where the next piece begins. */
  get offset(): number {
    return this.tokens[this.at]?.start ?? this.text.length;
  }

  /** Whether pieces that mean the same come next. */
  sees(sql: string): boolean {
    const wanted = this.piecesOf(sql);
    const behind = this.at + wanted.length;
    return behind <= this.end && firstDifference(this.tokens.slice(this.at, behind), wanted) === undefined;
  }

  /** Takes the pieces if they come next. */
  accepts(sql: string): boolean {
    if (!this.sees(sql)) return false;
    this.at += this.piecesOf(sql).length;
    return true;
  }

  /** @throws Fault INVALID_SQL at the first piece that is another. */
  take(sql: string): void {
    for (const { text } of this.piecesOf(sql)) if (!this.accepts(text)) throw this.unread();
  }

  /** Takes a name, in quotes or not. */
  name(): string {
    return plainName(this.piece('word', 'name'));
  }

  /** Takes the next piece if it is of one of these kinds. @throws Fault INVALID_SQL. */
  piece(...kinds: readonly SqlToken['kind'][]): string {
    const token = this.tokens[this.at];
    if (token === undefined || this.isAtEnd || !kinds.includes(token.kind)) throw this.unread();
    this.at += 1;
    return token.text;
  }

  /** The same over other pieces. */
  within(from: number, to: number): SqlCursor {
    return new SqlCursor(this.text, this.tokens, from, to, this.pieces);
  }

  /** That the next piece is not one which a block of a segment has here. */
  unread(): Fault {
    const token = this.isAtEnd ? undefined : this.tokens[this.at];
    const at = placeIn(this.text, token?.start ?? this.behindLast());
    if (!token) return fault('INVALID_SQL', 'shape.ends', { ...at }, { at });
    return fault('INVALID_SQL', 'shape.piece', { ...at, piece: quoted(token.text) }, { at });
  }

  /** Cut once: the same few texts are looked for again and again. */
  private piecesOf(sql: string): readonly SqlToken[] {
    const known = this.pieces.get(sql) ?? sqlTokens(sql);
    this.pieces.set(sql, known);
    return known;
  }

  private behindLast(): number {
    return this.tokens[this.end]?.start ?? this.text.length;
  }
}

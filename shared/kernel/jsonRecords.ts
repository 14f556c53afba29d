import { fault } from '../model/result';
import { quoted } from '../model/saying';
import { MAXIMUM_LINE_BYTES } from '../sql/importSql';
import { JsonCursor, JsonEnd, type JsonLeaf, JsonMistake, MAXIMUM_DEPTH } from './jsonText';

/**
 * Where the rows of a JSON file are: objects one after the other, the objects of one array, or those of an array that is a member of
 * the file's only object.
 */
export type JsonLayout =
  | { readonly kind: 'lines' | 'array' }
  | { readonly kind: 'member'; readonly member: string; readonly members: readonly string[] };

type Step = 'open' | 'name' | 'first' | 'element' | 'comma' | 'row' | 'member' | 'closed';

export type RecordVisitor = (leaves: readonly JsonLeaf[], line: number) => void;

/** Tells the objects of a JSON text one after the other, while the text comes piece by piece. */
export class JsonRecords {
  private rest = '';
  private step: Step;
  /** Whether the array with the rows was met, and whether the text is inside of it. */
  private found = false;
  private inRows: boolean;
  /** Line that `rest` begins in. */
  private line = 1;
  /** Length of `rest` at which trying again is worth it. */
  private enough = 0;

  constructor(
    private readonly file: string,
    private readonly layout: JsonLayout,
    private readonly visit: RecordVisitor,
  ) {
    this.step = layout.kind === 'lines' ? 'row' : 'open';
    this.inRows = layout.kind !== 'member';
  }

  /** Line of the file that is being read, from 1. */
  get currentLine(): number {
    return this.line;
  }

  /** @throws Fault FILE_UNREADABLE for what is no JSON, is nested too deep, is too long, or is no object. */
  push(text: string): void {
    this.rest += text;
    if (this.rest.length < this.enough) return;
    this.advance();
    // Another try begins at the row's start, so it waits for twice the text.
    this.enough = this.rest.length * 2;
    if (this.rest.length > MAXIMUM_LINE_BYTES) throw this.refuse('json.longRow', 0);
  }

  /** @throws Fault FILE_UNREADABLE where the text is cut off. */
  finish(): void {
    this.advance();
    const isDone = this.layout.kind === 'lines' ? this.rest.trim() === '' : this.step === 'closed';
    if (!isDone) throw this.refuse('json.cutOff', this.rest.trimEnd().length);
    if (!this.found && this.layout.kind === 'member') {
      const values = { file: this.file, member: quoted(this.layout.member) };
      throw fault('FILE_UNREADABLE', 'json.noMember', values, { hint: 'hint.jsonRows', at: { file: this.file } });
    }
  }

  private advance(): void {
    const cursor = new JsonCursor(this.rest);
    const lines = new LineCount(this.rest, this.line);
    let done = 0;
    let line = this.line;
    try {
      while (!cursor.isAtEnd()) {
        this.take(cursor, lines);
        done = cursor.at;
        line = lines.at(done);
      }
    } catch (cause) {
      if (cause instanceof JsonMistake) throw this.refuse(`json.${cause.what}`, cause.at);
      if (!(cause instanceof JsonEnd)) throw cause;
    }
    this.rest = this.rest.slice(done);
    this.line = line;
  }

  /** One step through the text; the step is only kept when all of it was there. */
  private take(cursor: JsonCursor, lines: LineCount): void {
    switch (this.step) {
      case 'open':
        cursor.expect(this.layout.kind === 'array' ? '[' : '{');
        this.step = this.layout.kind === 'array' ? 'first' : 'name';
        return;
      case 'name':
        this.takeMember(cursor);
        return;
      case 'first':
        if (cursor.peek() === ']') this.step = 'comma';
        else this.takeElement(cursor, lines);
        return;
      case 'element':
        this.takeElement(cursor, lines);
        return;
      case 'row':
        this.takeRow(cursor, lines);
        return;
      case 'comma':
        this.step = this.closes(cursor, ']') ? (this.layout.kind === 'array' ? 'closed' : 'member') : 'element';
        return;
      case 'member':
        this.step = this.closes(cursor, '}') ? 'closed' : 'name';
        return;
      case 'closed':
        throw new JsonMistake(cursor.at);
    }
  }

  private takeMember(cursor: JsonCursor): void {
    const name = cursor.name();
    if (cursor.peek() !== '[') {
      cursor.skip();
      this.step = 'member';
      return;
    }
    cursor.expect('[');
    this.inRows = !this.found && this.layout.kind === 'member' && name === this.layout.member;
    this.found ||= this.inRows;
    this.step = 'first';
  }

  private takeElement(cursor: JsonCursor, lines: LineCount): void {
    if (this.inRows) this.takeRow(cursor, lines);
    else cursor.skip();
    this.step = 'comma';
  }

  private takeRow(cursor: JsonCursor, lines: LineCount): void {
    const isObject = cursor.peek() === '{';
    const start = cursor.at;
    if (!isObject) {
      cursor.skip();
      throw new JsonMistake(start, 'notObject');
    }
    const leaves: JsonLeaf[] = [];
    cursor.object(leaves);
    if (cursor.at - start > MAXIMUM_LINE_BYTES) throw new JsonMistake(start, 'longRow');
    this.visit(leaves, lines.at(start));
  }

  private closes(cursor: JsonCursor, bracket: string): boolean {
    const next = cursor.peek();
    if (next !== ',' && next !== bracket) throw new JsonMistake(cursor.at);
    cursor.at++;
    return next === bracket;
  }

  private refuse(key: JsonFaultKey, at: number) {
    const line = new LineCount(this.rest, this.line).at(at);
    const maximum = key === 'json.tooDeep' ? MAXIMUM_DEPTH : MAXIMUM_LINE_BYTES / 2 ** 20;
    return fault('FILE_UNREADABLE', key, { file: this.file, line, maximum }, { hint: HINTS[key], at: { file: this.file, line } });
  }
}

const HINTS = {
  'json.invalid': 'hint.fixJson',
  'json.cutOff': 'hint.copiedWhole',
  'json.tooDeep': 'hint.lessDeep',
  'json.notObject': 'hint.jsonRows',
  'json.longRow': 'hint.jsonRows',
} as const;
type JsonFaultKey = keyof typeof HINTS;

/** The lines of places in a text, from its start to its end. */
class LineCount {
  private next: number;

  constructor(
    private readonly text: string,
    private line: number,
  ) {
    this.next = text.indexOf('\n');
  }

  /** `place` is not before that of the last call. */
  at(place: number): number {
    while (this.next >= 0 && this.next < place) {
      this.line++;
      this.next = this.text.indexOf('\n', this.next + 1);
    }
    return this.line;
  }
}

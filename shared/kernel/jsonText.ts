/** What a JSON value is; of numbers, whether they are whole. */
export type JsonKind = 'null' | 'boolean' | 'integer' | 'number' | 'text' | 'array';

/** One value of an object that is no object itself. */
export interface JsonLeaf {
  /** The names on the way to it, with `PATH_SEPARATOR` between them. */
  readonly path: string;
  readonly kind: JsonKind;
  /** Text without its quotes and escapes; everything else as it stands in the file. */
  readonly text: string;
}

/** No name that a person gives has it. */
export const PATH_SEPARATOR = '\0';
export const MAXIMUM_DEPTH = 100;

/** The text ends before the value does: more of it may follow. */
export class JsonEnd extends Error {}

/** At `at` stands what JSON does not allow. */
export class JsonMistake extends Error {
  constructor(
    readonly at: number,
    readonly what: 'invalid' | 'tooDeep' | 'notObject' | 'longRow' = 'invalid',
  ) {
    super(what);
  }
}

const NUMBER = /-?(?:0|[1-9]\d*)(\.\d+)?([eE][+-]?\d+)?/y;
/** In a text between quotes: an escape, or perhaps a character that must be one. */
const SPECIAL = /[\\\p{Cc}]/u;
const WORDS = ['true', 'false', 'null'] as const;

/** Reads JSON values from a text, of which more may follow. Its methods throw `JsonEnd` and `JsonMistake`. */
export class JsonCursor {
  constructor(
    private readonly text: string,
    public at = 0,
  ) {}

  /** The next character that is no blank; it is not passed. */
  peek(): string {
    while (isBlank(this.text.charCodeAt(this.at))) this.at++;
    if (this.at >= this.text.length) throw new JsonEnd();
    return this.text.charAt(this.at);
  }

  /** Whether nothing but blanks is left. */
  isAtEnd(): boolean {
    while (isBlank(this.text.charCodeAt(this.at))) this.at++;
    return this.at >= this.text.length;
  }

  expect(character: string): void {
    if (this.peek() !== character) throw new JsonMistake(this.at);
    this.at++;
  }

  /** A member's name; the colon behind it is passed, too. */
  name(): string {
    if (this.peek() !== '"') throw new JsonMistake(this.at);
    const name = this.string();
    this.expect(':');
    return name;
  }

  /** An object with everything in it, as leaves. */
  object(leaves: JsonLeaf[], path = '', depth = 1): void {
    if (depth > MAXIMUM_DEPTH) throw new JsonMistake(this.at, 'tooDeep');
    this.expect('{');
    if (this.peek() === '}') {
      this.at++;
      return;
    }
    do {
      const name = this.name();
      const inside = path === '' ? name : path + PATH_SEPARATOR + name;
      if (this.peek() === '{') this.object(leaves, inside, depth + 1);
      else leaves.push(this.leaf(inside, depth));
    } while (this.isFollowed('}'));
  }

  /** Passes a value of any kind. */
  skip(depth = 1): void {
    if (depth > MAXIMUM_DEPTH) throw new JsonMistake(this.at, 'tooDeep');
    const first = this.peek();
    if (first === '{') this.object([], '', depth);
    else if (first === '[') this.array(depth);
    else this.leaf('', depth);
  }

  private leaf(path: string, depth: number): JsonLeaf {
    const first = this.peek();
    if (first === '"') return { path, kind: 'text', text: this.string() };
    const start = this.at;
    if (first === '[') {
      this.array(depth + 1);
      return { path, kind: 'array', text: withoutBlanks(this.text.slice(start, this.at)) };
    }
    const kind = this.word() ?? this.number();
    return { path, kind, text: this.text.slice(start, this.at) };
  }

  private array(depth: number): void {
    this.expect('[');
    if (this.peek() === ']') {
      this.at++;
      return;
    }
    do this.skip(depth + 1);
    while (this.isFollowed(']'));
  }

  /** Passes a comma, or the closing bracket: then nothing follows. */
  private isFollowed(closing: string): boolean {
    const next = this.peek();
    if (next !== ',' && next !== closing) throw new JsonMistake(this.at);
    this.at++;
    return next === ',';
  }

  private string(): string {
    const start = this.at + 1;
    let end = this.text.indexOf('"', start);
    while (end >= 0 && this.isEscaped(end)) end = this.text.indexOf('"', end + 1);
    if (end < 0) throw new JsonEnd();
    this.at = end + 1;
    const raw = this.text.slice(start, end);
    return SPECIAL.test(raw) ? unescaped(raw, start) : raw;
  }

  private isEscaped(at: number): boolean {
    let slashes = 0;
    while (this.text.charAt(at - 1 - slashes) === '\\') slashes++;
    return slashes % 2 === 1;
  }

  private word(): JsonKind | undefined {
    const word = WORDS.find((each) => this.text.startsWith(each, this.at));
    if (word === undefined) {
      const rest = this.text.slice(this.at, this.at + 5);
      if (this.at + rest.length === this.text.length && WORDS.some((each) => each.startsWith(rest))) throw new JsonEnd();
      return undefined;
    }
    this.at += word.length;
    return word === 'null' ? 'null' : 'boolean';
  }

  private number(): JsonKind {
    NUMBER.lastIndex = this.at;
    const found = NUMBER.exec(this.text);
    if (!found) {
      if (this.text.charAt(this.at) === '-' && this.at + 1 === this.text.length) throw new JsonEnd();
      throw new JsonMistake(this.at);
    }
    this.at += found[0].length;
    if (this.at === this.text.length) throw new JsonEnd();
    return found[1] === undefined && found[2] === undefined ? 'integer' : 'number';
  }
}

function isBlank(code: number): boolean {
  return code === 32 || code === 10 || code === 13 || code === 9;
}

function unescaped(raw: string, at: number): string {
  try {
    return JSON.parse(`"${raw}"`);
  } catch {
    throw new JsonMistake(at);
  }
}

/** Texts stay as they are; what stands between them loses its blanks. */
function withoutBlanks(json: string): string {
  return json.replace(/("[^"\\]*(?:\\.[^"\\]*)*")|\s+/g, '$1');
}

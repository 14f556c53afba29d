import { fault } from '../model/result';

const LINE_FEED = 10;
const CARRIAGE_RETURN = 13;
const MIB = 2 ** 20;

/** Counts the lines of a file while its bytes stream by, and stops at one that is too long. */
export class LineMeter {
  private ended = 0;
  private position = 0;
  private start = 0;
  private last = LINE_FEED;

  /** `maximum` is in bytes, whole MiB. */
  constructor(
    private readonly file: string,
    private readonly maximum: number,
  ) {}

  /** Line feeds so far; a last line without one counts too. */
  get lines(): number {
    return this.last === LINE_FEED ? this.ended : this.ended + 1;
  }

  /** @throws Fault FILE_UNREADABLE at a line of more than `maximum` bytes. */
  add(bytes: Uint8Array): void {
    const before = this.ended;
    for (let at = bytes.indexOf(LINE_FEED); at >= 0; at = bytes.indexOf(LINE_FEED, at + 1)) {
      this.refuseLong(this.position + at);
      this.start = this.position + at + 1;
      this.ended += 1;
    }
    if (this.ended === before) this.passReturns(bytes);
    this.position += bytes.length;
    this.last = bytes.at(-1) ?? this.last;
    this.refuseLong(this.position);
  }

  /** Where a piece has no line feed, carriage returns may end its lines. */
  private passReturns(bytes: Uint8Array): void {
    const last = bytes.lastIndexOf(CARRIAGE_RETURN);
    if (last >= 0) this.start = this.position + last + 1;
  }

  private refuseLong(end: number): void {
    if (end - this.start <= this.maximum) return;
    const line = this.ended + 1;
    const values = { file: this.file, line, maximum: this.maximum / MIB };
    throw fault('FILE_UNREADABLE', 'file.longLine', values, { hint: 'hint.rowPerLine', at: { file: this.file, line } });
  }
}

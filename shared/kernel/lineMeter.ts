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
    for (let index = 0; index < bytes.length; index++) {
      const byte = bytes[index];
      if (byte !== LINE_FEED && byte !== CARRIAGE_RETURN) continue;
      this.refuseLong(this.position + index);
      this.start = this.position + index + 1;
      if (byte === LINE_FEED) this.ended += 1;
    }
    this.position += bytes.length;
    this.last = bytes.at(-1) ?? this.last;
    this.refuseLong(this.position);
  }

  private refuseLong(end: number): void {
    if (end - this.start <= this.maximum) return;
    const line = this.ended + 1;
    const values = { file: this.file, line, maximum: this.maximum / MIB };
    throw fault('FILE_UNREADABLE', 'file.longLine', values, { hint: 'hint.rowPerLine', at: { file: this.file, line } });
  }
}

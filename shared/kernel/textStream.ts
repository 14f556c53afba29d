import type { TextEncodingName } from '../model/import';
import { fault } from '../model/result';
import { quoted } from '../model/saying';
import type { FileReader, FileToken } from './ports';
import { sheetAsText } from './workbook';

/** How the bytes of a text file become lines of UTF-8. */
export interface TextShape {
  /** Whether the file is one inside another, so that only we can read it. */
  readonly packed: boolean;
  readonly encoding: TextEncodingName;
  /** The sheet of an Excel workbook that is read as text. */
  readonly sheet?: string;
  /** As they are, or made line feeds: where all are carriage returns, or several kinds are mixed. */
  readonly lineEnds: 'kept' | 'made';
}

/** Whether the database can read the file's own bytes. */
export function isPlain({ packed, sheet, encoding, lineEnds }: TextShape): boolean {
  return sheet === undefined && !packed && encoding === 'utf-8' && lineEnds === 'kept';
}

/**
 * A text file as UTF-8 with line feeds, without a mark at the start. Bytes that are no character of the encoding come out as
 * bytes that are not UTF-8 either, so that the database rejects their rows instead of keeping something else.
 */
export async function* readAsUtf8(files: FileReader, file: FileToken, shape: TextShape): AsyncIterable<Uint8Array> {
  if (shape.sheet !== undefined) {
    yield* readSheet(files, file, shape.sheet);
    return;
  }
  const bytes = files.read(file);
  yield* isPlain({ ...shape, packed: false }) ? bytes : decoded(bytes, shape);
}

async function* readSheet(files: FileReader, file: FileToken, sheet: string): AsyncIterable<Uint8Array> {
  const workbook = await readWhole(files, file);
  try {
    yield* sheetAsText(workbook, sheet);
  } catch {
    const { name } = await files.info(file);
    const values = { file: name, sheet: quoted(sheet) };
    throw fault('FILE_UNREADABLE', 'workbook.brokenSheet', values, { hint: 'hint.saveWorkbook', at: { file: name } });
  }
}

/** A file's bytes at once, for formats that cannot be read piece by piece. */
export async function readWhole(files: FileReader, file: FileToken): Promise<Uint8Array> {
  const { size } = await files.info(file);
  const whole = new Uint8Array(size);
  let length = 0;
  for await (const chunk of files.read(file)) {
    // A file that grew meanwhile is found out by its size at the end.
    whole.set(chunk.subarray(0, size - length), length);
    length += chunk.length;
  }
  return whole;
}

const MARK = '\uFEFF';
const BROKEN = '\uFFFD';
const BROKEN_BYTES = [0xef, 0xbf, 0xbd];
const NEVER_UTF8 = 0xff;

async function* decoded(chunks: AsyncIterable<Uint8Array>, { encoding, lineEnds }: TextShape): AsyncIterable<Uint8Array> {
  const encoder = new TextEncoder();
  const characters = withoutMark(charactersOf(chunks, encoding));
  for await (const text of lineEnds === 'made' ? withLineFeeds(characters) : characters) {
    const bytes = encoder.encode(text);
    yield text.includes(BROKEN) ? withoutReplacements(bytes) : bytes;
  }
}

async function* charactersOf(chunks: AsyncIterable<Uint8Array>, encoding: TextEncodingName): AsyncIterable<string> {
  const decoder = new TextDecoder(encoding);
  for await (const chunk of chunks) yield decoder.decode(chunk, { stream: true });
  yield decoder.decode();
}

async function* withoutMark(texts: AsyncIterable<string>): AsyncIterable<string> {
  let begun = false;
  for await (const text of texts) {
    yield !begun && text.startsWith(MARK) ? text.slice(1) : text;
    begun ||= text !== '';
  }
}

/** A carriage return at the end of one piece may belong to a line feed at the start of the next. */
async function* withLineFeeds(texts: AsyncIterable<string>): AsyncIterable<string> {
  let held = '';
  for await (const text of texts) {
    const whole = held + text;
    held = whole.endsWith('\r') ? '\r' : '';
    yield whole.slice(0, whole.length - held.length).replace(/\r\n?/g, '\n');
  }
  yield held.replace('\r', '\n');
}

function withoutReplacements(bytes: Uint8Array): Uint8Array {
  for (let at = bytes.indexOf(BROKEN_BYTES[0] ?? 0); at >= 0; at = bytes.indexOf(BROKEN_BYTES[0] ?? 0, at + 1)) {
    if (BROKEN_BYTES.every((byte, index) => bytes[at + index] === byte)) bytes.fill(NEVER_UTF8, at, at + BROKEN_BYTES.length);
  }
  return bytes;
}

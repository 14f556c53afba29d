import type { TextEncodingName } from '../model/import';
import { fault } from '../model/result';
import { quoted } from '../model/saying';
import type { Files, FileToken } from './ports';
import { sheetAsText } from './workbook';

/** How the bytes of a text file become lines of UTF-8. */
export interface TextShape {
  readonly compression: 'none' | 'gzip';
  readonly encoding: TextEncodingName;
  /** The sheet of an Excel workbook that is read as text. */
  readonly sheet?: string;
  /** As they are, or made line feeds: where all are carriage returns, or several kinds are mixed. */
  readonly lineEnds: 'kept' | 'made';
}

/** Whether the database can read the file's own bytes. */
export function isPlain({ compression, sheet, encoding, lineEnds }: TextShape): boolean {
  return sheet === undefined && compression === 'none' && encoding === 'utf-8' && lineEnds === 'kept';
}

/**
 * A text file as UTF-8 with line feeds, without a mark at the start. Bytes that are no character of the encoding come out as
 * bytes that are not UTF-8 either, so that the database rejects their rows instead of keeping something else.
 * @throws Fault FILE_UNREADABLE for a compressed file that is cut off or damaged.
 */
export async function* readAsUtf8(files: Files, file: FileToken, shape: TextShape): AsyncIterable<Uint8Array> {
  if (shape.sheet !== undefined) {
    yield* readSheet(files, file, shape.sheet);
    return;
  }
  const bytes = readUnpacked(files, file, shape.compression);
  yield* isPlain({ ...shape, compression: 'none' }) ? bytes : decoded(bytes, shape);
}

async function* readSheet(files: Files, file: FileToken, sheet: string): AsyncIterable<Uint8Array> {
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
export async function readWhole(files: Files, file: FileToken): Promise<Uint8Array> {
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

/** The file's bytes, unpacked where they are compressed. */
export function readUnpacked(files: Files, file: FileToken, compression: TextShape['compression']): AsyncIterable<Uint8Array> {
  return compression === 'none' ? files.read(file) : unpacked(files, file);
}

async function* unpacked(files: Files, file: FileToken): AsyncIterable<Uint8Array> {
  const { readable, writable } = new DecompressionStream('gzip');
  const reader = readable.getReader();
  const writer = writable.getWriter();
  const feeding = feed(writer, files.read(file));
  // A failure to feed shows in what is read, too; until it is awaited it must not count as unhandled.
  feeding.catch(() => undefined);
  try {
    for (let part = await reader.read(); !part.done; part = await reader.read()) yield part.value;
    await feeding;
  } catch {
    const { name } = await files.info(file);
    throw fault('FILE_UNREADABLE', 'file.brokenGzip', { file: name }, { hint: 'hint.copyAgain', at: { file: name } });
  } finally {
    await reader.cancel().catch(() => undefined);
    await feeding.catch(() => undefined);
  }
}

type Writer = ReturnType<DecompressionStream['writable']['getWriter']>;

async function feed(writer: Writer, chunks: AsyncIterable<Uint8Array>): Promise<void> {
  for await (const chunk of chunks) await writer.write(new Uint8Array(chunk));
  await writer.close();
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

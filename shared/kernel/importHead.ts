import type { EncodingChoice, ImportFormat } from '../model/import';
import { type ErrorCode, Fault, fault } from '../model/result';
import { MAXIMUM_LINE_BYTES } from '../sql/importSql';
import type { FileSource } from './importPlan';
import { LineMeter } from './lineMeter';
import type { FileInfo, FileReader, FileToken } from './ports';
import { encodingChoices, guessEncoding } from './textEncoding';
import type { TextShape } from './textStream';

/** The part of a file that guesses rest on, in bytes. */
const HEAD_BYTES = 1_048_576;
/** Where encodings are concerned, pieces from all over the file are looked at too. */
const PIECES = 8;
const PIECE_BYTES = 65_536;

interface FileToOpen {
  readonly source: FileSource;
  /** Whether it is inside another file. */
  readonly packed: boolean;
  readonly name: string;
}

export interface Head {
  readonly bytes: Uint8Array;
  /** Without a mark at the start and without a character that the end cuts. */
  readonly text: string;
  readonly shape: TextShape;
  /** The encoding as a person reads it. */
  readonly encoding: string;
  /** Other ways to read the text; empty where a mark says which is right. */
  readonly choices: readonly EncodingChoice[];
  /** The format that the first bytes name, where they do. */
  readonly format: ImportFormat | undefined;
}

/** What is packed is read from its start on only. @throws Fault FILE_UNREADABLE where that is damaged. */
export async function readHead({ source, packed, name }: FileToOpen): Promise<Head> {
  const { files, file, options } = source;
  const given = options.encoding;
  const bytes = await firstBytes(files.read(file, { start: 0, end: HEAD_BYTES }));
  const found = guessEncoding(packed ? [bytes] : [bytes, ...(await pieces(files, file))]);
  const encoding = given ?? found.encoding;
  const text = new TextDecoder(encoding).decode(bytes, { stream: true }).replace(/^\uFEFF/, '');
  const binary = BINARY.find(({ magic, at = 0 }) => startsWith(bytes.subarray(at), magic))?.format;
  return {
    bytes,
    text,
    shape: { packed, encoding, lineEnds: text.includes('\r') && !text.includes('\n') ? 'made' : 'kept' },
    encoding: encoding === 'utf-8' && found.marked ? 'utf-8 with BOM' : encoding,
    choices: binary || found.marked ? [] : encodingChoices(bytes.subarray(0, PIECE_BYTES), encoding),
    format: binary ?? (isJson(name, text) ? 'json' : undefined),
  };
}

/** Whether the head is all of the file. */
export function isWholeHead({ bytes }: Head): boolean {
  return bytes.length < HEAD_BYTES;
}

const BINARY: readonly { readonly format: ImportFormat; readonly magic: readonly number[]; readonly at?: number }[] = [
  { format: 'parquet', magic: [0x50, 0x41, 0x52, 0x31] },
  { format: 'arrow', magic: [0x41, 0x52, 0x52, 0x4f, 0x57, 0x31] },
  // A stream begins with a schema, behind a mark and its length.
  { format: 'arrow', magic: [0xff, 0xff, 0xff, 0xff] },
  { format: 'sqlite', magic: [0x53, 0x51, 0x4c, 0x69, 0x74, 0x65, 0x20, 0x66, 0x6f, 0x72, 0x6d, 0x61, 0x74, 0x20, 0x33] },
  // Behind a checksum.
  { format: 'duckdb', magic: [0x44, 0x55, 0x43, 0x4b], at: 8 },
  // Workbooks are ZIP archives.
  { format: 'xlsx', magic: [0x50, 0x4b, 0x03, 0x04] },
];

/** The part that guesses rest on, or less where the bytes end before. */
export async function firstBytes(chunks: AsyncIterable<Uint8Array>): Promise<Uint8Array> {
  const read: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of chunks) {
    read.push(chunk);
    length += chunk.length;
    if (length >= HEAD_BYTES) break;
  }
  return joined(read).subarray(0, HEAD_BYTES);
}

/** From behind the head to the file's end. */
async function pieces(files: FileReader, file: FileToken): Promise<Uint8Array[]> {
  const { size } = await files.info(file);
  if (size <= HEAD_BYTES) return [];
  const last = size - PIECE_BYTES;
  const starts = Array.from({ length: PIECES }, (_, index) => Math.round((last * (index + 1)) / PIECES));
  const read: Uint8Array[] = [];
  for (const start of starts) read.push(await firstBytes(files.read(file, { start, end: start + PIECE_BYTES })));
  return read;
}

/** Kinds of files that carry other names' endings now and then, by their first bytes. */
const MAGIC = [
  { key: 'file.isOldExcel', bytes: [0xd0, 0xcf, 0x11, 0xe0], hint: 'hint.saveOpen' },
  { key: 'file.isOldFeather', bytes: [0x46, 0x45, 0x41, 0x31], hint: 'hint.newFeather' },
  { key: 'file.isPdf', bytes: [0x25, 0x50, 0x44, 0x46], hint: 'hint.exportData' },
] as const;

/** What only other programs unpack. */
const PACKINGS = [
  { packing: 'Zstandard', bytes: [0x28, 0xb5, 0x2f, 0xfd] },
  // Behind `BZh` and a digit.
  { packing: 'bzip2', bytes: [0x31, 0x41, 0x59, 0x26, 0x53, 0x59], at: 4 },
  { packing: 'xz', bytes: [0xfd, 0x37, 0x7a, 0x58, 0x5a, 0x00] },
  { packing: '7-Zip', bytes: [0x37, 0x7a, 0xbc, 0xaf, 0x27, 0x1c] },
  { packing: 'RAR', bytes: [0x52, 0x61, 0x72, 0x21, 0x1a, 0x07] },
] as const;

const TEXT_FORMATS: readonly ImportFormat[] = ['csv', 'fixed', 'json'];

/** @throws Fault FILE_EMPTY or FILE_UNREADABLE for what is no text and no Parquet. */
export function refuseUnreadable({ name, size }: FileInfo, head: Head, format: ImportFormat | undefined): void {
  if (size === 0) throw fault('FILE_EMPTY', 'file.empty', { file: name }, { hint: 'hint.exportedWhole', at: { file: name } });
  if (format !== undefined && !TEXT_FORMATS.includes(format)) return;
  const known = MAGIC.find(({ bytes }) => startsWith(head.bytes, bytes));
  if (known) throw fault('FILE_UNREADABLE', known.key, { file: name }, { hint: known.hint, at: { file: name } });
  const packed = PACKINGS.find((packing) => startsWith(head.bytes.subarray('at' in packing ? packing.at : 0), packing.bytes));
  if (packed) {
    const values = { file: name, packing: packed.packing };
    throw fault('FILE_UNREADABLE', 'file.isPacked', values, { hint: 'hint.unpackFirst', at: { file: name } });
  }
  if (head.text.trim() === '') {
    throw fault('FILE_EMPTY', 'file.blank', { file: name }, { hint: 'hint.exportedWhole', at: { file: name } });
  }
  if (head.text.includes('\0')) {
    throw fault('FILE_UNREADABLE', 'file.binary', { file: name }, { hint: 'hint.formats', at: { file: name } });
  }
}

/** By its name, or since it begins with an array or an object. */
function isJson(name: string, text: string): boolean {
  if (/\.(json|ndjson|jsonl)(\.gz)?$/i.test(name)) return !text.includes('\0');
  const [line = ''] = text.trimStart().split(/\r?\n/, 1);
  return /^\[\s*(\{|$)/.test(line) || /^\{\s*("[^"]*"\s*:|$)/.test(line);
}

/**
 * The first `lines` of a text and a few more, whole. They are what DuckDB's guess rests on: at a line that is too long it fails,
 * after minutes when the line has gigabytes. @throws Fault FILE_UNREADABLE at such a line.
 */
export async function* firstLines(text: AsyncIterable<Uint8Array>, name: string, lines: number): AsyncIterable<Uint8Array> {
  const meter = new LineMeter(name, MAXIMUM_LINE_BYTES);
  for await (const chunk of text) {
    meter.add(chunk);
    const isLast = meter.lines > lines;
    yield isLast ? chunk.subarray(0, chunk.lastIndexOf(LINE_FEED) + 1) : chunk;
    if (isLast) return;
  }
}

const LINE_FEED = 10;

/** What the database says where a file is at fault; bytes that it misses there it would miss in a workspace too. */
const FILE_FAULTS: readonly ErrorCode[] = ['INVALID_SQL', 'FILE_UNREADABLE', 'WORKSPACE_DAMAGED'];

/** The statements that look at a file are sound, so what DuckDB finds wrong in them is the file. */
export function unreadable(
  cause: unknown,
  name: string,
  key: 'file.notParquet' | 'file.notTextTable' | 'file.brokenRows',
): unknown {
  if (!(cause instanceof Fault) || !FILE_FAULTS.includes(cause.error.code) || cause.error.at?.file) return cause;
  return fault('FILE_UNREADABLE', key, { file: name }, { hint: 'hint.copiedWhole', at: { file: name } });
}

export function startsWith(bytes: Uint8Array, magic: readonly number[]): boolean {
  return magic.every((byte, index) => bytes[index] === byte);
}

function joined(chunks: readonly Uint8Array[]): Uint8Array {
  const whole = new Uint8Array(chunks.reduce((sum, chunk) => sum + chunk.length, 0));
  let at = 0;
  for (const chunk of chunks) {
    whole.set(chunk, at);
    at += chunk.length;
  }
  return whole;
}

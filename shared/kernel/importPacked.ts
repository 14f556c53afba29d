import { type ArchiveEntry, IMPORT_ENDINGS } from '../model/import';
import { Fault, fault } from '../model/result';
import { quoted, say } from '../model/saying';
import { firstBytes, startsWith } from './importHead';
import type { FileSource } from './importPlan';
import { inflate } from './inflate';
import type { FileInfo, FileReader, FileToken } from './ports';
import { readZipDirectory, type ZipEntry } from './zipDirectory';
import { readEntry, refuseEntry } from './zipEntry';

const GZIP = [0x1f, 0x8b];
const ZIP = [0x50, 0x4b, 0x03, 0x04];
const EMPTY_ZIP = [0x50, 0x4b, 0x05, 0x06];

/** A file to be read, which may be one inside another. */
export interface Unpacked {
  /** Reads it as though it stood alone. */
  readonly source: FileSource;
  readonly packed: boolean;
  /** What it is called, and its bytes; those of a file that gzip packed are the packed ones. */
  readonly name: string;
  readonly size: number;
  /** Which file of an archive it is, and all that could be read. */
  readonly entry?: string;
  readonly entries?: readonly ArchiveEntry[];
}

/**
 * Looks whether a file is packed: with gzip, or as an archive of data files, of which `options.entry` or the first is read.
 * @throws Fault FILE_UNREADABLE (damaged, encrypted, an archive in an archive), FILE_EMPTY (no data file inside), INVALID_REQUEST.
 */
export async function unpack(source: FileSource): Promise<Unpacked> {
  const { files, file, options } = source;
  const info = await files.info(file);
  const first = await markOf(source);
  if (startsWith(first, GZIP)) return { ...info, source: inside(source, gunzipped(source, info)), packed: true };
  const entries = isZip(first) ? await listEntries(files, file, info.name) : null;
  if (!entries) return { ...info, source, packed: false };
  const data = entries.filter(({ name }) => isDataFile(name));
  const chosen = options.entry === undefined ? data[0] : entries.find(({ name }) => name === options.entry);
  if (!chosen) throw noEntry(info.name, entries, data, options.entry);
  const { size } = chosen;
  const name = `${info.name}/${chosen.name}`;
  refuseEntry(chosen, name);
  const read = () => readEntry(files, file, chosen, name);
  const opened = inside(source, { info: async () => ({ ...info, name, size }), read });
  await refuseNested(opened, name);
  return { name, size, source: opened, packed: true, entry: chosen.name, entries: data.map(described) };
}

function described({ name, size }: ZipEntry): ArchiveEntry {
  return { name, size };
}

async function markOf({ files, file }: FileSource): Promise<Uint8Array> {
  return await firstBytes(files.read(file, { start: 0, end: ZIP.length }));
}

function isZip(bytes: Uint8Array): boolean {
  return startsWith(bytes, ZIP) || startsWith(bytes, EMPTY_ZIP);
}

/** The files of an archive; null for a document that is one, such as a workbook. */
async function listEntries(files: FileReader, file: FileToken, name: string): Promise<ZipEntry[] | null> {
  try {
    const entries = await readZipDirectory(files, file);
    return entries.some((entry) => MARKS_OF_DOCUMENTS.includes(entry.name)) ? null : entries.filter(({ isFolder }) => !isFolder);
  } catch (cause) {
    if (cause instanceof Fault) throw cause;
    if (WORKBOOK.test(name)) return null;
    throw fault('FILE_UNREADABLE', 'archive.damaged', { file: name }, { hint: 'hint.copyAgain', at: { file: name } });
  }
}

/** Of Microsoft's formats, and of OpenDocument. */
const MARKS_OF_DOCUMENTS = ['[Content_Types].xml', 'mimetype'];
const WORKBOOK = /\.xls[xm]$/i;
const DATA_FILE = new RegExp(`\\.(${IMPORT_ENDINGS.join('|')})$`, 'i');
const ARCHIVE = /\.(zip|gz|tgz|tar|7z|rar|bz2|xz|zst)$/i;

/** What programs keep beside the data begins with a dot, or lies in a folder for that. */
function isDataFile(name: string): boolean {
  return DATA_FILE.test(name) && !/(^|[/\\])(\.[^./\\]|__MACOSX[/\\])/.test(name);
}

const SHOWN = 5;

function noEntry(file: string, entries: readonly ZipEntry[], data: readonly ZipEntry[], wanted: string | undefined): Fault {
  const at = { file };
  if (wanted !== undefined) {
    const hint = say('hint.parts', { parts: data.slice(0, SHOWN).map(({ name }) => name) });
    return fault('INVALID_REQUEST', 'archive.noEntry', { file, entry: quoted(wanted) }, { hint, at });
  }
  const nested = entries.find(({ name }) => ARCHIVE.test(name));
  if (nested) return nestedArchive(`${file}/${nested.name}`);
  return fault('FILE_EMPTY', 'archive.noData', { file }, { hint: 'hint.formats', at });
}

async function refuseNested(source: FileSource, name: string): Promise<void> {
  const first = await markOf(source);
  const nested = startsWith(first, GZIP) || (isZip(first) && (await listEntries(source.files, source.file, name)) !== null);
  if (nested) throw nestedArchive(name);
}

function nestedArchive(file: string): Fault {
  return fault('FILE_UNREADABLE', 'archive.nested', { file }, { hint: 'hint.unpackFirst', at: { file } });
}

function gunzipped({ files, file }: FileSource, info: FileInfo): Inner {
  const read = () => gunzip(files, file, info.name);
  let counted: Promise<FileInfo> | undefined;
  const count = async () => {
    let size = 0;
    for await (const bytes of read()) size += bytes.length;
    return { ...info, size };
  };
  return {
    read,
    info: () => {
      counted ??= count();
      return counted;
    },
  };
}

async function* gunzip(files: FileReader, file: FileToken, name: string): AsyncIterable<Uint8Array> {
  try {
    yield* inflate(files.read(file), 'gzip');
  } catch {
    throw fault('FILE_UNREADABLE', 'file.brokenGzip', { file: name }, { hint: 'hint.copyAgain', at: { file: name } });
  }
}

interface Inner {
  /** Its size may only be known once it was read. */
  info(): Promise<FileInfo>;
  read(): AsyncIterable<Uint8Array>;
}

/** The source with the file inside in the place of the file. */
function inside(source: FileSource, inner: Inner): FileSource {
  const { engine } = source;
  const files: FileReader = {
    info: () => inner.info(),
    read: (_file, range = {}) => part(inner.read(), range),
  };
  const copying: FileSource['engine'] = {
    source: (connection, file, format, signal) => {
      if (format === 'csv') throw new Error('a text inside another file is written anew');
      return engine.copiedSource(connection, files, file, format, signal);
    },
    textSource: (...args) => engine.textSource(...args),
    copiedSource: (...args) => engine.copiedSource(...args),
  };
  return { ...source, files, engine: copying };
}

/** What is packed can only be read from its start on. */
async function* part(
  chunks: AsyncIterable<Uint8Array>,
  { start = 0, end = Number.POSITIVE_INFINITY },
): AsyncIterable<Uint8Array> {
  let at = 0;
  for await (const chunk of chunks) {
    const piece = chunk.subarray(Math.max(0, start - at), Math.max(0, end - at));
    at += chunk.length;
    if (piece.length > 0) yield piece;
    if (at >= end) return;
  }
}

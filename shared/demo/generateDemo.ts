import type { EntityMap } from '../model/entities';
import type { ImportOptions } from '../model/import';
import { fault } from '../model/result';
import type { Segment } from '../model/segment';
import { bankFiles } from './bankFiles';
import { type BankSize, makeBank } from './makeBank';
import { truthsOf } from './truths';
import { demoEntities, demoSegments } from './workspacePlan';

/** The part of the kernel's `Files` that writing needs; folders and files are opaque tokens. */
interface Writer {
  inside(folder: string, name: string): string;
  write(file: string, chunks: AsyncIterable<Uint8Array>): Promise<void>;
}

export interface DemoRequest extends BankSize {
  readonly files: Writer;
  /** The folder that the files are written to; files of the same name are replaced. */
  readonly folder: string;
  readonly signal?: AbortSignal;
  /** Share done, 0–1. */
  readonly onProgress?: (share: number) => void;
}

/** A file that was written, and how it becomes a table of the ready workspace. */
export interface DemoFile {
  readonly file: string;
  readonly name: string;
  readonly table: string;
  readonly rows: number;
  /** `null` where the ready workspace leaves the file out. */
  readonly options: ImportOptions | null;
}

/** The files of the bank and all that makes a workspace of them ready to use. */
export interface Demo {
  readonly files: readonly DemoFile[];
  readonly entities: EntityMap;
  readonly segments: readonly Segment[];
}

const TRUTHS_FILE = 'truths.json';
/** Share of the time that goes into the making; the rest is writing. */
const MAKING_SHARE = 0.5;

/**
 * Makes the demo bank and writes it as the files a bank would hand over, with `truths.json` beside them. The same size,
 * seed and language give the same bytes everywhere. `events` below what the campaigns need is raised to that.
 * @throws Fault CANCELLED when `signal` aborts; files already complete stay.
 */
export async function generateDemo({ files, folder, signal, onProgress, ...size }: DemoRequest): Promise<Demo> {
  const breathe = async (share: number) => {
    stopIfCancelled(signal);
    onProgress?.(share);
    await new Promise<void>((resolve) => setTimeout(resolve, 0));
  };
  const bank = await makeBank(size, (share) => breathe(share * MAKING_SHARE));
  const sources = bankFiles(bank);
  const rows = sources.reduce((sum, source) => sum + source.rows, 0);
  const written: DemoFile[] = [];
  let rowsWritten = 0;
  for (const { name, table, rows: count, options, bytes } of sources) {
    await breathe(MAKING_SHARE + (1 - MAKING_SHARE) * (rowsWritten / rows));
    const file = files.inside(folder, name);
    await files.write(file, untilCancelled(bytes(), signal));
    written.push({ file, name, table, rows: count, options });
    rowsWritten += count;
  }
  const truths = new TextEncoder().encode(`${JSON.stringify(truthsOf(bank), null, 2)}\n`);
  await files.write(files.inside(folder, TRUTHS_FILE), untilCancelled([truths], signal));
  onProgress?.(1);
  return { files: written, entities: demoEntities(size.language), segments: demoSegments(size.language) };
}

async function* untilCancelled(
  chunks: Iterable<Uint8Array> | AsyncIterable<Uint8Array>,
  signal: AbortSignal | undefined,
): AsyncIterable<Uint8Array> {
  for await (const chunk of chunks) {
    stopIfCancelled(signal);
    yield chunk;
  }
}

function stopIfCancelled(signal: AbortSignal | undefined): void {
  if (signal?.aborted) throw fault('CANCELLED', 'demo.cancelled', {});
}

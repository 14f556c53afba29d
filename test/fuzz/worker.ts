import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { nativeEngines } from '../../electron/engine/nativeEngine';
import { NodeFiles } from '../../electron/engine/nodeFiles';
import { wasmNodeEngines } from '../../electron/engine/wasmNode';
import { Fault, type HuaxiangError } from '../../shared/model/result';
import { startKernel, type TestKernel } from '../support/kernel';

export type EngineName = 'native' | 'wasm';

/** A file to import: its name as the bank would see it, and where it lies. */
export interface FuzzRequest {
  readonly name: string;
  readonly bytes: Uint8Array;
}

/** `fault` is what is wrong with the outcome, where something is. */
export interface FuzzAnswer {
  /** What came of it: `loaded`, or the code of the refusal. */
  readonly outcome: string;
  readonly fault: string | null;
}

/** Imports files that the parent process sends, one after the other, until it is told to end. */
export async function serve(engine: EngineName): Promise<void> {
  const files = new NodeFiles();
  const factory = (engine === 'native' ? nativeEngines : wasmNodeEngines)(files);
  const folder = mkdtempSync(join(tmpdir(), 'huaxiang-fuzz-'));
  const test = startKernel({ name: factory.name, factory, files, folder });
  await test.call('workspace.create', { file: null });
  process.on('message', (request: FuzzRequest) => {
    const path = join(folder, request.name);
    writeFileSync(path, request.bytes);
    outcome(test, path, request.name).then(
      (answer) => process.send?.(answer),
      (cause: unknown) => process.send?.({ outcome: 'thrown', fault: `${cause instanceof Error ? cause.stack : cause}` }),
    );
  });
  process.send?.('ready');
}

async function outcome(test: TestKernel, path: string, name: string): Promise<FuzzAnswer> {
  try {
    const options = { rejectShare: 1 };
    const { table, rows, rejected, rowsRead } = await test.call('imports.run', { file: test.grant(path), options });
    const counted = await test.countBySql(`SELECT count(*)::DOUBLE FROM data."${table.replaceAll('"', '""')}"`, []);
    await test.call('tables.page', { table, offset: 0, limit: 20 });
    await test.call('tables.drop', { table });
    const isWhole = counted === rows && rows + rejected === rowsRead && rows > 0;
    return {
      outcome: 'loaded',
      fault: isWhole ? null : `${counted} rows in the table, ${rows} + ${rejected} of ${rowsRead} on the receipt`,
    };
  } catch (cause) {
    if (!(cause instanceof Fault)) throw cause;
    const left = await test.call('tables.list', {});
    return {
      outcome: cause.error.code,
      fault: left.length > 0 ? `half a table was left: ${left[0]?.name}` : badSentence(cause.error, name),
    };
  }
}

/** What is wrong with an error's words: a person must learn from one sentence which file it is and what to do. */
function badSentence({ code, message, hint }: HuaxiangError, name: string): string | null {
  const isSentence = code !== 'INTERNAL' && message.includes(name) && !message.includes('\n') && Boolean(hint);
  return isSentence ? null : `${code}: ${message} (${hint})`;
}

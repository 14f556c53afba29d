import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe } from 'vitest';
import { nativeEngines } from '../../electron/engine/nativeEngine';
import { NodeFiles } from '../../electron/engine/nodeFiles';
import { wasmNodeEngines } from '../../electron/engine/wasmNode';
import type { EngineFactory } from '../../shared/kernel/ports';
import { WasmWorkers } from './wasmWorkers';

export interface EngineUnderTest {
  readonly name: EngineFactory['name'];
  readonly factory: EngineFactory;
  readonly files: NodeFiles;
  /** A folder of this block's own, removed at its end. */
  readonly folder: string;
}

/** Runs a block of tests on each engine, with the real database. */
export function describeEngines(name: string, block: (engine: EngineUnderTest) => void): void {
  const workers = new WasmWorkers();
  const wasmEngines = (files: NodeFiles) => wasmNodeEngines(files, workers.start);
  for (const makeFactory of [nativeEngines, wasmEngines]) {
    const files = new NodeFiles();
    const factory = makeFactory(files);
    describe(`${name} (${factory.name})`, () => {
      const folder = mkdtempSync(join(tmpdir(), 'huaxiang-test-'));
      afterAll(async () => {
        await workers.end();
        rmSync(folder, { recursive: true, force: true });
      });
      block({ name: factory.name, factory, files, folder });
    });
  }
}

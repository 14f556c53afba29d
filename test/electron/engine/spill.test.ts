import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { nativeEngines } from '../../../electron/engine/nativeEngine';
import { NodeFiles } from '../../../electron/engine/nodeFiles';

const mine = () => readdirSync(tmpdir()).filter((name) => name.startsWith(`huaxiang-spill-${process.pid}-`));

test('a database in memory spills into a folder of its own that goes with it', async () => {
  const engine = await nativeEngines(new NodeFiles()).open(null, { memoryMiB: 64, threads: 1 });
  const connection = await engine.connect();
  await connection.exec('CREATE TEMP TABLE big AS SELECT hash(range) AS a, hash(range + 1) AS b FROM range(8000000)');
  const [folder = ''] = mine();
  expect(readdirSync(join(tmpdir(), folder, 'spill')).length).toBeGreaterThan(0);
  await engine.close();
  expect(mine()).toEqual([]);
});

test('what a killed process spilled is gone after the next start', async () => {
  const { pid } = spawnSync(process.execPath, ['-e', '']);
  const left = mkdtempSync(join(tmpdir(), `huaxiang-spill-${pid}-`));
  writeFileSync(join(left, 'customers'), 'x');
  const engine = await nativeEngines(new NodeFiles()).open(null, {});
  expect(existsSync(left)).toBe(false);
  await engine.close();
});

test('what a killed process spilled beside a workspace is gone after the workspace is opened', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'huaxiang-test-'));
  const files = new NodeFiles();
  const file = files.grant(join(folder, 'w.huaxiang'));
  const factory = nativeEngines(files);
  const spill = join(folder, 'w.huaxiang.sidecar', 'spill');
  mkdirSync(spill, { recursive: true });
  writeFileSync(join(spill, 'customers'), 'x');
  const engine = await factory.open(file, {});
  expect(readdirSync(spill)).toEqual([]);
  await engine.close();
  expect(readdirSync(folder)).toEqual(['w.huaxiang']);
  rmSync(folder, { recursive: true });
});

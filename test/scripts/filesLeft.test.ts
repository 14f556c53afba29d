import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { filesLeft } from '../e2e/support/filesLeft';

test('files that nobody knows, and those that hold identity numbers, are told of a profile', () => {
  const folder = mkdtempSync(join(tmpdir(), 'files-left-'));
  for (const name of ['logs', 'tmp', 'demo/zh', 'Local Storage/leveldb']) mkdirSync(join(folder, name), { recursive: true });
  const id = '11010519491231002X';
  writeFileSync(join(folder, 'settings.json'), '{"order":"110105194912310021"}');
  writeFileSync(join(folder, 'demo/zh/customers.csv'), id);
  writeFileSync(join(folder, 'logs/main.log'), `bug ${id}`);
  writeFileSync(join(folder, 'Local Storage/leveldb/000003.log'), Buffer.from(id, 'utf16le'));
  writeFileSync(join(folder, 'tmp/list.csv'), 'C0001');
  expect(filesLeft(folder).sort()).toEqual([
    'Local Storage/leveldb/000003.log: holds an identity number',
    'logs/main.log: holds an identity number',
    'tmp/list.csv: nobody knows this file',
  ]);
  rmSync(folder, { recursive: true });
});

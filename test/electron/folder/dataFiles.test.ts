import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { dataFilesIn } from '../../../electron/folder/dataFiles';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'huaxiang-folder-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

test('a folder gives its data files by their numbers, then those of the folders in it', async () => {
  write('trades_10.csv', 'trades_9.CSV', 'bank.xlsx', 'a.csv.gz', 'b.zip', 'inner/c.parquet', 'read me.pdf', 'photo.png');
  expect(await listed()).toEqual({
    names: ['a.csv.gz', 'b.zip', 'bank.xlsx', 'trades_9.CSV', 'trades_10.csv', 'inner/c.parquet'],
    leftOut: 2,
  });
});

test('hidden files are passed over, and no link is followed', async () => {
  write('.hidden.csv', '.git/a.csv', '~$bank.xlsx', 'Thumbs.db', '__MACOSX/a.csv', 'a.csv');
  symlinkSync(join(folder, 'a.csv'), join(folder, 'link.csv'));
  symlinkSync('/', join(folder, 'root'));
  symlinkSync(folder, join(folder, 'loop'));
  expect(await listed()).toEqual({ names: ['a.csv'], leftOut: 3 });
});

test('what lies deeper than five levels, or is too much, is left out', async () => {
  write('1/2/3/4/5/a.csv', '1/2/3/4/5/6/b.csv');
  write(...Array.from({ length: 1001 }, (_, index) => `${index}.csv`));
  const { names, leftOut } = await listed();
  expect([names.length, names[0], names[999]]).toEqual([1000, '0.csv', '999.csv']);
  expect(leftOut).toBe(3);
});

test('the fifth level is still read', async () => {
  write('1/2/3/4/5/a.csv', '1/2/3/4/5/6/b.csv');
  expect(await listed()).toEqual({ names: ['1/2/3/4/5/a.csv'], leftOut: 1 });
});

test('a folder that is not there has no files', async () => {
  rmSync(folder, { recursive: true });
  expect(await listed()).toEqual({ names: [], leftOut: 1 });
});

function write(...names: readonly string[]): void {
  for (const name of names) {
    mkdirSync(join(folder, name, '..'), { recursive: true });
    writeFileSync(join(folder, name), 'a\n1\n');
  }
}

async function listed(): Promise<{ names: string[]; leftOut: number }> {
  const { paths, leftOut } = await dataFilesIn(folder);
  return { names: paths.map((path) => relative(folder, path)), leftOut };
}

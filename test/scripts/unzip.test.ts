import { lstatSync, mkdtempSync, readdirSync, readFileSync, readlinkSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { deflateRawSync } from 'node:zlib';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { unzip } from '../../scripts/setup/unzip.mjs';

interface Planted {
  readonly name: string;
  readonly text: string;
  readonly mode: number;
  readonly deflated?: boolean;
}

const everything = (): boolean => true;
const text = '画像 '.repeat(1000);
let folder: string;
let archive: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'unzip-'));
  archive = join(folder, 'a.zip');
});

afterEach(() => rmSync(folder, { recursive: true }));

test('files keep their content, mode and links', () => {
  writeFileSync(
    archive,
    zipOf([
      { name: 'app/', text: '', mode: 0o40755 },
      { name: 'app/程序', text, mode: 0o100755, deflated: true },
      { name: 'app/plain', text, mode: 0o100644 },
      { name: 'app/link', text: 'plain', mode: 0o120777 },
    ]),
  );
  unzip(archive, join(folder, 'out'), everything);
  const path = (name: string): string => join(folder, 'out/app', name);
  expect(readFileSync(path('程序'), 'utf8')).toBe(text);
  expect(readFileSync(path('plain'), 'utf8')).toBe(text);
  expect(lstatSync(path('程序')).mode & 0o777).toBe(0o755);
  expect(readlinkSync(path('link'))).toBe('plain');
});

test('unwanted entries are left out', () => {
  writeFileSync(archive, zipOf(['keep', 'drop/a', 'drop/b'].map((name) => ({ name, text, mode: 0o100644 }))));
  unzip(archive, join(folder, 'out'), (name) => !name.startsWith('drop/'));
  expect(readdirSync(join(folder, 'out'))).toEqual(['keep']);
});

test('an entry that would leave the folder is refused', () => {
  writeFileSync(archive, zipOf([{ name: '../outside', text, mode: 0o100644 }]));
  expect(() => unzip(archive, join(folder, 'out'), everything)).toThrow('zip entry outside its folder: ../outside');
});

test('a cut-off file is refused', () => {
  const whole = zipOf([{ name: 'a', text, mode: 0o100644, deflated: true }]);
  writeFileSync(archive, whole.subarray(0, whole.length - 30));
  expect(() => unzip(archive, join(folder, 'out'), everything)).toThrow('not a zip file, or cut off');
});

/** A zip file as the format's description lays it out, with local headers that leave all but the sizes of names to the directory. */
function zipOf(entries: readonly Planted[]): Buffer {
  const locals: Buffer[] = [];
  const directory: Buffer[] = [];
  for (const { name, text: content, mode, deflated } of entries) {
    const at = Buffer.concat(locals).length;
    const bytes = deflated ? deflateRawSync(content) : Buffer.from(content);
    const local = Buffer.alloc(30);
    local.write('PK\x03\x04', 'latin1');
    local.writeUInt16LE(Buffer.byteLength(name), 26);
    locals.push(local, Buffer.from(name), bytes);
    const header = Buffer.alloc(46);
    header.write('PK\x01\x02', 'latin1');
    header.writeUInt16LE(deflated ? 8 : 0, 10);
    header.writeUInt32LE(bytes.length, 20);
    header.writeUInt32LE(Buffer.byteLength(content), 24);
    header.writeUInt16LE(Buffer.byteLength(name), 28);
    header.writeUInt32LE(mode * 0x10000, 38);
    header.writeUInt32LE(at, 42);
    directory.push(header, Buffer.from(name));
  }
  const end = Buffer.alloc(22);
  end.write('PK\x05\x06', 'latin1');
  end.writeUInt32LE(Buffer.concat(directory).length, 12);
  end.writeUInt32LE(Buffer.concat(locals).length, 16);
  return Buffer.concat([...locals, ...directory, end]);
}

import JSZip from 'jszip';
import { describe, expect, it } from 'vitest';
import { NotStored, type PackedFile, readStoredZip, storedZip } from '#shared/package/storedZip';

const text = (words: string) => new TextEncoder().encode(words);
const FILES: PackedFile[] = [
  { path: 'data/customers.csv', bytes: text('客户,年龄\r\n') },
  { path: 'manifest.json', bytes: text('{}') },
  { path: 'empty', bytes: new Uint8Array() },
];

describe('a stored archive', () => {
  it('is read by others, file by file', async () => {
    const other = await JSZip.loadAsync(joined(storedZip(FILES)), { checkCRC32: true });
    expect(Object.keys(other.files)).toEqual(FILES.map(({ path }) => path));
    expect(await other.file('data/customers.csv')?.async('string')).toBe('客户,年龄\r\n');
  });

  it('gives back what it was made of', () => {
    expect(readStoredZip(joined(storedZip(FILES)))).toEqual(FILES);
    expect(readStoredZip(joined(storedZip([])))).toEqual([]);
  });

  it('is refused with any bit turned', () => {
    const archive = joined(storedZip(FILES));
    for (let at = 0; at < archive.length; at++) {
      const turned = archive.slice();
      turned[at] = (turned[at] ?? 0) ^ (1 << (at % 8));
      expect(() => readStoredZip(turned), `byte ${at}`).toThrow(NotStored);
    }
  });

  it('is refused cut, longer, or with a file over another', () => {
    const archive = joined(storedZip(FILES));
    for (const other of [archive.slice(0, -1), joined([archive, new Uint8Array(1)]), new Uint8Array(), archive.slice(1)]) {
      expect(() => readStoredZip(other)).toThrow(NotStored);
    }
    expect(() => readStoredZip(joined(storedZip([...FILES, { path: 'Manifest.json', bytes: text('{"a":1}') }])))).toThrow(
      'twice',
    );
  });

  it.each(['../up', '/root', 'a/../../b', 'C:\\x', 'a\0b', 'a/‮b', '.hidden', 'a//b'])('is refused with the path %j', (path) => {
    expect(() => readStoredZip(joined(storedZip([{ path, bytes: text('x') }])))).toThrow('path');
  });

  it('is refused compressed, and where it says that it holds more than it does', async () => {
    const zip = new JSZip().file('a', 'a'.repeat(10_000));
    expect(() => readStoredZip(joined([]))).toThrow(NotStored);
    expect(() => readStoredZip(new Uint8Array())).toThrow(NotStored);
    const packed = await zip.generateAsync({ type: 'uint8array', compression: 'DEFLATE' });
    expect(() => readStoredZip(packed)).toThrow(NotStored);
    const archive = joined(storedZip(FILES));
    new DataView(archive.buffer).setUint32(22, 0xffff_fff0, true);
    expect(() => readStoredZip(archive)).toThrow(NotStored);
  });
});

function joined(chunks: readonly Uint8Array[]): Uint8Array {
  const bytes = new Uint8Array(chunks.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const chunk of chunks) {
    bytes.set(chunk, at);
    at += chunk.length;
  }
  return bytes;
}

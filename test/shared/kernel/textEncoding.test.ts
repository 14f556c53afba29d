import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { guessEncoding } from '../../../shared/kernel/textEncoding';
import type { TextEncodingName } from '../../../shared/model/import';

const folder = '../shared/data/messy';
const manifest: { files: { file: string; bytes: number; expect?: { encoding?: string } }[] } = JSON.parse(
  readFileSync(`${folder}/manifest.json`, 'utf8'),
);

/** Names in the manifest; plain ASCII reads the same in each of the eight-bit ones. */
const NAMES: Readonly<Record<string, readonly TextEncodingName[]>> = {
  'utf-8': ['utf-8'],
  gb18030: ['gb18030'],
  'latin-1': ['windows-1252', 'utf-8'],
  cp932: ['shift_jis'],
  'utf-16': ['utf-16le', 'utf-16be'],
  'utf-16-be': ['utf-16be'],
};

describe('the encoding of a file', () => {
  const cases = manifest.files.flatMap(({ file, expect: wanted }) =>
    wanted?.encoding && !/\.(zip|bz2)$/.test(file) ? [{ file, encoding: wanted.encoding }] : [],
  );

  it.each(cases)('$file is $encoding', ({ file, encoding }) => {
    const bytes = readFileSync(`${folder}/${file}`);
    const text = file.endsWith('.gz') ? gunzipSync(bytes) : bytes;
    expect(NAMES[encoding]).toContain(guessEncoding([text]).encoding);
  });

  it('is found where a sample begins inside a character', () => {
    const text = new Uint8Array(readFileSync(`${folder}/derived__gbk_中文表头.csv`));
    const inside = text.findIndex((byte) => byte > 127) + 1;
    expect(guessEncoding([new TextEncoder().encode('id,name\n'), text.subarray(inside)]).encoding).toBe('gb18030');
  });

  it('of Western text whose accents could be Chinese characters is Western', () => {
    const latin = (text: string) => Uint8Array.from(text, (character) => character.charCodeAt(0));
    expect(guessEncoding([latin('n\xe4me\nM\xfcller\nBj\xf6rn\nFran\xe7ois\nJos\xe9s\n')]).encoding).toBe('windows-1252');
  });
});

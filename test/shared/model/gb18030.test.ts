import fc from 'fast-check';
import iconv from 'iconv-lite';
import { expect, test } from 'vitest';
import { gb18030 } from '../../../shared/model/gb18030';

/** Characters of private use that no bytes are read as. */
const NO_CODE = /[\uE5E5\uE78D-\uE796\uE81E\uE826\uE82B\uE82C\uE832\uE843\uE854\uE864]/g;

/** Characters whose codes the standard of 2022 changed; iconv keeps to that of 2005. */
const MOVED = /[\u9FB4-\u9FBB\uFE10-\uFE19]/g;

test('the bytes are read back as the text they were made of', () => {
  const decoder = new TextDecoder('gb18030');
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 60 }), (text) => {
      expect(decoder.decode(gb18030(text))).toBe(text.replace(/^\uFEFF/, '').replace(NO_CODE, '\uFFFD'));
    }),
    { numRuns: 500 },
  );
});

test('a byte order mark is a character like any other', () => {
  expect([...gb18030('\uFEFF中\uFEFF')]).toEqual([0x84, 0x31, 0x95, 0x33, 0xd6, 0xd0, 0x84, 0x31, 0x95, 0x33]);
});

test.each(['', 'ASCII only, 0-9', '王建国,上海市', '䶮㛃', '𬱖𠅤', '€ ￥ ·'])('%j has the bytes that iconv makes', (text) => {
  expect(Buffer.from(gb18030(text))).toEqual(iconv.encode(text, 'gb18030'));
});

test('a character without a code becomes the one that stands for any', () => {
  const decoder = new TextDecoder('gb18030');
  expect(decoder.decode(gb18030('中\uE5E5国\uE796\uFFFD'))).toBe('中\uFFFD国\uFFFD\uFFFD');
  expect([...gb18030('\uFFFD')]).toEqual([0x84, 0x31, 0xa4, 0x37]);
});

test('every other character of the basic plane has the bytes that iconv makes, wide spaces and signs among them', () => {
  const letters = Array.from({ length: 0x10000 }, (_, point) => String.fromCharCode(point));
  const compared = letters.filter(
    (letter) => !/[\uD800-\uDFFF]/.test(letter) && letter.replace(NO_CODE, '').replace(MOVED, '') !== '',
  );
  const other = compared.filter((letter) => !iconv.encode(letter, 'gb18030').equals(gb18030(letter)));
  expect(other).toEqual([]);
  expect(compared).toHaveLength(63_451);
});

import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createSha256 } from '../../../renderer/engine/sha256';

const bytesOf = (text: string) => new TextEncoder().encode(text);

// FIPS 180-4 examples.
test.each([
  ['', 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855'],
  ['abc', 'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad'],
  [
    'abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq',
    '248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1',
  ],
])('the digest of "%s" is the published one', (text, digest) => {
  const hash = createSha256();
  hash.update(bytesOf(text));
  expect(hash.digest()).toBe(digest);
});

test('bytes in any pieces give the digest that Node gives', () => {
  fc.assert(
    fc.property(fc.array(fc.uint8Array({ maxLength: 200 }), { maxLength: 8 }), (pieces) => {
      const own = createSha256();
      const node = createHash('sha256');
      for (const piece of pieces) {
        own.update(piece);
        node.update(piece);
      }
      expect(own.digest()).toBe(node.digest('hex'));
    }),
  );
});

import { generateKeyPairSync, type KeyObject, sign } from 'node:crypto';
import { MANIFEST_PATH, type Manifest, SIGNATURE_PATH } from '#shared/model/package';
import { readPackage } from '#shared/package/readPackage';
import { canonicalBytes, sha256Hex, signedBytes } from '#shared/package/signature';
import { storedZip } from '#shared/package/storedZip';

const { privateKey, publicKey } = generateKeyPairSync('ed25519');

/** Changes that the maker of a package makes to it before signing: other files, another manifest. */
export interface Forgery {
  readonly files?: Readonly<Record<string, Uint8Array>>;
  readonly manifest?: (manifest: Manifest) => Manifest;
}

/** The package with the changes, signed so that nothing of them shows. */
export function forgedPackage(archive: Uint8Array, { files: changed = {}, manifest: change = (same) => same }: Forgery): Buffer {
  const { manifest, files } = readPackage(archive);
  if (!manifest) throw new Error('no package');
  const kept = [...files].filter(([path]) => path !== MANIFEST_PATH && path !== SIGNATURE_PATH);
  const packed = kept.map(([path, bytes]) => ({ path, bytes: changed[path] ?? bytes }));
  const own = hexOf(publicKey);
  const listed = packed.map(({ path, bytes }) => ({ path, bytes: bytes.length, sha256: sha256Hex(bytes) }));
  const bytes = canonicalBytes({ ...change(manifest), files: listed, signer: { name: 'maker', publicKey: own } });
  const signature = {
    manifest: sha256Hex(bytes),
    publicKey: own,
    signature: sign(null, signedBytes('package', bytes), privateKey).toString('hex'),
  };
  return Buffer.concat(
    storedZip([...packed, { path: MANIFEST_PATH, bytes }, { path: SIGNATURE_PATH, bytes: canonicalBytes(signature) }]),
  );
}

function hexOf(key: KeyObject): string {
  return key.export({ type: 'spki', format: 'der' }).subarray(-32).toString('hex');
}

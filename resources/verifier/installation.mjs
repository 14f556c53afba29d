/** An installation and the list of hashes that it was packed with. The application looks at itself with it; see verifyInstallation.mjs. */
import { createHash, createPublicKey, sign } from 'node:crypto';
import * as nodeFiles from 'node:fs';
import { join } from 'node:path';
import { canonical, fingerprint, isSigned } from './signedJson.mjs';

/**
 * @typedef {{ path: string, what: 'changed' | 'missing' | 'added' }} Difference
 * @typedef {Pick<typeof nodeFiles, 'createReadStream' | 'lstatSync' | 'readFileSync' | 'readdirSync' | 'readlinkSync' | 'statSync'>} Files
 * @typedef {{ state: 'asPacked' | 'changed' | 'unlisted', signer: string | null, files: Difference[] }} Installation
 */

const LIST = 'installation.json';
/** What an installer adds after packing. */
const OF_INSTALLERS = /^Uninstall [^/]*\.exe$/;
const MOST_LIST_BYTES = 2 ** 24;

/**
 * Writes the list into the folder, signed where there is a key.
 * @param {string} folder
 * @param {import('node:crypto').KeyObject} [privateKey] Ed25519
 */
export async function writeList(folder, privateKey) {
  const list = { files: await hashesOf(folder, nodeFiles) };
  const signature = privateKey === undefined ? {} : signed(list, privateKey);
  nodeFiles.writeFileSync(join(folder, LIST), `${canonical({ ...list, ...signature })}\n`);
}

/**
 * @param {string} folder
 * @param {Files} [files]
 *   of a host whose own take an archive for a folder, those that do not
 * @returns {Promise<Installation>} `unlisted` also where the list is not what its key signed
 */
export async function checkInstallation(folder, files = nodeFiles) {
  const list = readList(join(folder, LIST), files);
  if (list === null) return { state: 'unlisted', signer: null, files: [] };
  const { publicKey, signature, ...body } = list;
  if (publicKey !== undefined && !isSigned('installation', canonical(body), publicKey, signature)) {
    return { state: 'unlisted', signer: null, files: [] };
  }
  const differences = differencesOf(list.files, await hashesOf(folder, files));
  const signer = publicKey === undefined ? null : fingerprint(publicKey);
  return { state: differences.length > 0 ? 'changed' : 'asPacked', signer, files: differences };
}

/**
 * @param {Record<string, string>} packed @param {Record<string, string>} found
 * @returns {Difference[]}
 */
function differencesOf(packed, found) {
  const paths = [...new Set([...Object.keys(packed), ...Object.keys(found)])].sort();
  return paths.flatMap((path) => {
    if (packed[path] === found[path]) return [];
    return [{ path, what: packed[path] === undefined ? 'added' : found[path] === undefined ? 'missing' : 'changed' }];
  });
}

/** @param {object} list @param {import('node:crypto').KeyObject} privateKey */
function signed(list, privateKey) {
  const publicKey = createPublicKey(privateKey).export({ format: 'der', type: 'spki' }).subarray(-32).toString('hex');
  return {
    publicKey,
    signature: sign(null, Buffer.from(`huaxiang-installation\0${canonical(list)}`), privateKey).toString('hex'),
  };
}

/** @param {string} path @param {Files} files */
function readList(path, files) {
  try {
    if (files.statSync(path).size > MOST_LIST_BYTES) return null;
    const list = JSON.parse(files.readFileSync(path, 'utf8'));
    const isList = typeof list?.files === 'object' && Object.values(list.files).every((hash) => typeof hash === 'string');
    return isList ? list : null;
  } catch {
    return null;
  }
}

/** By path, of every file but the list; of a link where it leads to. @param {string} folder @param {Files} files */
async function hashesOf(folder, files) {
  /** @type {Record<string, string>} */
  const hashes = {};
  for (const path of pathsIn(folder, '', files)) {
    const whole = join(folder, path);
    const isLink = files.lstatSync(whole).isSymbolicLink();
    hashes[path] = isLink ? `link:${files.readlinkSync(whole)}` : await hashOf(whole, files);
  }
  return hashes;
}

/** @param {string} folder @param {string} within @param {Files} files @returns {string[]} */
function pathsIn(folder, within, files) {
  return files.readdirSync(join(folder, within), { withFileTypes: true }).flatMap((entry) => {
    const path = within === '' ? entry.name : `${within}/${entry.name}`;
    if (entry.isDirectory()) return pathsIn(folder, path, files);
    return path === LIST || OF_INSTALLERS.test(path) ? [] : [path];
  });
}

/** @param {string} path @param {Files} files */
async function hashOf(path, files) {
  const hash = createHash('sha256');
  for await (const chunk of files.createReadStream(path, { highWaterMark: 2 ** 20 })) hash.update(chunk);
  return hash.digest('hex');
}

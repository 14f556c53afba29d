#!/usr/bin/env node
/**
 * Verifies a Huaxiang package (.hxpkg) with Node alone: no application, no network. It is written anew after docs/exports.md and
 * shares no code with the application, so that neither has to be taken at its word.
 *
 *   node verifyPackage.mjs FILE [--signer FINGERPRINT] [--reviewer FINGERPRINT] [--today YYYY-MM-DD] [--json]
 *
 * It ends with 0 where nothing was found, with 2 for a call that it does not understand, and else with the code of its first finding.
 */
import { closeSync, realpathSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { bytesAt, openArchive, storedFiles } from './archive.mjs';
import { dataFindings } from './data.mjs';
import { FINDINGS, Found } from './found.mjs';
import { isManifest } from './manifest.mjs';
import { canonical, fingerprint, isSigned, jsonOf, sha256, sha256Of } from './signedJson.mjs';

/**
 * @typedef {import('./archive.mjs').Archive} Archive
 * @typedef {import('./found.mjs').Finding} Finding
 * @typedef {Map<string, import('./archive.mjs').Stored>} Files
 * @typedef {{ signer?: string, reviewer?: string, today?: string, json?: boolean }} Options
 */

const DAY_MS = 86_400_000;

/**
 * All that is wrong with a package; nothing in it makes this throw.
 * @param {string} path
 * @param {Options} [options]
 * @returns {Finding[]}
 */
export function verifyPackage(path, options = {}) {
  let archive;
  try {
    archive = openArchive(path);
    return findingsOf(archive, options);
  } catch (cause) {
    return [cause instanceof Found ? cause.finding : { what: 'file', where: String(/** @type {any} */ (cause)?.code ?? cause) }];
  } finally {
    if (archive) closeSync(archive.fd);
  }
}

/**
 * @param {Archive} archive
 * @param {Options} options
 */
function findingsOf(archive, options) {
  const files = storedFiles(archive);
  const manifest = jsonOf(archive, files.get('manifest.json'));
  if (!isManifest(manifest)) throw new Found('manifest', 'manifest.json');
  const findings = [
    ...signatureFindings(archive, files, manifest),
    ...fileFindings(archive, files, manifest),
    ...chainFindings(archive, files, manifest),
    ...decisionFindings(archive, files, manifest, options),
    ...expectationFindings(manifest, options),
    ...describedFindings(archive, files, manifest),
    ...reportFindings(archive, files),
    ...canaryFindings(manifest),
  ];
  // Of rows that are not as they were signed, nothing more is said.
  return findings.length > 0 ? findings : dataFindings(archive, files, manifest);
}

/**
 * @param {Archive} archive
 * @param {Files} files
 * @param {any} manifest
 * @returns {Finding[]}
 */
function signatureFindings(archive, files, manifest) {
  const bytes = wholeOf(archive, files, 'manifest.json');
  const said = jsonOf(archive, files.get('signature.json'));
  const names = said !== null && Object.keys(said).length === 3 && said.manifest === sha256(bytes);
  const isOurs = said?.publicKey === manifest.signer.publicKey && isSigned('package', bytes, said.publicKey, said.signature);
  return names && isOurs ? [] : [{ what: 'signature', where: 'signature.json' }];
}

/**
 * @param {Archive} archive
 * @param {Files} files
 * @param {any} manifest
 * @returns {Finding[]}
 */
function fileFindings(archive, files, manifest) {
  const named = new Map(manifest.files.map((/** @type {any} */ file) => [file.path, file]));
  /** @type {Finding[]} */
  const findings = [];
  for (const path of files.keys()) {
    if (!named.has(path) && path !== 'manifest.json' && path !== 'signature.json') findings.push({ what: 'extra', where: path });
  }
  for (const [path, { bytes, sha256: hash }] of named) {
    const stored = files.get(path);
    if (!stored) findings.push({ what: 'missing', where: path });
    else if (stored.size !== bytes || sha256Of(archive, stored) !== hash) findings.push({ what: 'altered', where: path });
  }
  return findings;
}

/**
 * The end of the audit chain: each entry names the hash of the one before.
 * @param {Archive} archive
 * @param {Files} files
 * @param {any} manifest
 * @returns {Finding[]}
 */
function chainFindings(archive, files, { audit }) {
  try {
    const lines = wholeOf(archive, files, 'audit.jsonl').toString('utf8').trimEnd().split('\n');
    const entries = lines.map((line) => JSON.parse(line));
    const holds = entries.every(({ hash, ...open }, at) => {
      const before = entries[at - 1];
      const follows = before === undefined || (open.previous === before.hash && open.seq === before.seq + 1);
      return follows && sha256(canonical(open)) === hash;
    });
    const last = entries.at(-1);
    if (holds && last.hash === audit.head && last.seq === audit.seq) return [];
  } catch (cause) {
    if (cause instanceof Found) throw cause;
  }
  return [{ what: 'chain', where: 'audit.jsonl' }];
}

/**
 * @param {Archive} archive
 * @param {Files} files
 * @param {any} manifest
 * @param {Options} options
 * @returns {Finding[]}
 */
function decisionFindings(archive, files, manifest, { reviewer }) {
  const where = 'decision.json';
  const isNeeded = manifest.kind === 'package' && manifest.approval.length > 0;
  if (!files.has(where)) return isNeeded || reviewer ? [{ what: 'decision', where }] : [];
  const { body, signature } = jsonOf(archive, files.get(where)) ?? {};
  const { format, version, verdict, decidedAt, expires, reviewer: by } = body ?? {};
  const isForUse = format === 'huaxiang-decision' && version === 1 && (verdict === 'approved' || manifest.kind === 'request');
  if (!isForUse || !isSigned('decision', canonical(body), by?.publicKey, signature)) return [{ what: 'decision', where }];
  /** @type {Finding[]} */
  const findings = [];
  if (by.publicKey === manifest.signer.publicKey) findings.push({ what: 'samePerson', where });
  // Two machines need not agree about the hour, nor about where the day ends.
  const made = Date.parse(manifest.madeAt);
  const isInTime = Date.parse(decidedAt) <= made + DAY_MS && made <= Date.parse(expires) + 2 * DAY_MS;
  if (!isInTime) findings.push({ what: 'times', where });
  if (reviewer && fingerprint(by.publicKey) !== plain(reviewer)) findings.push({ what: 'key', where });
  return findings;
}

/**
 * @param {any} manifest
 * @param {Options} options
 * @returns {Finding[]}
 */
function expectationFindings({ signer, expires }, options) {
  const where = 'manifest.json';
  /** @type {Finding[]} */
  const findings = [];
  if (options.signer && fingerprint(signer.publicKey) !== plain(options.signer)) findings.push({ what: 'key', where });
  if (options.today && expires !== null && expires < options.today) findings.push({ what: 'expired', where });
  return findings;
}

/**
 * Whether other programs are told of the same data.
 * @param {Archive} archive
 * @param {Files} files
 * @param {any} manifest
 * @returns {Finding[]}
 */
function describedFindings(archive, files, manifest) {
  const [resource, ...others] = jsonOf(archive, files.get('datapackage.json'))?.resources ?? [];
  const named = manifest.files.find((/** @type {any} */ { path }) => path === resource?.path);
  const isSame = named && others.length === 0 && resource.bytes === named.bytes && resource.hash === `sha256:${named.sha256}`;
  return isSame && named.path.startsWith('data/') ? [] : [{ what: 'datapackage', where: 'datapackage.json' }];
}

/**
 * Whether what a manifest says of its customers and of all rows, canaries among them, can both be true: they stand in classes that are large
 * without them.
 * @param {any} manifest
 * @returns {Finding[]}
 */
function canaryFindings({ rows, risk, canaries }) {
  if (!canaries) return [];
  const { n, risk: inFile } = canaries;
  const mean = (/** @type {number} */ all) => (risk.classes / all).toFixed(6);
  const holds =
    ['limit', 'classes', 'unique', 'below'].every((measure) => risk[measure] === inFile[measure]) &&
    risk.k !== null &&
    risk.k <= inFile.k &&
    inFile.k <= risk.k + n &&
    risk.prosecutorMean === mean(rows.leaving) &&
    inFile.prosecutorMean === mean(rows.leaving + n);
  return holds ? [] : [{ what: 'canaries', where: `${rows.leaving} + ${n}` }];
}

/** Tags and attributes that do more than show text. */
const ACTIVE_HTML =
  /<\s*(script|iframe|frame|object|embed|link|img|svg|math|form|base|audio|video|meta\s+http-equiv=.?refresh)|<[^>]*\s(on\w+|href|src)\s*=/i;

/**
 * @param {Archive} archive
 * @param {Files} files
 * @returns {Finding[]}
 */
function reportFindings(archive, files) {
  const isActive = ACTIVE_HTML.test(wholeOf(archive, files, 'report.html').toString('utf8'));
  return isActive ? [{ what: 'report', where: 'report.html' }] : [];
}

/**
 * @param {Archive} archive
 * @param {Files} files
 * @param {string} path
 */
function wholeOf(archive, files, path) {
  const stored = files.get(path);
  return stored ? bytesAt(archive, stored.start, stored.size) : Buffer.alloc(0);
}

/**
 * A fingerprint as its digits, however it was written down.
 * @param {string} said
 */
const plain = (said) => said.replace(/[^0-9a-f]/gi, '').toLowerCase();

const WRONG_CALL = 2;

/**
 * @param {readonly string[]} words
 * @returns {{ path: string, options: Options } | null}
 */
function understood(words) {
  const [path, ...rest] = words;
  /** @type {Options} */
  const options = {};
  while (rest.length > 0) {
    const [word, value = ''] = rest;
    if (word === '--json') options.json = true;
    else if (word === '--signer' && plain(value) !== '') options.signer = value;
    else if (word === '--reviewer' && plain(value) !== '') options.reviewer = value;
    else if (word === '--today' && /^\d{4}-\d{2}-\d{2}$/.test(value)) options.today = value;
    else return null;
    rest.splice(0, word === '--json' ? 1 : 2);
  }
  return path === undefined || path.startsWith('-') ? null : { path, options };
}

function main() {
  const asked = understood(process.argv.slice(2));
  if (!asked) {
    process.stderr.write(
      'node verifyPackage.mjs FILE [--signer FINGERPRINT] [--reviewer FINGERPRINT] [--today YYYY-MM-DD] [--json]\n',
    );
    return WRONG_CALL;
  }
  const findings = verifyPackage(asked.path, asked.options).map((finding) => {
    const [code, en, zh] = FINDINGS[finding.what];
    return { ...finding, code, en, zh };
  });
  const lines = findings.map(({ what, where, en, zh }) => `${what}\t${where}\t${en}\t${zh}\n`);
  const said = asked.options.json ? `${JSON.stringify(findings)}\n` : lines.join('') || 'ok\tnothing found\t未发现问题\n';
  process.stdout.write(said);
  return findings[0]?.code ?? 0;
}

if (process.argv[1] && realpathSync(process.argv[1]) === fileURLToPath(import.meta.url)) process.exitCode = main();

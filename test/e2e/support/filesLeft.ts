import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { passes, readCell } from '#shared/privacy/detectors';

/** What the application keeps in a person's profile. */
const OWN = [
  /^(settings|window|recent)\.json(\.[\w-]+\.damaged)?$/,
  /^(identity\.pem|locked)$/,
  /^logs\/[\w.-]+$/,
  /^anchors\/[\w.-]+$/,
];

/** Where customers may be: the workspace and the files of the demo bank. */
const DEMO = /^demo\//;

/** What Chromium and the desktop's libraries keep: caches of the page's own code, settings, locks. */
const CHROMIUM = [
  /^(Cache|Code Cache|GPUCache|DawnGraphiteCache|DawnWebGPUCache|Crashpad|Local Storage|Session Storage|Shared Dictionary|blob_storage)\//,
  /^(Preferences|Local State|Network Persistent State|TransportSecurity|Trust Tokens|Trust Tokens-journal|DevToolsActivePort|DIPS)$/,
  /^(Cookies|Cookies-journal|SharedStorage|SharedStorage-wal|Singleton\w+)$/,
  /^home\/\.(cache|config)\//,
];

const EIGHTEEN_DIGITS = /(?<!\d)[1-9]\d{16}[\dXx](?![\dXx])/g;

/**
 * Files that a run of the application left in its profile, home and temporary folder, and that it should not have: those that
 * nobody knows of nor `chose` in a dialog, and those beside a workspace that hold an identity number.
 */
export function filesLeft(folder: string, chosen: ReadonlySet<string> = new Set()): string[] {
  const paths = readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .filter((path) => !chosen.has(path))
    .map((path) => path.slice(folder.length + 1));
  const kept = paths.filter((path) => !DEMO.test(path));
  const unknown = kept.filter((path) => ![...OWN, ...CHROMIUM].some((known) => known.test(path)));
  const telling = kept.filter((path) => holdsIdentity(readFileSync(join(folder, path), 'latin1')));
  return [
    ...unknown.map((path) => `${path}: nobody knows this file`),
    ...telling.map((path) => `${path}: holds an identity number`),
  ];
}

function holdsIdentity(bytes: string): boolean {
  const found = bytes.replaceAll('\0', '').match(EIGHTEEN_DIGITS) ?? [];
  return found.some((digits) => passes('residentId', readCell(digits), '2030-01-01'));
}

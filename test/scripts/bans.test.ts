import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { root } from '../../scripts/setup/paths.mjs';

interface Ban {
  readonly what: string;
  readonly pattern: RegExp;
  /** The files where it stands after a review that says why it may. */
  readonly reviewed?: readonly string[];
}

const BANS: readonly Ban[] = [
  {
    what: 'text that becomes a page',
    pattern: /\b(innerHTML|outerHTML|insertAdjacentHTML|dangerouslySetInnerHTML)\b|document\.write/,
  },
  { what: 'text that becomes code', pattern: /\beval\(|new Function\b|\bsetTimeout\(['"`]/ },
  { what: 'a place where a page keeps data', pattern: /\b(localStorage|sessionStorage|indexedDB|document\.cookie)\b/ },
  {
    what: 'a network client',
    pattern: /new (XMLHttpRequest|WebSocket|EventSource)\b|sendBeacon|from 'node:(net|http|https|http2|tls|dgram|dns)'/,
  },
  { what: "the system's shell", pattern: /openExternal|openPath|import \{[^}]*\bshell\b[^}]*\} from 'electron'/ },
  { what: 'trusted hovers of the editor', pattern: /\bsupportHtml\b|\bisTrusted:/ },
  { what: 'dumps of memory', pattern: /crashReporter/ },
  // The command line starts the process that reads a damaged file, with its own program and no shell.
  { what: 'a process of its own', pattern: /node:child_process/, reviewed: ['electron/cli/rescueCommand.ts'] },
  // A script of the product's own runs in the page; none is made of a text that somebody typed.
  {
    what: 'a script for a page',
    pattern: /executeJavaScript/,
    reviewed: ['electron/main/pageReport.ts', 'electron/main/printer.ts', 'electron/main/tour.ts'],
  },
  // Both spread SAFE_PREFERENCES, as the next test holds.
  { what: 'a window', pattern: /new BrowserWindow\(/, reviewed: ['electron/main/mainWindow.ts', 'electron/main/printer.ts'] },
  // The files of `app://`, which the content policy and the session hold to it.
  {
    what: 'a request',
    pattern: /(?<![.#\w])fetch\(/,
    reviewed: ['renderer/engine/browserFiles.ts'],
  },
];

const sources = execFileSync('git', ['ls-files', '--', 'renderer', 'shared', 'electron', 'resources/verifier'], {
  cwd: root,
  encoding: 'utf8',
})
  .split('\n')
  .filter((file) => /\.(ts|tsx|mts|mjs|cjs)$/.test(file))
  .map((file) => ({ file, text: readFileSync(join(root, file), 'utf8') }));

test('the sources of the product are looked at', () => {
  expect(sources.length).toBeGreaterThan(1000);
});

test.each(BANS)('$what stands only where it was reviewed', ({ pattern, reviewed = [] }) => {
  expect(sources.filter(({ text }) => pattern.test(text)).map(({ file }) => file)).toEqual(reviewed);
});

test('every window has the safe preferences, and takes none of them back', () => {
  for (const { text } of sources.filter(({ text }) => text.includes('new BrowserWindow('))) {
    expect(text).toMatch(/webPreferences: \{ \.\.\.SAFE_PREFERENCES, /);
    expect(text).not.toMatch(/\b(sandbox|contextIsolation|nodeIntegration\w*|webSecurity|webviewTag):/);
  }
});

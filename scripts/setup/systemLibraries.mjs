import { spawnSync } from 'node:child_process';
import { existsSync, statSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { cache } from './paths.mjs';
import { SetupError, say } from './say.mjs';
import { isStamped, writeStamp } from './stamp.mjs';

/** What Electron links against, a virtual display, and a font with Chinese glyphs. */
const packages = [
  ...['libgtk-3-0', 'libnss3', 'libasound2', 'libgbm1', 'libnotify4', 'libxss1', 'libxtst6', 'libatspi2.0-0', 'libdrm2'],
  ...['xdg-utils', 'xvfb', 'fonts-noto-cjk'],
];

const stampFile = join(cache, 'system-libraries');

/** Makes sure that the Electron binary can load. On Debian as root it installs what is missing; elsewhere it says what to install. @param {string} electron */
export function checkSystemLibraries(electron) {
  if (process.platform !== 'linux') return;
  const stamp = `${electron} ${statSync(electron).mtimeMs} ${hasDisplay()}`;
  if (isStamped(stampFile, stamp)) return;
  if (isDebian()) installMissing();
  const problems = findProblems(electron);
  if (problems.length > 0) throw new SetupError(`Electron cannot run here: ${problems.join('; ')}`, adviceFor(packages));
  writeStamp(stampFile, stamp);
}

/** True where windows can be shown without a virtual display. */
export function hasDisplay() {
  return process.platform !== 'linux' || Boolean(process.env.DISPLAY || process.env.WAYLAND_DISPLAY);
}

/** @param {string} electron */
function findProblems(electron) {
  const lines = run('ldd', [electron]).output.split('\n');
  const libraries = lines.filter((line) => line.includes('not found')).map((line) => line.trim().split(' ')[0]);
  return [
    ...(libraries.length > 0 ? [`missing libraries ${libraries.join(', ')}`] : []),
    ...(hasDisplay() || isOnPath('Xvfb') ? [] : ['there is no display and no Xvfb']),
  ];
}

function installMissing() {
  const missing = packages.filter((name) => !isPackageInstalled(name) && !isPackageInstalled(`${name}t64`));
  if (missing.length === 0) return;
  if (process.getuid?.() !== 0) {
    say(`system packages are missing: ${missing.join(' ')}. ${adviceFor(missing)}`);
    return;
  }
  say(`installing system packages: ${missing.join(' ')}`);
  const update = run('apt-get', ['update', '-qq']);
  const names = missing.map((name) => (run('apt-cache', ['show', `${name}t64`]).ok ? `${name}t64` : name));
  const install = run('apt-get', ['install', '-y', '-qq', '--no-install-recommends', ...names]);
  if (install.ok) return;
  const said = (update.output + install.output).trim().split('\n').slice(-3).join(' / ');
  throw new SetupError(
    `apt-get could not install ${names.join(' ')} (${said})`,
    'Install them by hand, then run the command again.',
  );
}

/** @param {readonly string[]} names */
function adviceFor(names) {
  if (isDebian()) return `Run: sudo apt-get install ${names.join(' ')}`;
  return 'Install GTK 3, NSS, ALSA, GBM, libnotify, libXss, libXtst, at-spi2, libdrm, Xvfb and a Chinese font with your package manager.';
}

const isDebian = () => existsSync('/etc/debian_version') && isOnPath('apt-get');

/** @param {string} name */
const isPackageInstalled = (name) => run('dpkg-query', ['-s', name]).output.includes('Status: install ok installed');

/** @param {string} program */
function isOnPath(program) {
  return (process.env.PATH ?? '').split(delimiter).some((folder) => existsSync(join(folder, program)));
}

/** @param {string} program @param {readonly string[]} args */
function run(program, args) {
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive', LC_ALL: 'C' };
  const { status, stdout, stderr } = spawnSync(program, args, { encoding: 'utf8', env, stdio: ['ignore', 'pipe', 'pipe'] });
  return { ok: status === 0, output: `${stdout ?? ''}${stderr ?? ''}` };
}

import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { join, relative } from 'node:path';
import { cache, root } from './setup/paths.mjs';

/** @typedef {{ name: string, program: string, args: string[], report?: string, needs?: string }} Step */
/** @typedef {{ name: string, seconds: number, passed: number, failed: number, failures?: string[] }} Outcome */

const limitMinutes = 40;

/** @type {(name: string, program: string, ...args: string[]) => Step} */
const tool = (name, program, ...args) => ({ name, program: join('node_modules/.bin', program), args });

/** @type {(name: string, file: string, ...args: string[]) => Step} */
const script = (name, file, ...args) => ({ name, program: process.execPath, args: [file, ...args] });

/** @type {(name: string, ...projects: string[]) => Step} */
function tests(name, ...projects) {
  const report = join(cache, 'reports', `${name}.json`);
  const chosen = projects.flatMap((project) => ['--project', project]);
  return {
    ...tool(name, 'vitest', 'run', ...chosen, '--reporter=default', '--reporter=json', `--outputFile.json=${report}`),
    report,
  };
}

/** Each takes one core, so they run side by side; the longest first. */
const gates = [
  ...['renderer', 'test', 'electron', 'shared', 'scripts', 'electron/preload'].map((world) =>
    tool(`types ${world}`, 'tsc', '-p', world),
  ),
  script('build', 'scripts/build.mjs'),
  tool('lint and format', 'biome', 'check', '--error-on-warnings'),
  script('layers', 'scripts/layers.mjs'),
  tool('dead code', 'knip'),
  script('licences', 'scripts/licences.mjs'),
  script('kernels', 'scripts/kernels.mjs', '--check'),
];

/** Each takes all cores. All run even where one fails; only the end-to-end tests make no sense without a build. */
const suites = [
  tests('unit', 'unit', 'renderer'),
  tests('conformance', 'conformance'),
  { ...tests('e2e', 'e2e'), needs: 'build' },
];

const outcomes = await sideBySide(gates);
for (const step of suites) {
  const isBlocked = outcomes.some(({ name, failed }) => name === step.needs && failed > 0);
  outcomes.push(isBlocked ? { name: `${step.name} (not run)`, seconds: 0, passed: 0, failed: 1 } : await run(step));
}
console.log('\n=== summary');
for (const { name, seconds, passed, failed } of outcomes) {
  console.log(
    `${failed === 0 ? 'ok    ' : 'FAILED'} ${name.padEnd(24)} ${seconds.toFixed(1).padStart(7)} s  ${passed} passed, ${failed} failed`,
  );
}
for (const { failures = [] } of outcomes) for (const failure of failures) console.log(`\n${failure}`);
const failed = sum(outcomes.map((outcome) => outcome.failed));
console.log(`${sum(outcomes.map((outcome) => outcome.passed))} passed, ${failed} failed`);
process.exitCode = failed === 0 ? 0 : 1;

/** As many at a time as there are cores. What each prints is shown when it ended.
 * @param {readonly Step[]} waiting @returns {Promise<Outcome[]>} */
async function sideBySide(waiting) {
  /** @type {Outcome[]} */
  const ended = [];
  const queue = [...waiting];
  const work = async () => {
    for (let step = queue.shift(); step; step = queue.shift()) ended.push(await run(step, true));
  };
  await Promise.all(Array.from({ length: availableParallelism() }, work));
  return ended;
}

/** A gate counts as one check; a test step counts its tests, and one failure more where it broke outside a test.
 * @param {Step} step @param {boolean} [isQuiet] nothing is shown before the end @returns {Promise<Outcome>} */
async function run({ name, program, args, report }, isQuiet = false) {
  if (!isQuiet) console.log(`\n=== ${name}`);
  const started = Date.now();
  if (report !== undefined) rmSync(report, { force: true });
  mkdirSync(join(cache, 'reports'), { recursive: true });
  const { status, output } = await ended(program, args, isQuiet);
  const seconds = (Date.now() - started) / 1000;
  const how =
    status === 0 ? 'ok' : `failed (${status === null ? `stopped after ${limitMinutes} minutes` : `exit code ${status}`})`;
  console.log(`${isQuiet ? `\n=== ${name}\n${output}` : ''}=== ${name}: ${how}, ${seconds.toFixed(1)} s`);
  const counted = report === undefined ? { passed: 0, failed: 0, failures: [] } : readReport(report);
  const broke = status !== 0 && counted.failed === 0;
  const gatePassed = status === 0 && report === undefined;
  return {
    name,
    seconds,
    passed: counted.passed + (gatePassed ? 1 : 0),
    failed: counted.failed + (broke ? 1 : 0),
    failures: counted.failures,
  };
}

/** A program that cannot be started counts as one that failed.
 * @param {string} program @param {string[]} args @param {boolean} isQuiet @returns {Promise<{ status: number | null, output: string }>} */
function ended(program, args, isQuiet) {
  const stdio = isQuiet ? 'pipe' : 'inherit';
  const child = spawn(program, args, { cwd: root, stdio: ['ignore', stdio, stdio], timeout: limitMinutes * 60_000 });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) stream?.setEncoding('utf8').on('data', (text) => (output += text));
  return new Promise((resolve) => {
    child.on('error', (error) => resolve({ status: 1, output: `${output}${error.message}\n` }));
    child.on('close', (status) => resolve({ status, output }));
  });
}

/** @typedef {{ numPassedTests: number, numFailedTests: number, testResults: { name: string, message: string,
 *   assertionResults: { status: string, fullName: string, failureMessages: string[] }[] }[] }} Report */

/** @param {string} file */
function readReport(file) {
  if (!existsSync(file)) return { passed: 0, failed: 0, failures: [] };
  /** @type {Report} */
  const report = JSON.parse(readFileSync(file, 'utf8'));
  return { passed: report.numPassedTests, failed: report.numFailedTests, failures: failuresOf(report) };
}

/** Each failure by file and name with the head of its message: the end of a log is what is read first.
 * @param {Report} report */
function failuresOf({ testResults }) {
  return testResults.flatMap(({ name, assertionResults }) =>
    assertionResults
      .filter(({ status }) => status === 'failed')
      .map(({ fullName, failureMessages }) => {
        const message = failureMessages.join('\n').split('\n').slice(0, 8).join('\n  ');
        return `FAILED ${relative(root, name)} > ${fullName}\n  ${message}`;
      }),
  );
}

/** @param {readonly number[]} numbers */
function sum(numbers) {
  return numbers.reduce((total, number) => total + number, 0);
}

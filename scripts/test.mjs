import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join, relative } from 'node:path';
import { cache, root } from './setup/paths.mjs';

/** @typedef {{ name: string, program: string, args: string[], report?: string, needs?: string }} Step */
/** @typedef {{ name: string, seconds: number, passed: number, failed: number, failures?: string[] }} Outcome */

const timeLimit = 20 * 60_000;

const worlds = ['shared', 'electron', 'electron/preload', 'renderer', 'test', 'scripts'];

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

/** All runs even where one fails, cheapest first; only the end-to-end tests make no sense without a build. */
const steps = [
  ...worlds.map((world) => tool(`types ${world}`, 'tsc', '-p', world)),
  tool('lint and format', 'biome', 'check', '--error-on-warnings'),
  script('layers', 'scripts/layers.mjs'),
  tool('dead code', 'knip'),
  script('licences', 'scripts/licences.mjs'),
  script('kernels', 'scripts/kernels.mjs', '--check'),
  tests('unit', 'unit', 'renderer'),
  tests('conformance', 'conformance'),
  script('build', 'scripts/build.mjs'),
  { ...tests('e2e', 'e2e'), needs: 'build' },
];

/** @type {Outcome[]} */
const outcomes = [];
for (const step of steps) {
  const isBlocked = outcomes.some(({ name, failed }) => name === step.needs && failed > 0);
  outcomes.push(isBlocked ? { name: `${step.name} (not run)`, seconds: 0, passed: 0, failed: 1 } : run(step));
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

/** A gate counts as one check; a test step counts its tests, and one failure more where it broke outside a test.
 * @param {Step} step @returns {Outcome} */
function run({ name, program, args, report }) {
  console.log(`\n=== ${name}`);
  const started = Date.now();
  if (report !== undefined) rmSync(report, { force: true });
  mkdirSync(join(cache, 'reports'), { recursive: true });
  const { status } = spawnSync(program, args, { cwd: root, stdio: ['ignore', 'inherit', 'inherit'], timeout: timeLimit });
  const seconds = (Date.now() - started) / 1000;
  console.log(
    `=== ${name}: ${status === 0 ? 'ok' : `failed (${status === null ? 'stopped after 20 minutes' : `exit code ${status}`})`}, ${seconds.toFixed(1)} s`,
  );
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

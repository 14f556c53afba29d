import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { basename, extname, join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { mutate } from './mutate';
import { type EngineName, type FuzzAnswer, serve } from './worker';

const SAMPLE_FOLDERS = ['test/golden/files', '../shared/data/messy'];
/** Larger samples cost minutes and teach nothing that small ones do not. */
const SAMPLE_BYTES = 100_000;
/** A process that has read so many broken files starts anew, so that a leak is no hang. */
const CASES_PER_PROCESS = 1500;

const { values } = parseArgs({
  options: {
    cases: { type: 'string', default: '20000' },
    seed: { type: 'string', default: '1' },
    seconds: { type: 'string', default: '20' },
    worker: { type: 'string' },
  },
});

const run = values.worker ? serve(values.worker as EngineName) : fuzz();
run.catch((cause: unknown) => {
  process.stderr.write(`${cause instanceof Error ? (cause.stack ?? cause.message) : String(cause)}\n`);
  process.exitCode = 1;
});

interface Sample {
  readonly name: string;
  readonly bytes: Uint8Array;
}

interface Tally {
  done: number;
  readonly outcomes: Map<string, number>;
  readonly findings: string[];
}

/** Imports mutations of all samples, half of them on each engine, and keeps every file that is read wrongly, crashes or hangs. */
async function fuzz(): Promise<void> {
  const cases = Number(values.cases);
  const samples = SAMPLE_FOLDERS.filter((folder) => existsSync(folder)).flatMap(readSamples);
  const tally: Tally = { done: 0, outcomes: new Map(), findings: [] };
  let next = 0;
  const take = () => (next < cases ? next++ : null);
  say(`${cases} mutations of ${samples.length} files, seed ${values.seed}, at most ${values.seconds} s each`);
  await Promise.all((['native', 'wasm'] as const).map((engine) => work(engine, samples, take, tally)));
  for (const [outcome, n] of [...tally.outcomes].sort((a, b) => b[1] - a[1])) say(`${n} ${outcome}`);
  say(`${tally.findings.length} findings`);
  if (tally.findings.length > 0) process.exitCode = 1;
}

function readSamples(folder: string): Sample[] {
  return readdirSync(folder)
    .filter((name) => !['.py', '.R', '.md', '.mjs'].includes(extname(name)) && name !== 'manifest.json')
    .map((name) => join(folder, name))
    .filter((path) => statSync(path).isFile() && statSync(path).size <= SAMPLE_BYTES)
    .map((path) => ({ name: basename(path), bytes: readFileSync(path) }));
}

async function work(engine: EngineName, samples: readonly Sample[], take: () => number | null, tally: Tally): Promise<void> {
  let child: ChildProcess | null = null;
  let served = 0;
  for (let at = take(); at !== null; at = take()) {
    if (!child || served === CASES_PER_PROCESS) {
      child?.kill();
      child = await start(engine);
      served = 0;
    }
    served += 1;
    const sample = samples[at % samples.length] as Sample;
    const other = samples[(at * 7 + 3) % samples.length] as Sample;
    const bytes = mutate(sample.bytes, other.bytes, Number(values.seed), `${sample.name} ${at}`);
    const answer = await ask(child, sample.name, bytes);
    note(tally, { engine, at, name: sample.name, bytes }, answer);
    if (answer.ended) child = null;
  }
  child?.kill();
}

async function start(engine: EngineName): Promise<ChildProcess> {
  const child = fork(__filename, ['--worker', engine], {
    serialization: 'advanced',
    stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
  });
  await once(child, 'message');
  return child;
}

interface Outcome extends FuzzAnswer {
  /** The process is gone. */
  readonly ended: boolean;
}

function ask(child: ChildProcess, name: string, bytes: Uint8Array): Promise<Outcome> {
  return new Promise((answered) => {
    const end = (outcome: Outcome) => {
      clearTimeout(timer);
      child.removeAllListeners();
      answered(outcome);
    };
    const timer = setTimeout(() => {
      child.kill('SIGKILL');
      end({ outcome: 'silent', fault: `no answer within ${values.seconds} s`, ended: true });
    }, Number(values.seconds) * 1000);
    child.once('message', (answer) => end({ ...(answer as FuzzAnswer), ended: false }));
    child.once('exit', (code, signal) =>
      end({ outcome: 'ended', fault: `the process ended with ${signal ?? code}`, ended: true }),
    );
    child.send({ name, bytes });
  });
}

function note(tally: Tally, found: { engine: EngineName; at: number } & Sample, { outcome, fault }: Outcome): void {
  tally.done += 1;
  tally.outcomes.set(outcome, (tally.outcomes.get(outcome) ?? 0) + 1);
  if (fault !== null) {
    const folder = resolve('out/fuzz');
    mkdirSync(folder, { recursive: true });
    const kept = join(folder, `${found.engine}-${found.at}-${found.name}`);
    writeFileSync(kept, found.bytes);
    const finding = `${kept}: ${fault}`;
    tally.findings.push(finding);
    say(finding);
  }
  if (tally.done % 500 === 0) say(`${tally.done} done, ${tally.findings.length} findings`);
}

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}

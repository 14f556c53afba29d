import { mkdirSync, writeFileSync } from 'node:fs';
import { cpus, totalmem } from 'node:os';
import { dirname, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { benchBits, benchPlainBits, type Figure } from './bits';
import type { Comparison } from './contest';
import { compareImports } from './importContests';
import { comparePortraits } from './portraitContests';
import { compareRules } from './ruleContests';
import { customerWorkspace } from './workspace';

const { values } = parseArgs({
  options: {
    customers: { type: 'string', default: '1000000' },
    json: { type: 'string', default: 'out/bench.json' },
  },
});

run().catch((cause: unknown) => {
  process.stderr.write(`${cause instanceof Error ? (cause.stack ?? cause.message) : String(cause)}\n`);
  process.exitCode = 1;
});

async function run(): Promise<void> {
  const customers = Number(values.customers);
  if (!Number.isInteger(customers) || customers < 1000) throw new Error('--customers takes a whole number from 1000 on');
  const machine = { cores: cpus().length, memoryBytes: totalmem(), node: process.version };
  say(`${customers} customers, ${machine.cores} cores, medians of alternating runs; trust ratios, not times\n`);
  const comparisons = await compareAll(customers);
  printComparisons(comparisons);
  const bits = benchBits(customers);
  printFigures('Resident state, WebAssembly', bits);
  const plainBits = benchPlainBits(customers);
  printFigures('Resident state, plain JavaScript', plainBits);
  const file = resolve(values.json);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, `${JSON.stringify({ customers, machine, comparisons, bits, plainBits }, null, 2)}\n`);
  say(`\nWritten to ${file}`);
}

async function compareAll(customers: number): Promise<Comparison[]> {
  const workspace = await customerWorkspace(customers);
  try {
    return [...(await compareRules(workspace)), ...(await comparePortraits(workspace)), ...(await compareImports(workspace))];
  } finally {
    await workspace.close();
  }
}

function printComparisons(comparisons: readonly Comparison[]): void {
  printTable(
    ['product / best other way in the same run', 'product', 'other', 'ratio', 'reach', ''],
    comparisons.map(({ work, milliseconds, otherMilliseconds, ratio, reach, reached }) => [
      work,
      inMilliseconds(milliseconds),
      inMilliseconds(otherMilliseconds),
      'atLeast' in reach ? `${ratio.toFixed(1)}x faster` : `${ratio.toFixed(2)}x the time`,
      wanted(reach),
      reached ? 'reached' : 'MISSED',
    ]),
  );
}

function wanted(reach: Comparison['reach']): string {
  if ('more' in reach) return `<= ${reach.more} ms more`;
  if ('atMost' in reach) return `<= ${reach.atMost}`;
  return reach.within === undefined ? `>= ${reach.atLeast}` : `>= ${reach.atLeast}, <= ${reach.within} ms`;
}

function printFigures(title: string, figures: readonly Figure[]): void {
  printTable(
    [title, 'median'],
    figures.map(({ work, milliseconds }) => [work, inMilliseconds(milliseconds)]),
  );
}

function inMilliseconds(milliseconds: number): string {
  return `${milliseconds.toFixed(2)} ms`;
}

/** The first column to the left, numbers to the right. */
function printTable(header: readonly string[], rows: readonly (readonly string[])[]): void {
  const widths = header.map((_, index) => Math.max(...[header, ...rows].map((row) => row[index]?.length ?? 0)));
  const line = (row: readonly string[]) =>
    row.map((text, index) => (index === 0 ? text.padEnd(widths[index] ?? 0) : text.padStart(widths[index] ?? 0))).join('  ');
  say(['', line(header), widths.map((width) => '-'.repeat(width)).join('  '), ...rows.map(line)].join('\n'));
}

function say(text: string): void {
  process.stdout.write(`${text}\n`);
}

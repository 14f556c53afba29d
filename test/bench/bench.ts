import { mkdirSync, writeFileSync } from 'node:fs';
import { cpus, totalmem } from 'node:os';
import { dirname, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { benchBits, benchPlainBits, type Figure } from './bits';
import { benchWorkspace, type Comparison } from './comparisons';
import { openWorkspace } from './workspace';

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
  const workspace = await openWorkspace(customers);
  try {
    return await benchWorkspace(workspace);
  } finally {
    await workspace.close();
  }
}

function printComparisons(comparisons: readonly Comparison[]): void {
  printTable(
    ['product / best SQL in the same run', 'product', 'SQL', 'ratio', 'reach', ''],
    comparisons.map(({ work, milliseconds, sqlMilliseconds, ratio, reach, reached }) => [
      work,
      inMilliseconds(milliseconds),
      inMilliseconds(sqlMilliseconds),
      'atLeast' in reach ? `${ratio.toFixed(1)}x faster` : `${ratio.toFixed(2)}x the time`,
      'atLeast' in reach ? `>= ${reach.atLeast}` : `<= ${reach.atMost}`,
      reached ? 'reached' : 'MISSED',
    ]),
  );
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

import { mkdirSync, writeFileSync } from 'node:fs';
import { cpus, totalmem } from 'node:os';
import { dirname, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { benchBits, benchPlainBits, type Figure } from './bits';
import type { Comparison } from './contest';
import { cancelCounting, cancelSorting, compareEvents } from './eventContests';
import { cancelExperiment, compareExperiments } from './experimentContests';
import { cancelFunnels, compareFunnels } from './funnelContests';
import { compareImports } from './importContests';
import { comparePaths } from './pathContests';
import { comparePortraits } from './portraitContests';
import { cancelRetention, compareRetention } from './retentionContests';
import { compareRules } from './ruleContests';
import { compareSealing } from './sealContests';
import { windowFigures } from './window';
import { type BenchWorkspace, CALL, customerWorkspace } from './workspace';

const { values } = parseArgs({
  options: {
    customers: { type: 'string', default: '1000000' },
    events: { type: 'string' },
    only: { type: 'string' },
    json: { type: 'string', default: 'out/bench.json' },
  },
});

/** What can be measured, in this order: the events must not be sorted before that is measured, and the window needs the file. */
const PARTS = [
  'events',
  'funnels',
  'retention',
  'paths',
  'rules',
  'portraits',
  'experiments',
  'imports',
  'sealing',
  'bits',
  'window',
] as const;
type Part = (typeof PARTS)[number];
const OF_EVENTS: readonly Part[] = ['events', 'funnels', 'retention', 'paths', 'window'];

run().catch((cause: unknown) => {
  process.stderr.write(`${cause instanceof Error ? (cause.stack ?? cause.message) : String(cause)}\n`);
  process.exitCode = 1;
});

async function run(): Promise<void> {
  const customers = wholeNumber('customers', values.customers);
  const events = wholeNumber('events', values.events ?? String(10 * customers));
  const parts = chosenParts(values.only);
  const machine = { cores: cpus().length, memoryBytes: totalmem(), node: process.version };
  say(`${customers} customers, ${events} events, ${machine.cores} cores, medians of alternating runs; trust ratios, not times`);
  const measured = { customers, events, machine, ...(await measure(parts, customers, events)) };
  const file = resolve(values.json);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, `${JSON.stringify(measured, null, 2)}\n`);
  say(`\nWritten to ${file}`);
}

function wholeNumber(name: string, text: string): number {
  const number = Number(text);
  if (!Number.isInteger(number) || number < 1000) throw new Error(`--${name} takes a whole number from 1000 on`);
  return number;
}

function chosenParts(only: string | undefined): readonly Part[] {
  const asked = only?.split(',') ?? PARTS;
  const unknown = asked.find((part) => !PARTS.some((known) => known === part));
  if (unknown !== undefined) throw new Error(`--only takes some of ${PARTS.join(', ')}, not ${unknown}`);
  return PARTS.filter((part) => asked.includes(part));
}

interface Measured {
  readonly comparisons: readonly Comparison[];
  readonly figures: readonly Figure[];
}

/** Each part is printed as soon as it is measured. */
async function measure(parts: readonly Part[], customers: number, events: number): Promise<Measured> {
  const workspace = await customerWorkspace(customers, parts.some((part) => OF_EVENTS.includes(part)) ? events : 0);
  const measured = { comparisons: [] as Comparison[], figures: [] as Figure[] };
  try {
    for (const part of parts) {
      const { comparisons = [], figures = [] } = await measurePart(part, workspace, customers);
      if (comparisons.length > 0) printComparisons(comparisons);
      if (figures.length > 0) printFigures(part, figures);
      measured.comparisons.push(...comparisons);
      measured.figures.push(...figures);
    }
    return measured;
  } finally {
    await workspace.close();
  }
}

async function measurePart(part: Part, workspace: BenchWorkspace, customers: number): Promise<Partial<Measured>> {
  switch (part) {
    case 'events': {
      const sorting = await cancelSorting(workspace);
      const comparisons = await compareEvents(workspace);
      return {
        comparisons,
        figures: [...sorting, ...(await cancelCounting(workspace)), await memoryFigure(workspace, customers)],
      };
    }
    case 'funnels':
      return { comparisons: await compareFunnels(workspace), figures: await cancelFunnels(workspace) };
    case 'retention': {
      const comparisons = await compareRetention(workspace);
      return { comparisons, figures: [...(await cancelRetention(workspace)), await memoryFigure(workspace, customers)] };
    }
    case 'paths':
      return { comparisons: await comparePaths(workspace) };
    case 'rules':
      return { comparisons: await compareRules(workspace), figures: [await memoryFigure(workspace, customers)] };
    case 'portraits':
      return { comparisons: await comparePortraits(workspace) };
    case 'experiments':
      return { comparisons: await compareExperiments(workspace), figures: await cancelExperiment(workspace) };
    case 'imports':
      return { comparisons: await compareImports(workspace) };
    case 'sealing':
      return { comparisons: await compareSealing(workspace.folder) };
    case 'window':
      await workspace.release();
      return { figures: await windowFigures(workspace.path) };
    case 'bits':
      return { figures: [...benchBits(customers), ...benchPlainBits(customers)] };
  }
}

/** Columns and bitsets that the part left behind. */
async function memoryFigure({ kernel }: BenchWorkspace, customers: number): Promise<Figure> {
  const { bitsetBytes } = await kernel.handlers['engine.status']({}, CALL);
  return { work: 'resident state, MB per million customers', amount: bitsetBytes / customers };
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
    [title, ''],
    figures.map((figure) => [figure.work, 'amount' in figure ? figure.amount.toFixed(1) : inMilliseconds(figure.milliseconds)]),
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

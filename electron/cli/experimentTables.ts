import type { Insufficient } from '#shared/model/answers';
import type { ExperimentAnswer, ExperimentBreakdown, ExperimentReason, ExperimentRow } from '#shared/model/experiment';
import type { Differing, Estimate } from '#shared/model/experimentNumbers';
import type { PowerAnswer } from '#shared/model/power';
import { shrunkLevels } from '#shared/model/shrunkLevels';
import type { Cell, TextTable } from './textTable';

/** The verdict with its reasons, the arms and their split, then metrics, levels as they are and shrunk, and money. */
export function experimentTables(answer: ExperimentAnswer): TextTable[] {
  const {
    verdict,
    arms,
    srm,
    crossovers,
    otherArms,
    unfinished,
    rows,
    matching = [],
    changes = [],
    money = [],
    breakdowns = [],
  } = answer;
  const p = srm === null ? null : 'p' in srm ? srm.p : TOO_LITTLE;
  return [
    { header: ['verdict', 'variant'], rows: [[verdict.decision, verdict.variant ?? null]] },
    { header: ['reason', 'metric', 'variant', 'levels', 'p', 'found', 'needed', 'margin'], rows: verdict.reasons.map(reasonRow) },
    { header: ['arm', 'customers', 'planned'], rows: arms.map(({ variant, n, weight }) => [variant, n, weight]) },
    { header: ['split p', 'crossovers', 'other arms', 'unfinished'], rows: [[p, crossovers, otherArms, unfinished]] },
    matchingTable(matching),
    changeTable(changes),
    metricTable(rows),
    marginTable(rows),
    shrunkTable(rows, breakdowns),
    spreadTable(breakdowns),
    ...(money.length === 0 ? [] : [moneyTable(money)]),
  ].filter((table) => table.rows.length > 0);
}

export function powerTables({ n, treatmentN, effect, power }: PowerAnswer): TextTable[] {
  return [{ header: ['control', 'treatment', 'effect', 'power'], rows: [[n, treatmentN, effect, power].map(numberCell)] }];
}

const TOO_LITTLE = 'too little data';

function reasonRow({ kind, metric, variant, levels = [], p, found, needed, margin }: ExperimentReason): Cell[] {
  const named = levels.map(({ label }) => label || 'unknown').join(', ');
  return [kind, metric ?? null, variant ?? null, named, p ?? null, found ?? null, needed ?? null, margin ?? null];
}

function matchingTable(matching: NonNullable<ExperimentAnswer['matching']>): TextTable {
  return {
    header: ['variant', 'matched', 'of', 'control matched', 'of', 'tag', 'difference before', 'after'],
    rows: matching.flatMap(({ variant, n, matched, controlN, controlMatched, balance }) =>
      balance.map(({ tag, before, after }) => [
        ...[variant, matched, n, controlMatched, controlN],
        ...[tag, numberCell(before), numberCell(after)],
      ]),
    ),
  };
}

function changeTable(changes: NonNullable<ExperimentAnswer['changes']>): TextTable {
  const differing = (found: Differing | null) =>
    found === null ? ['-', '-', '-', '-'] : [...estimateCells(found.difference), numberCell(found.p)];
  return {
    header: [
      ...['metric', 'variant', 'before', 'after', 'control before', 'after', 'difference before'],
      ...['after alone', 'low', 'high', 'p', 'placebo', 'low', 'high', 'p'],
    ],
    rows: changes.map(({ metric, variant, before, after, controlBefore, controlAfter, balance, plain, placebo }) => [
      ...[metric, variant, ...[before, after, controlBefore, controlAfter, balance].map(numberCell)],
      ...[...differing(plain), ...differing(placebo)],
    ]),
  };
}

function metricTable(rows: readonly ExperimentRow[]): TextTable {
  const header = [
    'metric',
    'variant',
    'level',
    'n',
    'value',
    'control n',
    'control',
    'difference',
    'low',
    'high',
    'lift',
    'p',
    'adjusted',
  ];
  return {
    header,
    rows: rows.map((row) => [
      row.metric,
      row.variant,
      row.level ? row.level.label || 'unknown' : '',
      row.n,
      numberCell(row.value),
      row.controlN,
      numberCell(row.controlValue),
      ...estimateCells(row.difference),
      'estimate' in row.relative ? `${(100 * row.relative.estimate).toFixed(1)}%` : '-',
      'p' in row.test ? row.test.p : '-',
      numberCell(row.pAdjusted),
    ]),
  };
}

/** Guardrails of which it has to be shown that they are worse by no more than their margin. */
function marginTable(rows: readonly ExperimentRow[]): TextTable {
  return {
    header: ['guardrail', 'variant', 'margin', 'worst', 'shown'],
    rows: rows.flatMap(({ metric, variant, nonInferiority: found }): Cell[][] => {
      if (found === undefined) return [];
      return [[metric, variant, ...('state' in found ? ['-', TOO_LITTLE, false] : [found.margin, found.worst, found.shown])]];
    }),
  };
}

/** Levels pulled to their mean, the largest first. */
function shrunkTable(rows: readonly ExperimentRow[], breakdowns: readonly ExperimentBreakdown[]): TextTable {
  const levels = breakdowns.flatMap((breakdown) => {
    const { metric, variant } = breakdown;
    return shrunkLevels(
      rows.filter((row) => row.level !== undefined && row.metric === metric && row.variant === variant),
      breakdown,
    );
  });
  return {
    header: ['metric', 'variant', 'level', 'difference', 'shrunk', 'low', 'high', 'own share'],
    rows: levels.map(({ row, shrunk }) => [
      row.metric,
      row.variant,
      row.level?.label || 'unknown',
      'estimate' in row.difference ? row.difference.estimate : '-',
      ...estimateCells(shrunk),
      'trust' in shrunk ? shrunk.trust : '-',
    ]),
  };
}

function spreadTable(breakdowns: readonly ExperimentBreakdown[]): TextTable {
  return {
    header: ['metric', 'variant', 'mean', 'low', 'high', 'tau²', 'I²'],
    rows: breakdowns.flatMap(({ metric, variant, pooled }) =>
      'state' in pooled ? [] : [[metric, variant, ...estimateCells(pooled.mean), pooled.tauSquared, pooled.inconsistency]],
    ),
  };
}

function moneyTable(money: NonNullable<ExperimentAnswer['money']>): TextTable {
  return {
    header: ['variant', 'cost', 'revenue', 'gross ROI', 'incremental ROI', 'low', 'high', 'cost per conversion'],
    rows: money.map(({ variant, cost, revenue, grossRoi, incrementalRoi, costPerConversion }) => [
      variant,
      cost,
      numberCell(revenue),
      numberCell(grossRoi),
      ...estimateCells(incrementalRoi),
      'estimate' in costPerConversion ? costPerConversion.estimate : '-',
    ]),
  };
}

export function estimateCells(of: Estimate | Insufficient): Cell[] {
  if ('state' in of) return ['-', '-', '-'];
  return [of.estimate, ...('state' in of.interval ? ['-', '-'] : of.interval)];
}

export function numberCell(value: number | Insufficient): Cell {
  return typeof value === 'number' ? value : '-';
}

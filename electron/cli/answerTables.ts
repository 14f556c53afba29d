import type { CountAnswer, Insufficient, PortraitAnswer, PortraitComparison, PortraitTag } from '#shared/model/answers';
import type { EntitiesAnswer } from '#shared/model/entities';
import type { FunnelAnswer, FunnelLevel, FunnelSideAnswer } from '#shared/model/funnel';
import type { ImportReceipt } from '#shared/model/import';
import type { PathAnswer, PathPlace } from '#shared/model/path';
import type { SegmentVersion } from '#shared/model/segment';
import type { TagState } from '#shared/model/tag';
import type { LibraryChange } from '#shared/model/tagAnswers';
import type { WorkspaceInfo } from '#shared/model/workspace';
import type { Cell, TextTable } from './textTable';

export function workspaceTables({ name, customers, tables, asOf, engine }: WorkspaceInfo): TextTable[] {
  return [{ header: ['workspace', 'customers', 'tables', 'as of', 'engine'], rows: [[name, customers, tables, asOf, engine]] }];
}

export function importTables(receipts: readonly ImportReceipt[]): TextTable[] {
  const rows = receipts.map(({ table, rows, rejected, columns, encoding, seconds, id }) => {
    return [table, rows, rejected, columns.length, encoding, seconds, id];
  });
  return [{ header: ['table', 'rows', 'rejected', 'columns', 'encoding', 'seconds', 'receipt'], rows }];
}

export function receiptTables(receipts: readonly ImportReceipt[]): TextTable[] {
  const rows = receipts.map(({ id, table, file, rows, rejected, sha256, importedAt }) => {
    return [id, table, file, rows, rejected, sha256, importedAt];
  });
  return [{ header: ['receipt', 'table', 'file', 'rows', 'rejected', 'sha256', 'imported'], rows }];
}

export function entityTables({ map, customers, asOf, reports }: EntitiesAnswer): TextTable[] {
  const { table, key } = map?.customers ?? { table: null, key: null };
  const keyName = key === null || typeof key === 'string' ? key : 'source line';
  const summary = { header: ['customer table', 'key', 'customers', 'as of'], rows: [[table, keyName, customers, asOf]] };
  const checks = reports.map((report) => {
    return [report.table, report.key, report.rows, report.nullKeys, report.duplicateKeys, report.duplicateRows];
  });
  if (checks.length === 0) return [summary];
  return [summary, { header: ['table', 'key', 'rows', 'empty keys', 'repeated keys', 'rows with them'], rows: checks }];
}

export function tagTables(tags: readonly TagState[]): TextTable[] {
  const rows = tags.map(({ id, name, type, coverage, distinct, source, state }) => [
    id,
    name,
    type,
    source.kind,
    state,
    coverage,
    distinct,
  ]);
  return [{ header: ['tag', 'name', 'type', 'source', 'state', 'coverage', 'distinct'], rows }];
}

export function libraryTables(changes: readonly LibraryChange[]): TextTable[] {
  return [{ header: ['tag', 'name', 'change'], rows: changes.map(({ id, name, change }) => [id, name, change]) }];
}

export function countTables({ count, base, blocks }: CountAnswer): TextTable[] {
  const summary = { header: ['count', 'base', 'share'], rows: [[count, base, base === 0 ? null : count / base]] };
  if (blocks.length < 2) return [summary];
  const rows = blocks.map(({ path, alone, cumulative, unknown }) => [path || 'all', alone, cumulative, unknown]);
  return [summary, { header: ['block', 'alone', 'cumulative', 'unknown'], rows }];
}

export function segmentTables(versions: readonly SegmentVersion[]): TextTable[] {
  const rows = versions.map(({ segment, version, author, savedAt }) => [segment.id, segment.name, version, author, savedAt]);
  return [{ header: ['segment', 'name', 'version', 'author', 'saved'], rows }];
}

export function portraitTables({ segments, tags }: Pick<PortraitAnswer, 'segments' | 'tags'>): TextTable[] {
  return [
    { header: ['segment', 'name', 'n'], rows: segments.map(({ id, name, n }) => [id, name, n]) },
    { header: VALUE_HEADER, rows: valueRows(tags) },
  ];
}

const VALUE_HEADER = [
  'tag',
  'value',
  'n',
  'share',
  'base n',
  'base share',
  'tgi',
  'low',
  'high',
  'p adjusted',
  'set by rule',
  'repeats',
];

function valueRows(tags: readonly PortraitTag[]): Cell[][] {
  return tags.flatMap(({ tag, values, setByRule, repeats = null }) =>
    values.map(({ value, n, share, baseN, baseShare, tgi, interval, pAdjusted }) => {
      const [low, high] = isInterval(interval) ? interval : [interval, interval];
      const index = [tgi, low, high].map(known);
      return [tag, value, n, known(share), baseN, known(baseShare), ...index, known(pAdjusted), setByRule, repeats];
    }),
  );
}

/** Each segment against the base, then every two by the difference of their shares. */
export function comparisonTables({ segments, portraits, pairs }: PortraitComparison): TextTable[] {
  const id = (place: number) => segments[place]?.id ?? '';
  return [
    { header: ['segment', 'name', 'n'], rows: segments.map(({ id, name, n }) => [id, name, n]) },
    {
      header: ['segment', ...VALUE_HEADER],
      rows: portraits.flatMap((tags, place) => valueRows(tags).map((row) => [id(place), ...row])),
    },
    {
      header: ['segment', 'less', 'tag', 'value', 'difference', 'low', 'high', 'p adjusted'],
      rows: pairs.flatMap(({ first, second, tags }) => differenceRows(tags).map((row) => [id(first), id(second), ...row])),
    },
  ];
}

function differenceRows(tags: readonly PortraitTag[]): Cell[][] {
  return tags.flatMap(({ tag, values }) =>
    values.map(({ value, shareDifference: found, pAdjusted }) => {
      const [estimate, low, high] = 'state' in found ? [found, found, found] : [found.estimate, ...found.interval];
      return [tag, value, known(estimate), known(low), known(high), known(pAdjusted)];
    }),
  );
}

export function pathTables({ paths, customers, nodes, links, sequences }: PathAnswer): TextTable[] {
  const node = (index: number) => `${nodes[index]?.depth} ${placeName(nodes[index])}`;
  return [
    { header: ['paths', 'customers'], rows: [[paths, customers]] },
    {
      header: ['depth', 'step', 'paths', 'ended', 'go on'],
      rows: nodes.map((each) => [each.depth, placeName(each), each.count, each.ended, each.goesOn]),
    },
    { header: ['from', 'to', 'paths'], rows: links.map(({ from, to, count }) => [node(from), node(to), count]) },
    {
      header: ['sequence', 'paths', 'support'],
      rows: sequences.map(({ steps, count, support }) => [steps.map(placeName).join(' > '), count, support]),
    },
  ];
}

function placeName(place: PathPlace | undefined): string {
  return place === undefined || place.kind === 'other' ? '(other)' : place.name;
}

function isInterval(interval: readonly [number, number] | Insufficient): interval is readonly [number, number] {
  return Array.isArray(interval);
}

function known(value: number | Insufficient): Cell {
  return typeof value === 'number' ? value : `n<${value.needed}`;
}

export function funnelTables({ steps, levels = [], withoutLevel = 0, sides = [] }: FunnelAnswer): TextTable[] {
  return [
    { header: ['step', 'count', 'from previous', 'from start', 'median seconds', 'P90 seconds'], rows: stepRows(steps) },
    ...(levels.length > 0 ? [levelTable(steps, levels, withoutLevel)] : []),
    ...(sides.length > 0 ? [sideTable(sides), differenceTable(steps, sides)] : []),
    { header: ['time zone'], rows: [['as in the files; times with a zone are in UTC']] },
  ];
}

function stepRows(steps: FunnelAnswer['steps']): Cell[][] {
  return steps.map(({ label, count, fromPrevious, fromStart, medianSeconds, p90Seconds }) => {
    return [label, count, fromPrevious, fromStart, medianSeconds, p90Seconds];
  });
}

function levelTable(steps: FunnelAnswer['steps'], levels: readonly FunnelLevel[], withoutLevel: number): TextTable {
  const rows = levels.map(({ value, label, others, steps: counted, pAdjusted }) => {
    const name = others === undefined ? (label ?? value) : `${others} others`;
    return [name, ...counted.map(({ count }) => count), known(pAdjusted)];
  });
  const without = withoutLevel > 0 ? [['without a level', withoutLevel, ...steps.slice(1).map(() => null), null]] : [];
  return { header: ['level', ...steps.map(({ label }) => label), 'p adjusted'], rows: [...rows, ...without] };
}

/** One side after the other; `open` attempts may yet go on. */
function sideTable(sides: readonly FunnelSideAnswer[]): TextTable {
  const header = [
    'side',
    'of',
    'from',
    'to',
    'open',
    'step',
    'count',
    'from previous',
    'from start',
    'median seconds',
    'P90 seconds',
  ];
  const rows = sides.flatMap(({ base, range, open, steps }, place) =>
    stepRows(steps).map((row) => [place + 1, base.name, range?.from ?? null, range?.to ?? null, open, ...row]),
  );
  return { header, rows };
}

function differenceTable(steps: FunnelAnswer['steps'], sides: readonly FunnelSideAnswer[]): TextTable {
  const header = ['side less the first', 'shared customers', 'step', 'from step', 'difference', 'low', 'high', 'p', 'p Holm'];
  const rows = sides.slice(1).flatMap(({ differences, shared }, place) =>
    differences.map(({ step, from, difference, p, pHolm }) => {
      const [estimate, low, high] =
        'interval' in difference ? [difference.estimate, ...difference.interval] : [known(difference), null, null];
      return [place + 2, shared, steps[step]?.label ?? '', steps[from]?.label ?? '', estimate, low, high, known(p), known(pHolm)];
    }),
  );
  return { header, rows };
}

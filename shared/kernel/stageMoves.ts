import { isoDay } from '../model/calendar';
import { MOST_STAGES, type Moment, type Move, type Stage } from '../model/migration';
import { fault } from '../model/result';
import type { Rule } from '../model/rule';
import { quoted } from '../model/saying';
import type { Tag } from '../model/tag';
import type { TagValue } from '../model/tagSource';
import { type DayScope, ruleOnDay, valueOnDay } from './ruleOnDay';
import type { Cell } from './table';
import type { TagScope } from './tagScope';

type Row = Readonly<Record<string, Cell>>;

interface CountedStages {
  readonly stages: readonly Stage[];
  readonly moves: readonly Omit<Move, 'rule'>[];
  readonly n: number;
  readonly moved: number;
  /** By stage, of the customers who are in both loads. */
  readonly before: readonly number[];
  readonly after: readonly number[];
}

/** @throws Fault INVALID_REQUEST for a tag with more values than are stages. */
export function countStages(rows: readonly Row[], tag: Tag): CountedStages {
  const sides = rows.map((row) => ({
    from: stageOf(row.before ?? null, row.was_absent === true, tag),
    to: stageOf(row.after ?? null, row.is_absent === true, tag),
    n: Number(row.n),
  }));
  const stages = inOrder(distinct(sides.flatMap(({ from, to }) => [from, to])), tag);
  const places = new Map(stages.map((stage, index) => [keyOf(stage), index]));
  const place = (stage: Stage) => places.get(keyOf(stage)) ?? 0;
  const moves = sides
    .map(({ from, to, n }) => ({ from: place(from), to: place(to), n }))
    .sort((a, b) => a.from - b.from || a.to - b.to);
  const sum = (of: readonly { readonly n: number }[]) => of.reduce((total, { n }) => total + n, 0);
  const isThere = ({ from, to }: Omit<Move, 'rule'>) => [from, to].every((each) => stages[each]?.kind !== 'absent');
  const counted = moves.filter(isThere);
  const compared = stages.map((_, index) => index);
  return {
    stages,
    moves,
    n: sum(moves),
    moved: sum(moves.filter(({ from, to }) => from !== to)),
    before: compared.map((index) => sum(counted.filter(({ from }) => from === index))),
    after: compared.map((index) => sum(counted.filter(({ to }) => to === index))),
  };
}

function stageOf(cell: Cell, isAbsent: boolean, { type, labels }: Tag): Stage {
  if (isAbsent || cell === null) return { kind: isAbsent ? 'absent' : 'unknown', value: null };
  const value = type === 'date' && typeof cell === 'number' ? isoDay(cell) : type === 'number' ? Number(cell) : cell;
  const shown = typeof value === 'bigint' ? Number(value) : value;
  const label = labels.find((each) => each.value === shown)?.label;
  return { kind: 'value', value: shown as Stage['value'], ...(label === undefined ? {} : { label }) };
}

function keyOf({ kind, value }: Stage): string {
  return JSON.stringify([kind, value]);
}

function distinct(stages: readonly Stage[]): Stage[] {
  return [...new Map(stages.map((stage) => [keyOf(stage), stage])).values()];
}

/** As the tag's labels have them, else as its definition, else by value; the unknown and the absent last. */
function inOrder(stages: readonly Stage[], tag: Tag): Stage[] {
  if (stages.length > MOST_STAGES) {
    const said = { tag: quoted(tag.name), stages: stages.length, most: MOST_STAGES };
    throw fault('INVALID_REQUEST', 'migration.manyStages', said, {
      hint: 'hint.bucketFirst',
      at: { path: 'tag', field: tag.id },
    });
  }
  const order = [...tag.labels.map(({ value }) => value), ...definedOrder(tag)];
  const rank = ({ kind, value }: Stage) => {
    if (kind !== 'value') return order.length + (kind === 'unknown' ? 1 : 2);
    const place = order.indexOf(value as TagValue);
    return place < 0 ? order.length : place;
  };
  return stages.toSorted((a, b) => {
    const [first, second] = [rank(a), rank(b)];
    return first === second ? byValue(a.value, b.value) : first - second;
  });
}

function definedOrder({ source }: Tag): TagValue[] {
  if (source.kind === 'bucket') return [...source.labels];
  if (source.kind !== 'cases') return [];
  return [...source.cases.map(({ value }) => value), ...(source.otherwise === null ? [] : [source.otherwise])];
}

function byValue(a: Stage['value'], b: Stage['value']): number {
  if (typeof a === 'number' && typeof b === 'number') return a - b;
  return String(a) < String(b) ? -1 : 1;
}

interface Sides {
  readonly scope: TagScope;
  readonly tag: Tag;
  readonly asOf: string;
  readonly from: Moment;
  readonly to: Moment;
  /** The rule of the segment that is looked at. */
  readonly who: Rule | null;
}

/** Each move as a rule of the as-of day, where both its sides are days and can be said. */
export function stageRules({ moves, stages }: CountedStages, sides: Sides, kind: 'all' | 'segment' | 'audience'): Move[] {
  const { scope, tag, asOf, from, to, who } = sides;
  if (!('day' in from && 'day' in to) || kind === 'audience') return moves.map((move) => ({ ...move, rule: null }));
  const balanceTables = scope.map?.balances.map(({ table }) => table) ?? [];
  const on = ({ day }: { readonly day: string }): DayScope => ({ ...scope, balanceTables, day, asOf });
  const members = who && ruleOnDay(who, on(from));
  const at = (moment: { readonly day: string }) => stages.map(({ value }) => valueOnDay(tag.id, value, on(moment)));
  const [before, after] = [at(from), at(to)];
  return moves.map((move) => {
    const parts = [before[move.from], after[move.to], ...(who ? [members] : [])];
    const rules = parts.filter((rule) => rule !== null && rule !== undefined);
    return { ...move, rule: rules.length < parts.length ? null : { kind: 'all', rules } };
  });
}

import type { Bitset } from '../bits/bitStore';
import type { Pause } from '../bits/eventIndex';
import { type PathSink, walkPaths } from '../bits/paths';
import { PathTotals } from '../bits/pathTotals';
import type { PathMark, PathMembers, PathPlace, PathSpec } from '../model/path';
import { LONGEST_QUERY } from '../model/query';
import type { Rule } from '../model/rule';
import type { CallContext } from '../rpc/method';
import { eventFilter } from '../sql/compileEvent';
import { type PathQuery, pathMembersSql } from '../sql/pathsSql';
import { pauseOf } from './eventIndex';
import { foldPaths } from './pathFold';
import { placeKey } from './pathLabels';
import { type PathScope, secondsOf } from './pathScope';
import type { Session } from './session';

/**
 * Who has a path through a mark, and the rule that finds them: of a start that was named the event itself, of everything else a
 * query, since no other block knows which step of a path an event was.
 */
export async function pathMembers(
  session: Session,
  spec: PathSpec,
  mark: PathMark,
  scope: PathScope,
  { signal }: CallContext,
): Promise<PathMembers> {
  const pause = pauseOf(signal);
  const marked = await markedLabels(spec, mark, scope, pause);
  const { store } = scope.index.times;
  const found = store.allocate(scope.index.customers);
  try {
    await walkPaths(scope.index, scope.asked, new MarkSink(found, mark.depth, marked), pause);
    return { n: found.count(), rule: membersRule(session, spec, mark, scope, marked) };
  } finally {
    found.release();
  }
}

/** By label whether it is meant; `next` is null where anything may follow. */
interface MarkedLabels {
  readonly at: Uint8Array;
  readonly next: Uint8Array | 'ended' | null;
}

async function markedLabels(
  spec: PathSpec,
  { depth, node, next }: PathMark,
  scope: PathScope,
  pause: Pause,
): Promise<MarkedLabels> {
  const asksForOthers = node.kind === 'other' || (typeof next === 'object' && next.kind === 'other');
  const others = asksForOthers ? await otherLabels(spec, scope, pause) : () => [];
  const flags = (place: PathPlace, at: number) => {
    const { places } = scope.labels;
    const labels = place.kind === 'other' ? others(at) : [places.findIndex((each) => placeKey(each) === placeKey(place))];
    const flagged = new Uint8Array(places.length);
    for (const label of labels) if (label > 0) flagged[label] = 1;
    return flagged;
  };
  return { at: flags(node, depth), next: typeof next === 'object' ? flags(next, depth + 1) : (next ?? null) };
}

/** What `other` stands for at a depth, which takes counting the paths. */
async function otherLabels(spec: PathSpec, { index, asked, labels }: PathScope, pause: Pause) {
  const totals = new PathTotals(labels.places.length);
  await walkPaths(index, asked, totals, pause);
  const { nodes, nodeOf } = foldPaths(await totals.steps(pause), labels.places, spec);
  return (depth: number) => [...(nodeOf[depth] ?? [])].flatMap(([label, node]) => (nodes[node]?.kind === 'other' ? [label] : []));
}

/** Keeps the customers with a path through the mark. */
class MarkSink implements PathSink {
  constructor(
    private readonly found: Bitset,
    private readonly depth: number,
    private readonly marked: MarkedLabels,
  ) {}

  add(customer: number, labels: Int32Array, first: number, length: number, goesOn: boolean): void {
    const { depth, found } = this;
    const { at, next } = this.marked;
    if (length <= depth || at[labels[first + depth] ?? 0] !== 1) return;
    const isNext = length > depth + 1;
    if (next === 'ended' && (isNext || goesOn)) return;
    if (next instanceof Uint8Array && !(isNext && next[labels[first + depth + 1] ?? 0] === 1)) return;
    if (!found.has(customer)) found.add([customer]);
  }
}

function membersRule(session: Session, spec: PathSpec, mark: PathMark, scope: PathScope, marked: MarkedLabels): Rule | null {
  const rule = startRule(spec, mark) ?? queryRule(session, spec, mark, scope, marked);
  const { block } = scope.subject;
  return rule === null || block === null ? rule : { kind: 'all', rules: [block, rule] };
}

/** Whoever did the named event in the range has a path, and only they have. */
function startRule({ from, to, range, groups }: PathSpec, { depth, node, next }: PathMark): Rule | null {
  const start = from ?? to;
  if (!start || depth > 0 || next !== undefined) return null;
  const group = groups.find(({ events }) => events.includes(start.event));
  const place: PathPlace = group ? { kind: 'group', name: group.name } : { kind: 'event', name: start.event };
  if (placeKey(place) !== placeKey(node)) return null;
  return { kind: 'event', ...start, measure: 'count', op: 'gte', values: [1], window: range };
}

function queryRule(
  session: Session,
  spec: PathSpec,
  { depth }: PathMark,
  { vocabulary, labels }: PathScope,
  { at, next }: MarkedLabels,
): Rule | null {
  const { key, rowColumn } = vocabulary;
  if (key === null) return null;
  const start = spec.from ?? spec.to;
  const microseconds = (limit: PathSpec['within']) => (limit ? secondsOf(limit) * MICROSECONDS_PER_SECOND : null);
  const placesOf = (flags: Uint8Array) => labels.places.filter((_, label) => flags[label] === 1);
  const query: PathQuery = {
    spec,
    start: start ? eventFilter(start, { ...vocabulary, asOf: session.customers.asOf }) : null,
    within: microseconds(spec.within),
    gap: microseconds(spec.gap),
    depth,
    at: placesOf(at),
    next: next instanceof Uint8Array ? placesOf(next) : next,
    key,
    rowColumn,
  };
  const sql = pathMembersSql(query);
  return sql.length <= LONGEST_QUERY ? { kind: 'query', sql } : null;
}

const MICROSECONDS_PER_SECOND = 1_000_000;

import type { PathAnswer, PathLimit, PathMark, PathPlace, PathSpec } from '../../shared/model/path';

/** An event of one customer, and whether a path may start at it. */
export interface PlainMoment {
  readonly name: string;
  /** Milliseconds since 1970. */
  readonly at: number;
  readonly isStart: boolean;
}

interface PlainPath {
  readonly customer: number;
  readonly places: readonly PathPlace[];
  readonly goesOn: boolean;
}

const MILLISECONDS = { minute: 60_000, hour: 3_600_000, day: 86_400_000, week: 604_800_000 };

/** The paths of all customers, whose events come in the order of their times: the definition read out, with nothing clever in it. */
export function plainPaths(customers: readonly (readonly PlainMoment[])[], spec: PathSpec): PlainPath[] {
  return customers.flatMap((events, customer) => {
    const first = Date.parse(`${spec.range.from}T00:00:00Z`);
    const end = Date.parse(`${spec.range.to}T00:00:00Z`) + MILLISECONDS.day;
    const shown = events.filter(({ name, at }) => at >= first && at < end && !spec.hide.includes(name));
    const along = spec.to ? shown.toReversed() : shown;
    const paths = sessionsOf(along, spec).flatMap((session) => pathsOf(stepsOf(session, spec), spec));
    return (spec.count === 'customers' ? paths.slice(0, 1) : paths).map((path) => ({ customer, ...path }));
  });
}

function sessionsOf(events: readonly PlainMoment[], { gap }: PathSpec): PlainMoment[][] {
  const sessions: PlainMoment[][] = [];
  for (const event of events) {
    const session = sessions.at(-1);
    const before = session?.at(-1);
    if (session && before && isNear(event, before, gap)) session.push(event);
    else sessions.push([event]);
  }
  return sessions;
}

function isNear(a: PlainMoment, b: PlainMoment, limit: PathLimit | undefined): boolean {
  return limit === undefined || Math.abs(a.at - b.at) <= limit.n * MILLISECONDS[limit.unit];
}

interface PlainStep {
  readonly place: PathPlace;
  readonly events: PlainMoment[];
}

function stepsOf(session: readonly PlainMoment[], spec: PathSpec): PlainStep[] {
  const steps: PlainStep[] = [];
  for (const event of session) {
    const place = placeOf(event.name, spec);
    const last = steps.at(-1);
    if (spec.collapseRepeats && last && nameOf(last.place) === nameOf(place)) last.events.push(event);
    else steps.push({ place, events: [event] });
  }
  return steps;
}

function placeOf(name: string, { groups }: PathSpec): PathPlace {
  const group = groups.find(({ events }) => events.includes(name));
  return group ? { kind: 'group', name: group.name } : { kind: 'event', name };
}

function pathsOf(steps: readonly PlainStep[], spec: PathSpec): Omit<PlainPath, 'customer'>[] {
  return steps.flatMap(({ place, events }, index) => {
    const start = events.find(({ isStart }) => isStart);
    if (!start) return [];
    const later = steps.slice(index + 1).filter((step) => isNear(step.events[0] as PlainMoment, start, spec.within));
    const places = [place, ...later.slice(0, spec.depth).map((step) => step.place)];
    return [{ places, goesOn: later.length > spec.depth }];
  });
}

function nameOf({ kind, name }: PathPlace): string {
  return `${kind}:${name}`;
}

/** What an answer says, as lines that can be compared. */
export function plainAnswer(paths: readonly PlainPath[], spec: PathSpec): Record<string, unknown> {
  const shown = shownPlaces(paths, spec);
  const nodes = new Map<string, { count: number; ended: number; goesOn: number }>();
  const links = new Map<string, number>();
  const sequences = new Map<string, number>();
  for (const { places, goesOn } of paths) {
    for (const [depth, place] of places.entries()) {
      const node = `${depth} ${shown(place, depth)}`;
      const totals = nodes.get(node) ?? { count: 0, ended: 0, goesOn: 0 };
      const isLast = depth === places.length - 1;
      nodes.set(node, {
        count: totals.count + 1,
        ended: totals.ended + (isLast && !goesOn ? 1 : 0),
        goesOn: totals.goesOn + (isLast && goesOn ? 1 : 0),
      });
      const near = places[depth - 1];
      if (near) add(links, [`${depth - 1} ${shown(near, depth - 1)}`, node].join(' - '));
    }
    add(sequences, (spec.to ? places.toReversed() : places).map(nameOf).join(' > '));
  }
  return {
    paths: paths.length,
    customers: new Set(paths.map(({ customer }) => customer)).size,
    nodes: Object.fromEntries(nodes),
    links: Object.fromEntries(links),
    distinctSequences: sequences.size,
    sequences: Object.fromEntries(sequences),
  };
}

function add(counts: Map<string, number>, key: string): void {
  counts.set(key, (counts.get(key) ?? 0) + 1);
}

/** How a place of a depth is shown: by its name, or with others. */
function shownPlaces(paths: readonly PlainPath[], { top }: PathSpec): (place: PathPlace, depth: number) => string {
  const named: Set<string>[] = [];
  for (let depth = 0; paths.some(({ places }) => places.length > depth); depth++) {
    const counts = new Map<string, number>();
    for (const { places } of paths) {
      const place = places[depth];
      if (place) add(counts, nameOf(place));
    }
    const sorted = [...counts].sort(([a, n], [b, m]) => m - n || (a < b ? -1 : 1)).map(([name]) => name);
    named.push(new Set(sorted.length <= top + 1 ? sorted : sorted.slice(0, top)));
  }
  return (place, depth) => (named[depth]?.has(nameOf(place)) ? nameOf(place) : 'other:');
}

/** The customers with a path through a mark. */
export function plainMembers(paths: readonly PlainPath[], spec: PathSpec, { depth, node, next }: PathMark): Set<number> {
  const shown = shownPlaces(paths, spec);
  const isAt = (place: PathPlace | undefined, at: number, wanted: PathPlace) => place && shown(place, at) === nameOf(wanted);
  const found = paths.filter(({ places, goesOn }) => {
    if (!isAt(places[depth], depth, node)) return false;
    if (next === undefined) return true;
    if (next === 'ended') return places.length === depth + 1 && !goesOn;
    return isAt(places[depth + 1], depth + 1, next) === true;
  });
  return new Set(found.map(({ customer }) => customer));
}

/** An answer as `plainAnswer` says it. */
export function toldAnswer(answer: Omit<PathAnswer, 'restsOn' | 'direction' | 'count' | 'uncounted'>): Record<string, unknown> {
  const { nodes, links, sequences, paths, customers, distinctSequences } = answer;
  const names = nodes.map((node) => `${node.depth} ${nameOf(node)}`);
  const linkName = (from: number, to: number) => [from, to].sort((a, b) => a - b).map((node) => names[node]);
  return {
    paths,
    customers,
    nodes: Object.fromEntries(nodes.map(({ count, ended, goesOn }, index) => [names[index], { count, ended, goesOn }])),
    links: Object.fromEntries(links.map(({ from, to, count }) => [linkName(from, to).join(' - '), count])),
    distinctSequences,
    sequences: Object.fromEntries(sequences.map(({ steps, count }) => [steps.map(nameOf).join(' > '), count])),
  };
}

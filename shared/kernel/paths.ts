import { walkPaths } from '../bits/paths';
import { PathTotals } from '../bits/pathTotals';
import type { PathAnswer, PathPlace, PathSpec } from '../model/path';
import type { KernelMethods } from '../rpc/contract';
import type { CallContext, Handlers } from '../rpc/method';
import { pauseOf } from './eventIndex';
import { foldPaths } from './pathFold';
import { pathMembers } from './pathMembers';
import { type PathScope, withPathScope } from './pathScope';
import type { SqlConnection } from './ports';
import { restsOn } from './restsOn';
import type { Session } from './session';
import { membershipOf, readBy } from './vocabulary';

type PathMethods = Pick<Handlers<KernelMethods>, 'paths.compute' | 'paths.members'>;

export function pathHandlers(session: Session): PathMethods {
  return {
    'paths.compute': ({ spec }, call) => session.readOneVersion((connection) => computePaths(session, connection, spec, call)),
    'paths.members': ({ spec, mark }, call) =>
      session.readOneVersion((connection) =>
        withPathScope(session, connection, spec, call, (scope) => pathMembers(session, spec, mark, scope, call)),
      ),
  };
}

/** @throws Fault as `withPathScope`. */
export async function computePaths(
  session: Session,
  connection: SqlConnection,
  spec: PathSpec,
  call: CallContext,
): Promise<PathAnswer> {
  return await withPathScope(session, connection, spec, call, (scope) => followPaths(session, connection, spec, scope, call));
}

async function followPaths(
  session: Session,
  connection: SqlConnection,
  spec: PathSpec,
  scope: PathScope,
  { signal, progress }: CallContext,
): Promise<PathAnswer> {
  const { labels, subject, vocabulary } = scope;
  const pause = pauseOf(signal);
  progress({ phase: 'events' });
  const totals = new PathTotals(labels.places.length);
  const customers = await walkPaths(scope.index, scope.asked, totals, pause);
  const { nodes, links } = foldPaths(await totals.steps(pause), labels.places, spec);
  const { top, distinct } = await totals.sequences(spec.sequences, pause);
  const { tags, tables } = readBy([subject.who], vocabulary);
  return {
    direction: spec.to ? 'to' : 'from',
    count: spec.count,
    paths: totals.paths,
    customers,
    nodes,
    links,
    sequences: top.map(({ labels: steps, n }) => ({
      steps: inOrderOfTime(steps, labels.places, spec),
      count: n,
      support: n / totals.paths,
    })),
    distinctSequences: distinct,
    uncounted: totals.uncounted,
    restsOn: await restsOn(session, connection, {
      definition: { spec, rule: membershipOf(subject, vocabulary) },
      read: { tags, tables: [...tables, ...vocabulary.eventTables] },
      base: { name: subject.name || 'all', n: scope.asked.members.count() },
    }),
  };
}

function inOrderOfTime(labels: readonly number[], places: readonly PathPlace[], { to }: PathSpec): PathPlace[] {
  const steps = labels.map((label): PathPlace => places[label] ?? { kind: 'other', name: '' });
  return to ? steps.reverse() : steps;
}

import type { Bitset } from '../bits/bitStore';
import { customersOf, type IsMarked, secondsOfStep, secondsOfWay, thatDropped, thatReached } from '../bits/funnel/marked';
import { neededPlaces } from '../bits/funnel/plan';
import type { FunnelSpec } from '../model/funnel';
import type { AskedFunnelMark, Took } from '../model/funnelMark';
import { fault } from '../model/result';
import type { Rule } from '../model/rule';
import type { KernelMethods } from '../rpc/contract';
import type { CallContext, Handlers } from '../rpc/method';
import { checkFunnel, stepRules } from './checkFunnel';
import { withMembersOfEach } from './evaluate';
import type { EvaluationScope } from './evaluationScope';
import { neededIndex } from './eventIndex';
import { freezeList } from './frozenLists';
import { attemptsAtLevel, noLevel } from './funnelLevels';
import { type FunnelFound, searchFunnel } from './funnelSearch';
import { neededBefore } from './funnelSteps';
import type { SqlConnection } from './ports';
import type { IndexedEvents } from './resident';
import type { Session } from './session';
import { subjectOf } from './subject';
import { readVocabulary } from './vocabulary';

type FunnelMemberMethods = Pick<Handlers<KernelMethods>, 'funnels.members' | 'funnels.freeze'>;

export function funnelMemberHandlers(session: Session): FunnelMemberMethods {
  return {
    'funnels.members': (asked, call) =>
      session.readOneVersion(async (connection) => ({ n: (await markedRows(session, connection, asked, call)).length })),
    'funnels.freeze': async ({ name, ...asked }, call) => {
      const state = await session.write(async (connection) => {
        const rows = await markedRows(session, connection, asked, call);
        return await freezeList(session, connection, { name, rows }, call.signal);
      });
      session.changed('lists', 'tables');
      return state;
    },
  };
}

interface Asked {
  readonly spec: FunnelSpec;
  readonly mark: AskedFunnelMark;
}

/** Rows of the customers behind a mark, ascending. @throws Fault as `computeFunnel`; INVALID_REQUEST for a mark of no step. */
async function markedRows(
  session: Session,
  connection: SqlConnection,
  { spec: { compare: _, trend: __, ...spec }, mark }: Asked,
  call: CallContext,
): Promise<Uint32Array> {
  checkMark(spec, mark);
  const subject = await subjectOf(connection, spec.who);
  const rules: Rule[] = [subject.block, mark.level].filter((rule) => rule !== null && rule !== undefined);
  const membership = mark.level === undefined ? subject : { who: { kind: 'all' as const, rules } };
  const vocabulary = await readVocabulary(session, connection, [membership.who, ...stepRules(spec)], call.signal);
  checkFunnel(spec, vocabulary);
  const scope = { session, connection, vocabulary, signal: call.signal };
  const indexed = await neededIndex(session, connection, call.signal);
  return await withMembersOfEach(session, connection, [membership], call, ([members]) =>
    session.withResident(() => searchMarked(scope, indexed, { spec, mark }, rules.length > 0 ? (members ?? null) : null)),
  );
}

async function searchMarked(
  scope: EvaluationScope,
  indexed: IndexedEvents,
  { spec, mark }: Asked,
  who: Bitset | null,
): Promise<Uint32Array> {
  const at = await searchFunnel(scope, indexed, spec, who);
  const isMarked = markedBy(spec, mark, at, indexed);
  if (mark.place === undefined || typeof spec.by !== 'object') return customersOf(at.found, isMarked);
  const isAtLevel = await attemptsAtLevel(scope, indexed, spec.by, at.found, mark.place);
  return customersOf(at.found, (attempt) => isAtLevel(attempt) && isMarked(attempt));
}

function markedBy(
  { steps }: FunnelSpec,
  { kind, step, took }: AskedFunnelMark,
  { found, plan }: FunnelFound,
  { index }: IndexedEvents,
): IsMarked {
  switch (kind) {
    case 'reached':
      return thatReached(found, step);
    case 'dropped':
      return thatDropped(found, neededBefore(steps, step), step);
    case 'took':
      return thatTook(secondsOfStep(found, step, index), took);
    case 'finished':
      return thatTook(secondsOfWay(found, neededPlaces(plan), index), took);
  }
}

function thatTook(seconds: Float64Array, took: Took | undefined): IsMarked {
  if (took === undefined) return (attempt) => !Number.isNaN(seconds[attempt]);
  if ('moreThan' in took) return (attempt) => (seconds[attempt] ?? 0) > took.moreThan;
  return (attempt) => (seconds[attempt] ?? 0) >= took.from && (seconds[attempt] ?? 0) < took.below;
}

/** Nothing is before the first step, and the whole way ends at the last that must be done. */
function checkMark({ steps, by }: FunnelSpec, { kind, step, place }: AskedFunnelMark): void {
  const first = kind === 'dropped' || kind === 'took' ? 1 : 0;
  const at = { path: 'mark.step' };
  if (step < first || step >= steps.length)
    throw fault('INVALID_REQUEST', 'funnel.noMark', { step: step + 1, steps: steps.length }, { hint: 'hint.askAgain', at });
  if (place !== undefined && typeof by !== 'object') throw noLevel();
}

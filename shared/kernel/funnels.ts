import { CodeColumn } from '../bits/codeColumn';
import { attemptTimes, countSteps, countStepsByLevel, ticksBetweenSteps } from '../bits/funnel/counts';
import type { Insufficient } from '../model/answers';
import type { FunnelAnswer, FunnelCount, FunnelLevel, FunnelSpec, FunnelStepAnswer } from '../model/funnel';
import { fault } from '../model/result';
import type { Rule } from '../model/rule';
import type { Tag } from '../model/tag';
import type { KernelMethods } from '../rpc/contract';
import type { CallContext, Handlers } from '../rpc/method';
import { benjaminiHochberg } from '../stats/adjust';
import { quantileOf } from '../stats/conversion';
import { statsReady } from '../stats/distributions';
import { insufficient } from '../stats/insufficient';
import { testShares } from '../stats/proportions';
import { checkFunnel, filtersOf } from './checkFunnel';
import { withMembers } from './evaluate';
import type { EvaluationScope } from './evaluationScope';
import { neededIndex } from './eventIndex';
import { type FunnelFound, searchFunnel } from './funnelSearch';
import { funnelTimes, funnelTrend } from './funnelTimes';
import type { SqlConnection } from './ports';
import type { IndexedEvents } from './resident';
import { restsOn } from './restsOn';
import type { Session } from './session';
import { subjectOf } from './subject';
import { withColumn } from './tagColumns';
import { tagLibrary, unknownTag } from './tags';
import { membershipOf, readBy, readVocabulary } from './vocabulary';

/** More levels nobody can compare. */
const MOST_LEVELS = 200;

export function funnelHandlers(session: Session): Pick<Handlers<KernelMethods>, 'funnels.compute'> {
  return {
    'funnels.compute': ({ spec }, call) => session.readOneVersion((connection) => computeFunnel(session, connection, spec, call)),
  };
}

/** How far customers got. @throws Fault as `checkFunnel`, UNKNOWN_TAG, UNKNOWN_SEGMENT, INVALID_RULE, OUT_OF_MEMORY. */
export async function computeFunnel(
  session: Session,
  connection: SqlConnection,
  spec: FunnelSpec,
  { signal }: CallContext,
): Promise<FunnelAnswer> {
  await statsReady();
  const subject = await subjectOf(connection, spec.who);
  const rules = [subject.who, ...spec.steps.flatMap(filtersOf).map(({ event, where }) => eventRule(event, where))];
  const vocabulary = await readVocabulary(session, connection, rules, signal);
  checkFunnel(spec, vocabulary);
  const tag = spec.by === undefined ? null : await levelTag(session, connection, spec.by);
  const scope = { session, connection, vocabulary, signal };
  const indexed = await neededIndex(session, connection, signal);
  return await withMembers(session, connection, subject, signal, async (members) => {
    const read = readBy([subject.who], vocabulary);
    const who = spec.who === undefined ? null : members;
    const answer = await session.withResident(async () => {
      const found = await searchFunnel(scope, indexed, spec, who);
      return { ...described(indexed, spec, found), ...(tag ? { levels: await levelsOf(scope, spec, tag, found) } : {}) };
    });
    return {
      ...answer,
      restsOn: await restsOn(session, connection, {
        definition: { spec, rule: membershipOf(subject, vocabulary) },
        read: { tags: [...read.tags, ...(tag ? [tag] : [])], tables: [...read.tables, ...vocabulary.eventTables] },
        base: { name: subject.name || 'all', n: members.count() },
      }),
    };
  });
}

function eventRule(event: string, where: FunnelSpec['steps'][number]['where']): Rule {
  return { kind: 'event', event, where, measure: 'count', op: 'isNotNull', values: [] };
}

/** @throws Fault UNKNOWN_TAG, INVALID_REQUEST for a tag of numbers, days or too many values. */
async function levelTag(session: Session, connection: SqlConnection, id: string): Promise<Tag> {
  const tag = (await tagLibrary(session, connection)).get(id) ?? unknownTag(id, 'by', null);
  if (tag.type === 'boolean' || (tag.type === 'category' && tag.distinct <= MOST_LEVELS)) return tag;
  const values = { tag: id, distinct: tag.distinct, most: MOST_LEVELS };
  throw fault('INVALID_REQUEST', 'funnel.unfitTag', values, { hint: 'hint.funnelTag', at: { path: 'by', field: id } });
}

function described(indexed: IndexedEvents, spec: FunnelSpec, at: FunnelFound): Omit<FunnelAnswer, 'restsOn'> {
  const { found, plan } = at;
  const counts = countsBeside(spec, countSteps(found));
  const needed = plan.steps.flatMap(({ optional }, step) => (optional ? [] : [step]));
  const times = attemptTimes(found, needed, indexed.index);
  return {
    steps: stepAnswers(indexed, spec, at, counts),
    counted: spec.count,
    dropped: found.dropped,
    times: funnelTimes(times, at, indexed.index),
    ...(spec.trend ? { trend: funnelTrend(spec.trend, times, at, indexed.index) } : {}),
  };
}

function stepAnswers(
  { index }: IndexedEvents,
  { steps }: FunnelSpec,
  { found }: FunnelFound,
  counts: readonly FunnelCount[],
): FunnelStepAnswer[] {
  const spans = ticksBetweenSteps(found, index);
  return steps.map(({ label, event, optional }, step): FunnelStepAnswer => {
    const between: Float64Array = step === 0 ? new Float64Array() : (spans.next().value ?? new Float64Array());
    return {
      label: label ?? event,
      ...(optional ? { optional } : {}),
      ...(counts[step] ?? { count: 0, fromPrevious: null, fromStart: null }),
      medianSeconds: inSeconds(quantileOf(between, 50), index.ticksPerSecond),
      p90Seconds: inSeconds(quantileOf(between, 90), index.ticksPerSecond),
    };
  });
}

function inSeconds(ticks: number | null, ticksPerSecond: number): number | null {
  return ticks === null ? null : ticks / ticksPerSecond;
}

/** Each count beside that of the last step before that must be done. */
function countsBeside({ steps }: Pick<FunnelSpec, 'steps'>, counts: readonly number[]): FunnelCount[] {
  return counts.map((count, step) => {
    const before = steps.findLastIndex(({ optional }, each) => each < step && !optional);
    return {
      count,
      fromPrevious: shareOf(count, counts[before] ?? 0),
      fromStart: step === 0 ? null : shareOf(count, counts[0] ?? 0),
    };
  });
}

function shareOf(count: number, of: number): number | null {
  return of === 0 ? null : count / of;
}

/** Levels that somebody began at, most first. */
async function levelsOf(
  { session, connection, signal }: EvaluationScope,
  spec: FunnelSpec,
  tag: Tag,
  { found }: FunnelFound,
): Promise<FunnelLevel[]> {
  const steps = found.stepCount;
  const needed = spec.steps.findLastIndex(({ optional }) => !optional);
  const counted = await withColumn(
    session,
    connection,
    tag,
    (column) => {
      if (!(column instanceof CodeColumn)) return [];
      const cells = countStepsByLevel(found, column);
      return Array.from({ length: cells.length / steps }, (_, code) => ({
        value: valueOfCode(column, code),
        counts: [...cells.subarray(code * steps, (code + 1) * steps)],
      })).filter(({ counts }) => (counts[0] ?? 0) > 0);
    },
    signal,
  );
  const ps = levelTests(counted.map(({ counts }) => ({ known: counts[0] ?? 0, n: counts[needed] ?? 0 })));
  const labels = new Map(tag.labels.map(({ value, label }) => [String(value), label]));
  return counted
    .map(({ value, counts }, level): FunnelLevel => {
      const label = labels.get(String(value));
      return {
        value,
        ...(label === undefined ? {} : { label }),
        steps: countsBeside(spec, counts),
        pAdjusted: ps[level] ?? insufficient(0, 1),
      };
    })
    .sort((a, b) => (b.steps[0]?.count ?? 0) - (a.steps[0]?.count ?? 0));
}

function valueOfCode({ kind, dictionary }: CodeColumn, code: number): string | boolean | null {
  if (code === 0) return null;
  const text = dictionary[code - 1] ?? '';
  return kind === 'boolean' ? text === 'true' : text;
}

/** Each level against all others together. */
function levelTests(levels: readonly { readonly known: number; readonly n: number }[]): (number | Insufficient)[] {
  const all = { known: sumOf(levels.map(({ known }) => known)), n: sumOf(levels.map(({ n }) => n)) };
  const tests = levels.map((segment) => testShares({ segment, base: all, both: segment }));
  const adjusted = benjaminiHochberg(tests.flatMap((test) => ('p' in test ? [test.p] : [])));
  let next = 0;
  return tests.map((test) => ('p' in test ? (adjusted[next++] ?? 1) : test));
}

function sumOf(counts: readonly number[]): number {
  return counts.reduce((sum, count) => sum + count, 0);
}

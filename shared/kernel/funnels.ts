import type { Bitset } from '../bits/bitStore';
import type { FunnelAnswer, FunnelSpec } from '../model/funnel';
import type { KernelMethods } from '../rpc/contract';
import type { CallContext, Handlers } from '../rpc/method';
import { statsReady } from '../stats/distributions';
import { checkFunnel, stepRules } from './checkFunnel';
import { withMembersOfEach } from './evaluate';
import { neededIndex } from './eventIndex';
import { funnelLevels, levellingOf } from './funnelLevels';
import { searchFunnel } from './funnelSearch';
import { compareSides, type FunnelOf, sideSpecs } from './funnelSides';
import { describeFunnel } from './funnelSteps';
import type { SqlConnection } from './ports';
import { restsOn } from './restsOn';
import type { Session } from './session';
import { type Subject, subjectOf } from './subject';
import { membershipOf, readBy, readVocabulary } from './vocabulary';

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
  call: CallContext,
): Promise<FunnelAnswer> {
  await statsReady();
  const specs = [spec, ...sideSpecs(spec)];
  const subjects: Subject[] = [];
  for (const { who } of specs) subjects.push(await subjectOf(connection, who));
  const rules = subjects.map(({ who }) => who);
  const vocabulary = await readVocabulary(session, connection, [...rules, ...stepRules(spec)], call.signal);
  checkFunnel(spec, vocabulary);
  const scope = { session, connection, vocabulary, signal: call.signal };
  const levelling = levellingOf(spec, scope);
  const indexed = await neededIndex(session, connection, call.signal);
  return await withMembersOfEach(session, connection, subjects, call, async (sets) => {
    const [whole = funnelOf(spec), ...sides] = specs.map((each, place) => funnelOf(each, subjects[place], sets[place]));
    const answer = await session.withResident(async () => {
      const at = await searchFunnel(scope, indexed, spec, whole.who);
      return {
        timeZone: 'asInFiles' as const,
        ...describeFunnel(indexed, spec, at),
        ...(levelling ? await funnelLevels(scope, indexed, spec, levelling, at.found) : {}),
        ...(spec.compare ? { sides: await compareSides(scope, indexed, sides) } : {}),
      };
    });
    const [rule, ...sideRules] = subjects.map((subject) => membershipOf(subject, vocabulary));
    const read = readBy(rules, vocabulary);
    const levelTag = levelling && !('prop' in levelling) ? [levelling] : [];
    return {
      ...answer,
      restsOn: await restsOn(session, connection, {
        definition: { spec, rule, ...(spec.compare ? { sideRules } : {}) },
        read: { tags: [...read.tags, ...levelTag], tables: [...read.tables, ...vocabulary.eventTables] },
        base: whole.base,
      }),
    };
  });
}

function funnelOf(spec: FunnelSpec, subject?: Subject, members?: Bitset): FunnelOf {
  const name = spec.who === undefined ? 'all' : (subject?.name ?? '');
  return { spec, who: spec.who === undefined ? null : (members ?? null), base: { name, n: members?.count() ?? 0 } };
}

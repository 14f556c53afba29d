import type { MigrationAnswer, MigrationSpec, Moment } from '../model/migration';
import { fault } from '../model/result';
import { quoted } from '../model/saying';
import type { Tag } from '../model/tag';
import type { KernelMethods } from '../rpc/contract';
import type { CallContext, Handlers } from '../rpc/method';
import { compileSegment } from '../sql/compileRule';
import {
  COUNT_AUDIENCE_ROWS_SQL,
  createAudienceSql,
  createMembersSql,
  DROP_STAGES_SQL,
  goneKeysSql,
  MEMBERS_CHANGE_SQL,
  movesSql,
  type Side,
} from '../sql/migrationSql';
import { statsReady } from '../stats/distributions';
import { driftOf } from '../stats/drift';
import { findAudience } from './audiences';
import { checkMembership } from './checkRule';
import { type DayReads, dayReads } from './dayReads';
import type { SqlConnection } from './ports';
import { restsOn } from './restsOn';
import type { Session } from './session';
import { countStages, stageRules } from './stageMoves';
import { type Aside, checkMoments, keepStage, keepStageOfLoad, turnTo } from './stages';
import { type Subject, subjectOf } from './subject';
import { records } from './table';
import { keyTag } from './tagLists';
import { tagScope } from './tagScope';
import { unknownTag } from './tags';
import { vocabularyOf } from './vocabulary';

export function migrationHandlers(session: Session): Pick<Handlers<KernelMethods>, 'insight.migration'> {
  return {
    'insight.migration': ({ spec }, call) =>
      session.writeAside((connection) => computeMigration(session, connection, spec, call)),
  };
}

/** Who of the customers is looked at. */
type Who = { readonly kind: 'all' } | { readonly kind: 'segment'; readonly subject: Subject } | AudienceWho;
type AudienceWho = { readonly kind: 'audience'; readonly id: string; readonly name: string; readonly n: number };

/** How customers moved between the values of a tag; needs a connection on which it may write aside. */
export async function computeMigration(
  session: Session,
  connection: SqlConnection,
  spec: MigrationSpec,
  call: CallContext,
): Promise<MigrationAnswer> {
  await statsReady();
  const { asOf } = session.customers;
  const scope = await tagScope(connection);
  const tag = scope.tags.get(spec.tag) ?? unknownTag(spec.tag, 'tag', null);
  const moments = { from: spec.from, to: spec.to ?? { day: asOf } };
  checkMoments(moments.from, moments.to, asOf);
  const who = await whoOf(connection, spec);
  const reads = dayReads(scope, tag.id, who.kind === 'segment' ? who.subject.who : null);
  refuseTimeless(tag, moments.from, reads);
  const aside = { session, connection, scope, call };
  try {
    const { gone, members } = await keepBothSides(aside, { tag, who, moments, reads });
    const counted = countStages(records(await connection.query(movesSql(who.kind !== 'all'), [], call.signal)), tag);
    return {
      tag: { id: tag.id, name: tag.name, type: tag.type },
      who: { kind: who.kind, name: who.kind === 'segment' ? who.subject.name : who.kind === 'audience' ? who.name : '' },
      n: counted.n,
      members,
      gone,
      ...moments,
      stages: counted.stages,
      moves: stageRules(
        counted,
        { scope, tag, asOf, ...moments, who: who.kind === 'segment' ? who.subject.who : null },
        who.kind,
      ),
      moved: counted.moved,
      drift: driftOf(counted.before, counted.after),
      asToday: 'day' in moments.from ? reads.asToday : [],
      restsOn: await restsOn(session, connection, { definition: spec, read: { tags: [tag], tables: [] } }),
    };
  } finally {
    await connection.exec(DROP_STAGES_SQL).catch(() => undefined);
  }
}

async function whoOf(connection: SqlConnection, { who }: MigrationSpec): Promise<Who> {
  if (who === undefined) return { kind: 'all' };
  if ('segment' in who) return { kind: 'segment', subject: await subjectOf(connection, who.segment) };
  const { id, name, n } = await findAudience(connection, who.audience);
  return { kind: 'audience', id, name, n };
}

/** A tag that reads nothing but columns of today is the same on every day. */
function refuseTimeless(tag: Tag, from: Moment, { followsDay }: DayReads): void {
  if (!('day' in from) || followsDay) return;
  const at = { path: 'tag', field: tag.id };
  throw fault('INVALID_REQUEST', 'migration.timeless', { tag: quoted(tag.name) }, { hint: 'hint.compareLoads', at });
}

interface Asked {
  readonly tag: Tag;
  readonly who: Who;
  readonly moments: { readonly from: Moment; readonly to: Moment };
  readonly reads: DayReads;
}

/** The later side first: on the as-of day it is what stands there, before anything is turned. */
async function keepBothSides(aside: Aside, asked: Asked): Promise<Pick<MigrationAnswer, 'gone' | 'members'>> {
  const { from, to } = asked.moments;
  const { connection } = aside;
  let gone = 0;
  for (const [side, moment] of [['now', to] as const, ['then', from] as const]) {
    if ('day' in moment) {
      await turnTo(aside, moment.day, asked.reads.tags);
      await keepStage(aside, side, asked.tag.id);
    } else {
      const load = await keepStageOfLoad(aside, side, asked.tag, moment.receipt);
      if (side === 'then') gone = Number(records(await connection.query(goneKeysSql(load), [], aside.call.signal))[0]?.n);
    }
    await keepMembers(aside, side, asked);
  }
  const { who } = asked;
  if (who.kind === 'audience') {
    const found = Number(records(await connection.query(COUNT_AUDIENCE_ROWS_SQL))[0]?.n);
    return { gone: who.n - found, members: null };
  }
  if (who.kind === 'all' || !('day' in from)) return { gone, members: null };
  const [change = {}] = records(await connection.query(MEMBERS_CHANGE_SQL));
  return { gone, members: { before: Number(change.then_n), after: Number(change.now_n), stayed: Number(change.stayed) } };
}

async function keepMembers({ session, connection, scope, call }: Aside, side: Side, { who, moments }: Asked): Promise<void> {
  const { rowColumn } = session.customers;
  if (who.kind === 'all') return;
  if (who.kind === 'audience') {
    const key = scope.map?.customers.key;
    const keyed = scope.map && typeof key === 'string' ? keyTag(scope.tags, scope.map.customers.table, key) : null;
    if (side === 'then') await connection.exec(createAudienceSql(who.id, rowColumn, keyed), [], call.signal);
    return;
  }
  const moment = side === 'then' ? moments.from : moments.to;
  const there = 'day' in moment ? session.onDay(moment.day) : session;
  const vocabulary = await vocabularyOf(there, connection, scope.tags, call.signal);
  checkMembership(who.subject, vocabulary);
  await connection.exec(createMembersSql(side, rowColumn, compileSegment(who.subject, vocabulary)), [], call.signal);
}

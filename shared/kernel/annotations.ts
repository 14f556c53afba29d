import { type Annotation, annotationSchema, MOST_ANNOTATIONS, type TrendAnnotation } from '../model/annotation';
import type { DayRange } from '../model/event';
import { fault } from '../model/result';
import { quoted } from '../model/saying';
import type { KernelMethods } from '../rpc/contract';
import type { Handlers } from '../rpc/method';
import { CAMPAIGN_DAYS_SQL } from '../sql/exposuresSql';
import { currentDefinitions, saveDefinition } from './definitions';
import { readEntityMap } from './entityMap';
import type { SqlConnection } from './ports';
import type { Session } from './session';
import { listReleases } from './storedCampaigns';
import { records } from './table';

type AnnotationMethods = 'annotations.list' | 'annotations.save' | 'annotations.remove';

export function annotationHandlers(session: Session): Pick<Handlers<KernelMethods>, AnnotationMethods> {
  const keep = (connection: SqlConnection, id: string, body: Annotation | null) =>
    saveDefinition(connection, { kind: 'annotation', id, body, now: session.ports.clock.now() });
  return {
    'annotations.list': () => session.readOneVersion((connection) => savedAnnotations(connection)),
    'annotations.save': async ({ annotation }) => {
      await session.write((connection) => keep(connection, annotation.id, annotation));
      session.changed('annotations');
      return annotation;
    },
    'annotations.remove': async ({ id }) => {
      await session.write(async (connection) => {
        if (!(await savedAnnotations(connection)).some((each) => each.id === id)) throw unknownAnnotation(id);
        await keep(connection, id, null);
      });
      session.changed('annotations');
      return null;
    },
  };
}

function unknownAnnotation(id: string) {
  const values = { annotation: quoted(id) };
  return fault('INVALID_REQUEST', 'annotation.unknown', values, { hint: 'hint.askAgain', at: { field: id } });
}

/** By day. */
async function savedAnnotations(connection: SqlConnection): Promise<Annotation[]> {
  const annotations = (await currentDefinitions(connection, 'annotation')).map(({ body }) => annotationSchema.parse(body));
  return annotations.sort((a, b) => (a.day === b.day ? (a.id < b.id ? -1 : 1) : a.day < b.day ? -1 : 1));
}

/** What was typed of the days of a range, campaigns with an exposure in it and those that were released for days of it, by their first days. */
export async function annotationsOf(
  connection: SqlConnection,
  { from, to }: DayRange,
  signal: AbortSignal,
): Promise<TrendAnnotation[]> {
  const typed = (await savedAnnotations(connection))
    .filter(({ day }) => day >= from && day <= to)
    .map(({ label, day }): TrendAnnotation => ({ label, from: day, to: day, campaign: false }));
  const all = [
    ...typed,
    ...(await campaignsOf(connection, { from, to }, signal)),
    ...(await releasesOf(connection, { from, to })),
  ];
  return all.sort((a, b) => (a.from < b.from ? -1 : a.from > b.from ? 1 : 0)).slice(0, MOST_ANNOTATIONS);
}

async function campaignsOf(connection: SqlConnection, { from, to }: DayRange, signal: AbortSignal): Promise<TrendAnnotation[]> {
  const map = await readEntityMap(connection);
  if (!map || map.exposures.length === 0) return [];
  const rows = records(await connection.query(CAMPAIGN_DAYS_SQL, [from, to], signal));
  return rows.map(({ campaign, first, last }) => ({
    label: String(campaign),
    from: String(first),
    to: String(last),
    campaign: true,
  }));
}

/** Those that say when they begin and end. */
async function releasesOf(connection: SqlConnection, range: DayRange): Promise<TrendAnnotation[]> {
  return (await listReleases(connection)).flatMap(({ campaign: { name, from, to } }) =>
    from !== undefined && to !== undefined && from <= range.to && to >= range.from
      ? [{ label: name, from, to, campaign: true }]
      : [],
  );
}

import { isControlName } from '../model/experimentProposals';
import { fault } from '../model/result';
import type { TagType } from '../model/tag';
import type { ContactsSource } from '../model/tagSource';
import { REACHED_RESULTS, WORK_CAMPAIGN, WORK_TABLE, workEvent } from '../model/workList';
import { ALL_VARIANTS_SQL, type ContactsTold, contactRowsSql } from '../sql/contactsSql';
import type { TagValueSql } from '../sql/tagSourcesSql';
import { eventProps } from './entitySources';
import { type EventStream, readEventStream } from './eventStream';
import type { SqlConnection } from './ports';
import type { Session } from './session';
import { ownCampaigns } from './storedCampaigns';
import { records } from './table';

interface Context {
  readonly session: Session;
  readonly connection: SqlConnection;
  readonly signal: AbortSignal;
}

/** Who does not stand there was contacted 0 times, and on no day. @throws Fault INVALID_TAG. */
export async function checkContacts(
  { session, connection, signal }: Context,
  source: ContactsSource,
): Promise<{ type: TagType; value: TagValueSql }> {
  const stream = await readEventStream(connection);
  const work = stream && workTold(stream);
  const hasExposures = (stream?.map.exposures.length ?? 0) > 0;
  if (!work && !hasExposures)
    throw fault('INVALID_TAG', 'tag.noContacts', {}, { hint: 'hint.mapExposures', at: { path: 'source' } });
  const exposures = hasExposures ? await exposuresTold(connection, source, signal) : null;
  const told = { exposures, work, asOf: session.customers.asOf };
  const isDay = source.output === 'lastDay';
  const value = { kind: 'rows', sql: contactRowsSql(source, told), otherwise: isDay ? null : 0 } as const;
  return { type: isDay ? 'date' : 'number', value };
}

async function exposuresTold(
  connection: SqlConnection,
  { controls }: ContactsSource,
  signal: AbortSignal,
): Promise<NonNullable<ContactsTold['exposures']>> {
  const own = await ownCampaigns(connection);
  if (controls) return { own, controls };
  const variants = records(await connection.query(ALL_VARIANTS_SQL, [], signal)).map(({ variant }) => String(variant));
  return { own, controls: variants.filter(isControlName) };
}

function workTold({ map, tables }: EventStream): ContactsTold['work'] {
  const source = map.events.findIndex(({ table }) => table === WORK_TABLE);
  const ofCampaign = eventProps(map, tables).find(({ from }) =>
    from.some((each) => each.source === source && each.column === WORK_CAMPAIGN),
  );
  if (source < 0 || !ofCampaign) return null;
  return { source, campaign: ofCampaign.id, reached: REACHED_RESULTS.map(workEvent), responded: workEvent('converted') };
}

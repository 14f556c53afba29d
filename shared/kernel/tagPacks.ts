import { TAG_PACKS, type TagPack } from '../model/tagPack';
import type { KernelMethods } from '../rpc/contract';
import type { CallContext, Handlers } from '../rpc/method';
import { EVENT_NAMES_SQL } from '../sql/sourcesSql';
import { eventProps } from './entitySources';
import { readEventStream } from './eventStream';
import { exposedCampaigns } from './experimentCampaigns';
import { PACK_RECIPES, type PackLanguage, packDefinitions, packUnit } from './packDefinitions';
import { isMissing, packNeeds } from './packNeeds';
import type { SqlConnection } from './ports';
import { proposeCuts } from './rfm';
import type { Session } from './session';
import { records } from './table';
import { tagScope } from './tagScope';

export function tagPackHandlers(session: Session): Pick<Handlers<KernelMethods>, 'tags.packs'> {
  return {
    'tags.packs': ({ language }, call) => session.readOneVersion((connection) => packs(session, connection, language, call)),
  };
}

/** Every pack with its definitions over what there is, or with what it lacks. */
async function packs(
  session: Session,
  connection: SqlConnection,
  language: PackLanguage,
  { signal }: CallContext,
): Promise<TagPack[]> {
  const { tags } = await tagScope(connection);
  const stream = await readEventStream(connection);
  const hasEvents = stream !== null && stream.map.events.length > 0;
  const props = hasEvents ? eventProps(stream.map, stream.tables) : [];
  const events = hasEvents ? records(await connection.query(EVENT_NAMES_SQL, [], signal)).map(({ name }) => String(name)) : [];
  const isExposed = (await exposedCampaigns(connection, signal)).length > 0;
  const found = packNeeds(tags.values(), events, props, stream?.map ?? { events: [] }, isExposed);
  const cuts = found.purchases ? await proposeCuts({ session, connection, tags, signal }, found.purchases) : null;
  // Whom campaigns reached is no column that a bank could be asked to bring.
  return TAG_PACKS.filter((id) => id !== 'contacts' || found.contacts !== undefined).map((id) => {
    const missing = PACK_RECIPES[id].needs.filter((need) => isMissing(found, need));
    const definitions = missing.length === 0 ? packDefinitions(id, found, cuts, language) : [];
    const unit = packUnit(id, found, language);
    return {
      id,
      definitions,
      ...(unit === undefined ? {} : { unit }),
      missing,
      saved: definitions.map((each) => each.id).filter((tag) => tags.has(tag)),
    };
  });
}

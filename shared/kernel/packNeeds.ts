import type { EntityMap, EventProp } from '../model/entities';
import type { Tag } from '../model/tag';
import type { PackNeed } from '../model/tagPack';
import type { RfmEvents } from '../model/tagSource';
import { REACHED_RESULTS, WORK_DAY, WORK_RESULTS, WORK_TABLE, type WorkResult, workEvent } from '../model/workList';

/** The columns and events that packs are made over, as far as there are any. */
export interface PackFound {
  readonly openedOn?: Tag;
  readonly lastActiveOn?: Tag;
  readonly assets?: Tag;
  readonly holdings: readonly Tag[];
  readonly purchases?: RfmEvents;
  readonly age?: Tag;
  readonly channel?: ChannelFound;
  readonly contacts?: ContactsFound;
}

/** What tells of contacts. */
export interface ContactsFound {
  /** Of work lists, as far as there are events of them. */
  readonly results: readonly WorkResult[];
  /** The property that is their day; null where there is none. */
  readonly day: string | null;
}

/** What says which channel somebody uses: purchases with the channel they came through, else a column. */
export type ChannelFound = { readonly event: string; readonly prop: string } | { readonly column: Tag };

/** Columns are known by their type and by what banks call them, in Chinese or English. */
const COLUMNS = {
  openedOn: { type: 'date', name: /^(open(ed|ing)?[_ ]?(date|day|on)|开户(日期|日|时间))$/i },
  lastActiveOn: {
    type: 'date',
    name: /^(last[_ ]?(login|active|activity|seen)([_ ]?(date|day|on|at))?|最近(登录|活跃|交易)(日期|时间)?)$/i,
  },
  assets: { type: 'number', name: /^(aum|total[_ ]?assets|assets|管理资产|总资产|资产|aum余额)$/i },
  age: { type: 'number', name: /^(age|年龄)$/i },
} as const;

const HOLDING = /(^|[_ ])(holder|holding|holds|has)([_ ]|$)|^持有/i;
const PURCHASE = /^(purchase|buy|购买|申购|买入)$/i;
const CHANNEL = /^(channel|渠道|交易渠道)$/i;
const CHANNEL_COLUMN = /^((preferred|main|usual)[_ ]?channel|(偏好|主要|常用)渠道)$/i;
const AMOUNT = /^(amount|paid|金额|交易金额)$/i;

export function packNeeds(
  tags: Iterable<Tag>,
  events: readonly string[],
  props: readonly EventProp[],
  map: Pick<EntityMap, 'events'>,
  isExposed: boolean,
): PackFound {
  const columns = [...tags].filter(({ source, error }) => source.kind === 'column' && !error);
  const column = (need: keyof typeof COLUMNS) => {
    const { type, name } = COLUMNS[need];
    const found = columns.find((tag) => tag.type === type && name.test(tag.id));
    return found ? { [need]: found } : {};
  };
  const event = events.find((name) => PURCHASE.test(name));
  const prop = props.find(({ id, type }) => (type === 'number' || type === 'integer') && AMOUNT.test(id))?.id;
  const channelProp = props.find(({ id, type }) => type === 'text' && CHANNEL.test(id))?.id;
  const channelColumn = columns.find(({ id, type }) => type === 'category' && CHANNEL_COLUMN.test(id));
  const ofEvents = event !== undefined && channelProp !== undefined ? { event, prop: channelProp } : undefined;
  const channel = ofEvents ?? (channelColumn && { column: channelColumn });
  return {
    ...column('openedOn'),
    ...column('lastActiveOn'),
    ...column('assets'),
    ...column('age'),
    ...(channel === undefined ? {} : { channel }),
    ...contactsFound(events, props, map, isExposed),
    holdings: columns.filter(({ id, type }) => type === 'boolean' && HOLDING.test(id)),
    ...(event === undefined || prop === undefined ? {} : { purchases: { event, where: [], prop } }),
  };
}

export function isMissing(found: PackFound, need: PackNeed): boolean {
  return need === 'holdings' ? found.holdings.length === 0 : found[need] === undefined;
}

/** None where nobody was spoken to or exposed to anything. */
function contactsFound(
  events: readonly string[],
  props: readonly EventProp[],
  map: Pick<EntityMap, 'events'>,
  isExposed: boolean,
): Pick<PackFound, 'contacts'> {
  const results = WORK_RESULTS.filter((result) => events.includes(workEvent(result)));
  const day = props.find(({ from }) =>
    from.some(({ source, column }) => map.events[source]?.table === WORK_TABLE && column === WORK_DAY),
  )?.id;
  const isSpoken = day !== undefined && results.some((result) => REACHED_RESULTS.includes(result));
  if (isSpoken) return { contacts: { results, day } };
  return isExposed ? { contacts: { results: [], day: null } } : {};
}

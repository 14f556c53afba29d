import { Fault } from '../model/result';
import { stableJson } from '../model/stableJson';
import type { KernelMethods } from '../rpc/contract';
import type { Args, Handlers } from '../rpc/method';
import { appendAudit, type NewEntry } from './audit';
import { columnClasses } from './columnClasses';
import { customerKeys, findCustomer } from './customerAt';
import { classOfTag, shownKey } from './customerMasks';
import { auditCode } from './exportKeys';
import { personColumns } from './personColumns';
import type { SqlConnection } from './ports';
import { RecentReads } from './recentReads';
import type { Session } from './session';
import { findLoad } from './tables';

/** What somebody looked at. `object` tells apart what gets an entry of its own. */
interface Look {
  readonly action: NewEntry['action'];
  readonly object: string;
  /** What the question alone says, without values of customers. */
  readonly asked: NewEntry['detail'];
  /** Null where nothing sensitive was seen. */
  detail(session: Session): Promise<NewEntry['detail'] | null>;
}

type Looks = { readonly [K in keyof KernelMethods]?: (args: Args<KernelMethods, K>) => Look };

/** The methods that show rows, values or keys of customers. */
const LOOKS = {
  'tables.page': ({ table, receipt }) => tableLook('tables.page', table, receipt),
  'tables.copy': ({ table, receipt }) => tableLook('tables.copy', table, receipt),
  'tables.profile': ({ table }) => tableLook('tables.profile', table),
  'cleanings.dropped': ({ table }) => look('table.read', { by: 'cleanings.dropped', table }),
  'cleanings.review': ({ table }) => look('table.read', { by: 'cleanings.review', table }),
  'quality.failures': ({ rule }) => look('table.read', { by: 'quality.failures', rule }),
  'imports.rejects': ({ receipt }) => look('table.read', { by: 'imports.rejects', receipt }),
  'imports.preview': ({ file }) => fileLook('imports.preview', file),
  'imports.compare': ({ file }) => fileLook('imports.compare', file),
  'exports.trace': ({ file }) => fileLook('exports.trace', file),
  'lists.list': () => look('members.read', { by: 'lists.list' }),
  'tags.distribution': ({ tag }) => tagLook('tags.distribution', tag),
  'segments.members': ({ id }) => look('members.read', { by: 'segments.members', segment: id }),
  'tags.preview': ({ definition }) => look('members.read', { by: 'tags.preview', tag: definition.id }),
  'entities.example': () => look('members.read', { by: 'entities.example' }),
  'workLists.orders': ({ campaign }) => look('workList.read', { campaign }),
  'customers.find': findLook,
  'customers.describe': ({ customer }) => customerLook(customer),
  'customers.standing': ({ customer }) => customerLook(customer),
  'customers.segments': ({ customer }) => customerLook(customer),
  'customers.timeline': ({ customer }) => customerLook(customer),
  'customers.similar': ({ customer }) => customerLook(customer),
  'customers.related': ({ customer }) => customerLook(customer),
  'rules.explain': ({ customer }) => customerLook(customer),
} satisfies Looks;

/** The methods that write files of numbers for people without the product. */
const REPORTS = ['reports.portrait', 'reports.picture', 'reports.board', 'reports.ledger', 'reports.experiment'] as const;

/**
 * The same handlers with an entry in the audit for what they show. A look does not wait for its entry, and many looks at one thing have
 * one; but while entries cannot be written, nothing more is shown. Of a report the entry comes first.
 */
export function withReadsNoted(session: Session, handlers: Handlers<KernelMethods>): Handlers<KernelMethods> {
  const recent = new RecentReads(session.ports.clock);
  const looks = Object.entries(LOOKS).map(([name, lookOf]) => {
    const answer = handlers[name as keyof typeof LOOKS] as (args: unknown, call: unknown) => Promise<unknown>;
    return [
      name,
      async (args: never, call: unknown) => {
        const shown = await answer(args, call);
        await noteLook(session, recent, lookOf(args));
        return shown;
      },
    ];
  });
  const reports = REPORTS.map((name) => {
    const write = handlers[name] as (args: unknown, call: unknown) => Promise<unknown>;
    return [
      name,
      async (args: Args<KernelMethods, (typeof REPORTS)[number]>, call: unknown) => {
        await noteReport(session, name, 'format' in args ? args.format : 'html');
        return await write(args, call);
      },
    ];
  });
  return { ...handlers, ...Object.fromEntries(looks), ...Object.fromEntries(reports) };
}

/** @throws what the last entry could not be written for. */
async function noteLook(session: Session, recent: RecentReads, look: Look): Promise<void> {
  const workspace = session.current;
  if (!workspace) return;
  const isFirst = recent.isFirst(workspace, `${look.action}\0${look.object}`);
  if (!isFirst && session.unnoted === null) return;
  const noted = session.note(async () => {
    const detail = await seen(session, look);
    return detail && { action: look.action, detail };
  });
  const isHeldUp = session.unnoted !== null;
  const settled = noted.then(() => {
    if (session.unnoted !== null) recent.forget(workspace);
  });
  if (!isHeldUp) return;
  await settled;
  if (session.unnoted !== null) throw session.unnoted;
}

/** What was shown may be gone before its entry is written: the entry then says what was asked. */
async function seen(session: Session, { asked, detail }: Look): Promise<NewEntry['detail'] | null> {
  try {
    return await detail(session);
  } catch (cause) {
    if (cause instanceof Fault) return { ...asked, gone: true };
    throw cause;
  }
}

async function noteReport(session: Session, by: string, format: string): Promise<void> {
  await session.write((connection) => appendAudit(connection, session.ports, { action: 'report.write', detail: { by, format } }));
  session.changed('audit');
}

function look(action: Look['action'], detail: NewEntry['detail']): Look {
  return { action, object: JSON.stringify(detail), asked: detail, detail: async () => detail };
}

/** Only what has sensitive columns is noted, with their names. */
function tableLook(by: string, table: string, receipt?: number): Look {
  const asked = { by, table, ...(receipt === undefined ? {} : { receipt }) };
  return {
    action: 'table.read',
    object: JSON.stringify(asked),
    asked,
    detail: (session) =>
      session.readOneVersion(async (connection) => {
        const load = await findLoad(connection, table, receipt);
        const classes = await columnClasses(session, connection, load, new AbortController().signal);
        const columns = classes.filter(({ dataClass }) => dataClass !== 'C1').map(({ column }) => column);
        return columns.length === 0 ? null : { ...asked, columns };
      }),
  };
}

/** Only what is sensitive is noted. */
function tagLook(by: string, tag: string): Look {
  const asked = { by, tag };
  return {
    action: 'table.read',
    object: JSON.stringify(asked),
    asked,
    detail: (session) =>
      session.readOneVersion(async (connection) => {
        const persons = await personColumns(session, connection, new AbortController().signal);
        return classOfTag(tag, persons) === 'C1' ? null : asked;
      }),
  };
}

function fileLook(by: string, file: string): Look {
  return {
    action: 'file.read',
    object: JSON.stringify([by, file]),
    asked: { by },
    detail: async ({ ports: { files } }) => ({ by, file: (await files.info(file)).name }),
  };
}

function customerLook(customer: string): Look {
  return {
    action: 'customer.open',
    object: customer,
    asked: {},
    detail: (session) => session.readOneVersion((connection) => customerDetail(session, connection, customer)),
  };
}

/** Which customer, as anybody may see it, with the row that tells it from others. */
async function customerDetail(session: Session, connection: SqlConnection, customer: string): Promise<NewEntry['detail']> {
  const { key, row } = await findCustomer(session, connection, customer);
  const column = (await customerKeys(connection))?.key ?? null;
  const persons = await personColumns(session, connection, new AbortController().signal);
  return { customer: shownKey(key, column, persons), row, dataVersion: session.open.dataVersion };
}

/** Whoever has the workspace can tell whether it was a certain text that was looked for, and nobody what it was. */
function findLook({ text, tag, rule }: Args<KernelMethods, 'customers.find'>): Look {
  return {
    action: 'customer.find',
    object: stableJson([text, tag, rule]),
    asked: { by: tag ? 'tag' : rule ? 'rule' : 'text' },
    detail: async (session) => {
      const code = await auditCode(session, tag ? String(tag.value) : rule ? stableJson(rule) : text);
      if (tag) return { by: 'tag', tag: tag.tag, code };
      return { by: rule ? 'rule' : 'text', code };
    },
  };
}

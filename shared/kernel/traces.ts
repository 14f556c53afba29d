import type { KeptCanaries } from '../model/canary';
import { type ListTrace, type PackageTrace, TRACE_VERDICTS, type TraceVerdict } from '../model/listTrace';
import type { KernelMethods } from '../rpc/contract';
import type { CallContext, Handlers } from '../rpc/method';
import { keptCanaries } from './exportCanaries';
import { exportKeys } from './exportKeys';
import { type FoundList, foundList } from './foundList';
import type { SqlConnection } from './ports';
import type { Session } from './session';
import { type StoredExport, storedExports } from './storedExports';
import { type Shared, sharedCustomers, type ToTrace } from './tracedCustomers';

/** Which packages a list that was found has its rows from. */
export function traceHandlers(session: Session): Pick<Handlers<KernelMethods>, 'exports.trace'> {
  return {
    'exports.trace': async ({ file }, call) => {
      const list = await foundList(session, file, call.signal);
      const exports = (await session.read(storedExports)).filter(({ state }) => state !== 'failed');
      const recipients = [...new Set(exports.map(({ spec }) => spec.recipient.name))];
      const keys = new Map<string, Uint8Array>();
      for (const name of recipients) keys.set(name, (await exportKeys(session, name)).recipient);
      const { history } = await exportKeys(session, '');
      return await session.readAside((connection) => traceList(session, connection, { list, exports, keys, history }, call));
    },
  };
}

async function traceList(session: Session, connection: SqlConnection, asked: ToTrace, call: CallContext): Promise<ListTrace> {
  const { list, exports } = asked;
  const shared = await sharedCustomers(session, connection, asked, call);
  const kept = new Map<string, KeptCanaries>();
  for (const { id } of exports) {
    const canaries = await keptCanaries(connection, id);
    if (canaries) kept.set(id, canaries);
  }
  const found = foundCanaries(list, kept);
  const packages = exports.flatMap((each) => traceOf(each, kept.get(each.id) ?? null, found, shared));
  const isBetter = (one: PackageTrace, other: PackageTrace) =>
    TRACE_VERDICTS.indexOf(one.verdict) - TRACE_VERDICTS.indexOf(other.verdict) ||
    other.canaries.found - one.canaries.found ||
    other.order.inOrder / (other.order.pairs || 1) - one.order.inOrder / (one.order.pairs || 1) ||
    other.customers.found - one.customers.found;
  return { rows: list.rows.length, customers: shared.lines, canaries: found.lines, packages: packages.sort(isBetter) };
}

interface FoundCanaries {
  /** Rows of the list. */
  readonly lines: number;
  /** Places, among its canaries, of those that are in the list. */
  readonly of: ReadonlyMap<string, ReadonlySet<number>>;
  /** Packages that alone hold one of them. */
  readonly alone: ReadonlySet<string>;
}

/** Where a cell that is of no customer stands, whatever became of columns and their names. */
function foundCanaries({ rows }: FoundList, kept: ReadonlyMap<string, KeptCanaries>): FoundCanaries {
  const places = new Map<string, (readonly [id: string, place: number])[]>();
  for (const [id, { rows: made, made: columns }] of kept) {
    for (const [place, row] of made.entries()) {
      for (const cell of columns.flatMap((column) => row[column] ?? [])) {
        places.set(cell, [...(places.get(cell) ?? []), [id, place]]);
      }
    }
  }
  const of = new Map<string, Set<number>>();
  const alone = new Set<string>();
  let lines = 0;
  for (const cells of rows) {
    const hits = cells.flatMap((cell) => (cell === null ? [] : [places.get(cell) ?? []]));
    const all = hits.flat();
    if (all.length > 0) lines += 1;
    for (const [id, place] of all) of.set(id, (of.get(id) ?? new Set()).add(place));
    for (const hit of hits) {
      const ids = new Set(hit.map(([id]) => id));
      if (ids.size === 1) for (const id of ids) alone.add(id);
    }
  }
  return { lines, of, alone };
}

/** Fewer neighbours may stand in an order by chance. */
const FEWEST_PAIRS = 20;
const MOST_OUT_OF_ORDER = 0.05;

function traceOf(each: StoredExport, kept: KeptCanaries | null, found: FoundCanaries, shared: Shared): PackageTrace[] {
  const { id, at, state, spec, manifest } = each;
  const own = found.of.get(id)?.size ?? 0;
  const { customers = 0, order = { pairs: 0, inOrder: 0 } } = shared.of.get(id) ?? {};
  if (own === 0 && customers === 0) return [];
  const byPseudonym = shared.recipient === spec.recipient.name && customers > 0;
  return [
    {
      ...{ id, at, state, name: spec.name, recipient: spec.recipient },
      verdict: verdictOf(found.alone.has(id), own > 0 || byPseudonym, order),
      canaries: { found: own, of: manifest.canaries?.n ?? 0 },
      customers: { found: customers, of: manifest.rows.leaving },
      order,
      byPseudonym,
      proof: own > 0 && kept ? { salt: kept.salt, rows: kept.rows } : null,
    },
  ];
}

function verdictOf(isAlone: boolean, isCalled: boolean, { pairs, inOrder }: PackageTrace['order']): TraceVerdict {
  if (isAlone) return 'certain';
  const isOrdered = pairs >= FEWEST_PAIRS && inOrder >= pairs * (1 - MOST_OUT_OF_ORDER);
  return isCalled || isOrdered ? 'likely' : 'possible';
}

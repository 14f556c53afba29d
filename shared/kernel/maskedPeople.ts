import type { Saying } from '../model/saying';
import type { KernelMethods } from '../rpc/contract';
import type { Handlers } from '../rpc/method';
import { findBoard } from './boards';
import { maskedAnswer } from './maskedAnswers';
import { maskedNames } from './maskedNames';
import { maskedNameIn } from './maskedQuestions';
import { askedAboutMasked, refuseMasked, SHOWS_MASKED, seenMasks, seesMasks } from './maskedRole';
import type { SqlConnection } from './ports';
import type { MaskedNames } from './resident';
import { queryTables } from './runQuery';
import type { Session } from './session';
import { tagLibrary } from './tags';

type Method = keyof KernelMethods;

/** They show, sort and compare masks themselves, tell nothing of values, or name columns of a file that whoever asks brings along. */
const MASKS_ITSELF: ReadonlySet<Method> = new Set([
  'tables.page',
  'tables.copy',
  'tables.summary',
  'tables.masks',
  'queries.run',
  'queries.page',
  'queries.copy',
  'queries.check',
  'queries.explain',
  'rules.read',
  'tags.versions',
  'tags.lineage',
  'customers.unmask',
  'classification.save',
  'exportPolicy.save',
  'imports.preview',
  'imports.alike',
  'imports.run',
]);

/** They show rows as they are, or count what whoever asks makes up about columns: there is no mask for that. */
const REFUSED: ReadonlySet<Method> = new Set([
  'imports.compare',
  'imports.rejects',
  'entities.check',
  'entities.suggest',
  'entities.apply',
  'entities.example',
  'balanceChanges.preview',
  'balanceChanges.save',
  'quality.save',
  'quality.suggest',
  'quality.run',
  'quality.failures',
  'cleanings.preview',
  'cleanings.spellings',
  'cleanings.save',
  'cleanings.apply',
  'cleanings.dropped',
  'cleanings.review',
  'workspace.recipe',
  'customers.traces',
]);

/** They answer keys of customers, or are asked by one. */
const OF_KEYS: ReadonlySet<Method> = new Set([
  'segments.members',
  'segments.compare',
  'audiences.change',
  'funnels.freeze',
  'funnels.members',
  'paths.members',
  'experiments.freeze',
  'insight.nextBest',
  'lists.list',
  'lists.save',
  'tags.preview',
  'workLists.orders',
  'customers.find',
  'customers.describe',
  'customers.standing',
  'customers.segments',
  'customers.timeline',
  'customers.similar',
  'customers.related',
  'rules.explain',
]);

export function maskHandlers(session: Session): Pick<Handlers<KernelMethods>, 'masks.seen'> {
  return {
    'masks.seen': (_, { signal }) =>
      session.readOneVersion(async (connection) => (await maskedOf(session, connection, signal)) !== null),
  };
}

/**
 * The same handlers for those who may not see masked values: a question that names what is masked is refused, and values in definitions
 * that others wrote are masked. A method that nobody thought of is searched like all others.
 */
export function withMasks(session: Session, handlers: Handlers<KernelMethods>): Handlers<KernelMethods> {
  let lastHeld: Promise<unknown> = Promise.resolve();
  // Calls reach their handlers in the order in which they came: what is saved twice is what was saved last.
  const inOrder = <T>(work: () => Promise<T>): Promise<T> => {
    const held = lastHeld.then(work);
    lastHeld = held.catch(() => undefined);
    return held;
  };
  const held = Object.entries(handlers).map(([name, handler]) => {
    const answer = handler as (args: unknown, call: { readonly signal: AbortSignal }) => Promise<unknown>;
    const method = name as Method;
    return [
      name,
      async (args: unknown, call: { readonly signal: AbortSignal }) => {
        const masked = await inOrder(() => holdCall(session, { method, args }, call.signal));
        const answered = await answer(args, call);
        return masked ? maskedAnswer(answered, masked) : answered;
      },
    ];
  });
  return Object.fromEntries(held) as Handlers<KernelMethods>;
}

/** @throws Fault ROLE_REFUSED. */
async function holdCall(session: Session, asked: Omit<Question, 'masked'>, signal: AbortSignal): Promise<MaskedNames | null> {
  const masked = await maskedHere(session, signal);
  if (masked) await session.readOneVersion((connection) => holdQuestion(session, connection, { ...asked, masked }));
  return masked;
}

/** What is masked to whoever works here; null where nothing is. */
async function maskedHere(session: Session, signal: AbortSignal): Promise<MaskedNames | null> {
  const { current } = session;
  // Nearly every call of nearly everybody: no connection is opened for it.
  if (!current || seenMasks(session) === false) return null;
  try {
    return await session.readOneVersion((connection) => maskedOf(session, connection, signal));
  } catch (cause) {
    // Of a workspace that was closed meanwhile nothing is asked any more.
    if (session.current?.engine === current.engine) throw cause;
    return await maskedHere(session, signal);
  }
}

async function maskedOf(session: Session, connection: SqlConnection, signal: AbortSignal): Promise<MaskedNames | null> {
  if (!(await seesMasks(session, connection))) return null;
  const names = await maskedNames(session, connection, signal);
  const masks = [...names.tables.values(), names.tags, names.props];
  return masks.some(({ size }) => size > 0) ? names : null;
}

interface Question {
  readonly method: Method;
  readonly args: unknown;
  readonly masked: MaskedNames;
}

/** @throws Fault ROLE_REFUSED. */
async function holdQuestion(session: Session, connection: SqlConnection, question: Question): Promise<void> {
  const said = await whyRefused(session, connection, question);
  if (said) await refuseMasked(session, connection, said);
}

async function whyRefused(
  session: Session,
  connection: SqlConnection,
  { method, args, masked }: Question,
): Promise<Saying | undefined> {
  if (REFUSED.has(method) || (masked.key && OF_KEYS.has(method))) return SHOWS_MASKED;
  if (MASKS_ITSELF.has(method)) return undefined;
  const library = session.open.customers ? await tagLibrary(session, connection) : new Map<string, unknown>();
  const tags = new Set(Array.from(library.keys(), (tag) => tag.toLowerCase()));
  const asked = await savedIn(connection, method, args);
  const name = maskedNameIn(asked, { masked, tags, tables: await queryTables(connection) });
  return name === undefined ? undefined : askedAboutMasked(name);
}

/** What is asked, with what was saved of it in its place; a customer is found by a whole value that is masked, and by no part of it. */
async function savedIn(connection: SqlConnection, method: Method, args: unknown): Promise<unknown> {
  if (method === 'customers.find') return (args as { readonly rule?: unknown }).rule;
  return method === 'reports.board' ? await findBoard(connection, (args as { readonly board: string }).board) : args;
}

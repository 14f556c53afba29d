import { quoted, type Saying, say } from '../model/saying';
import type { SqlConnection } from './ports';
import { refusalOf } from './roles';
import type { Session } from './session';

/**
 * Whether whoever works here sees masks and never what is under them: people are named, and the role of the key here may not unmask.
 * Looked for once until something is written.
 */
export async function seesMasks(session: Session, connection: SqlConnection): Promise<boolean> {
  const known = seenMasks(session);
  if (known !== undefined) return known;
  const { resident } = session.open;
  const { writes } = session;
  const is = (await refusalOf(session, connection, 'unmask', say('deed.unmask', {}))) !== null;
  resident.seesMasks = { writes, is };
  return is;
}

/** The same as it was found last, where nothing was written since; undefined where it has to be looked for. */
export function seenMasks(session: Session): boolean | undefined {
  const { seesMasks: found } = session.open.resident;
  return found?.writes === session.writes ? found.is : undefined;
}

/** Why nothing is said of a name: to ask about it is to ask for what is masked. */
export function askedAboutMasked(name: string): Saying {
  return say('deed.maskedName', { name: quoted(name) });
}

/** Why something is not answered at all: it would show masked values, or tell of them. */
export const SHOWS_MASKED: Saying = say('deed.maskedRows', {});

/** @throws Fault ROLE_REFUSED. */
export async function refuseMasked(session: Session, connection: SqlConnection, said: Saying): Promise<void> {
  const refusal = await refusalOf(session, connection, 'unmask', said);
  if (refusal) throw refusal;
}

import { type Board, boardSchema } from '../model/board';
import { fault } from '../model/result';
import { quoted } from '../model/saying';
import type { KernelMethods } from '../rpc/contract';
import type { Handlers } from '../rpc/method';
import { currentDefinitions, saveDefinition } from './definitions';
import type { SqlConnection } from './ports';
import type { Session } from './session';

type BoardMethods = 'boards.list' | 'boards.save' | 'boards.pin' | 'boards.remove';

export function boardHandlers(session: Session): Pick<Handlers<KernelMethods>, BoardMethods> {
  const keep = (connection: SqlConnection, id: string, body: Board | null) =>
    saveDefinition(connection, { kind: 'board', id, body, now: session.ports.clock.now() });
  return {
    'boards.list': () => session.readOneVersion((connection) => savedBoards(connection)),
    'boards.save': async ({ board }) => {
      await session.write((connection) => keep(connection, board.id, board));
      session.changed('boards');
      return board;
    },
    'boards.pin': async ({ board: named, item }) => {
      const board = await session.write(async (connection) => {
        const saved = (await savedBoards(connection)).find(({ id }) => id === named.id) ?? { ...named, items: [] };
        const pinned = boardSchema.parse({ ...saved, items: [...saved.items, item] });
        await keep(connection, pinned.id, pinned);
        return pinned;
      });
      session.changed('boards');
      return board;
    },
    'boards.remove': async ({ id }) => {
      await session.write(async (connection) => {
        await findBoard(connection, id);
        await keep(connection, id, null);
      });
      session.changed('boards');
      return null;
    },
  };
}

/** @throws Fault UNKNOWN_BOARD. */
export async function findBoard(connection: SqlConnection, id: string): Promise<Board> {
  const found = (await savedBoards(connection)).find((board) => board.id === id);
  if (found) return found;
  throw fault('UNKNOWN_BOARD', 'board.unknown', { board: quoted(id) }, { hint: 'hint.chooseBoard', at: { field: id } });
}

/** By name, so that a change moves none. */
async function savedBoards(connection: SqlConnection): Promise<Board[]> {
  const boards = (await currentDefinitions(connection, 'board')).map(({ body }) => boardSchema.parse(body));
  return boards.sort((a, b) => a.name.localeCompare(b.name, 'zh') || (a.id < b.id ? -1 : 1));
}

import { readHead } from '../package/auditChain';
import { READ_SETTING_SQL } from '../sql/workspaceSql';
import { appendAudit, HEAD_SETTING } from './audit';
import type { ChainAnchor } from './chainAnchor';
import type { ClockWatch } from './clockWatch';
import type { Ports, SqlConnection } from './ports';
import { raiseCommits } from './settings';
import { records } from './table';

interface Watched {
  readonly ports: Pick<Ports, 'clock'>;
  readonly clock: ClockWatch;
  readonly anchor: ChainAnchor;
}

/** One transaction, of all or nothing. A clock that was set is noted in it, and the end of the workspace is kept elsewhere after it. */
export async function auditedTransaction<T>(
  connection: SqlConnection,
  { ports, clock, anchor }: Watched,
  work: (connection: SqlConnection) => Promise<T>,
): Promise<T> {
  await connection.exec('BEGIN');
  try {
    const jump = clock.jump();
    if (jump) await appendAudit(connection, ports, jump);
    const result = await work(connection);
    const head = readHead(String(records(await connection.query(READ_SETTING_SQL, [HEAD_SETTING]))[0]?.value));
    const commits = await raiseCommits(connection);
    await connection.exec('COMMIT');
    if (jump) clock.reset();
    if (head) anchor.keep({ head, commits });
    return result;
  } catch (cause) {
    await connection.exec('ROLLBACK').catch(() => undefined);
    throw cause;
  }
}

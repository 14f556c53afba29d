import { appendAudit } from '#shared/kernel/audit';
import { isLossy, type Rescue, rescuedShare, wholeName } from '#shared/model/rescue';
import { nativeEngines } from './nativeEngine';
import type { NodeFiles } from './nodeFiles';

interface Noted {
  /** The name of the damaged file. */
  readonly from: string;
  readonly rescue: Omit<Rescue, 'sealed'>;
}

/** Writes into the chain of a rescued workspace where it is from and what it lacks, without a value of it. */
export async function noteRescue(files: NodeFiles, path: string, { from, rescue }: Noted): Promise<void> {
  const { tables, log } = rescue;
  const { rows, of, unknown } = rescuedShare(tables);
  const lost = Object.fromEntries(tables.filter(isLossy).map((table) => [wholeName(table), table.lost]));
  const engine = await nativeEngines(files).open(files.grant(path), {});
  try {
    const connection = await engine.connect();
    await connection.exec('BEGIN');
    const detail = { from, tables: tables.length, rows, of, unknown, log, lost };
    await appendAudit(connection, { clock: Date }, { action: 'workspace.rescue', detail });
    await connection.exec('COMMIT');
  } finally {
    await engine.close();
  }
}

import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { nodeAnchors } from '../../../electron/engine/nodeAnchors';
import { nodeKeyring } from '../../../electron/engine/nodeKeyring';
import { nodePorts } from '../../../electron/engine/nodePorts';
import { applyEntities } from '../../../shared/kernel/entities';
import { runImport } from '../../../shared/kernel/imports';
import { Session } from '../../../shared/kernel/session';
import { records } from '../../../shared/kernel/table';
import { createWorkspace } from '../../../shared/kernel/workspace';
import { COUNT_CUSTOMERS_SQL } from '../../../shared/sql/entitiesSql';
import { describeEngines } from '../../support/engines';

const MAP = { customers: { table: 'people', key: 'id' }, attributes: [], events: [], balances: [], exposures: [], relations: [] };
const CALL = { signal: new AbortController().signal, progress: () => undefined };

describeEngines('an answer of one data version', (engine) => {
  it('is made again when the customers were loaded anew while it was made', async () => {
    const session = new Session(
      nodePorts({
        engines: engine.factory,
        files: engine.files,
        keys: nodeKeyring(join(engine.folder, 'own.pem')),
        anchors: nodeAnchors(engine.files, join(engine.folder, 'own.pem')),
        writeLog: () => undefined,
      }),
      () => undefined,
    );
    await createWorkspace(session, engine.files.grant(join(engine.folder, 'session.huaxiang')));
    await load(session, 'id,age\n1,20\n2,30\n3,40\n');
    await session.writeData(async (connection, change) => {
      change.customers = (await applyEntities(session, connection, MAP)).state;
    });

    const seen: unknown[] = [];
    const answer = await session.readOneVersion(async (connection) => {
      const { customers } = session.customers;
      const counted = records(await connection.query(COUNT_CUSTOMERS_SQL))[0]?.n;
      seen.push(counted);
      if (seen.length === 1) await load(session, 'id,age\n1,20\n');
      return { customers, counted };
    });

    expect(seen).toEqual([3, 1]);
    expect(answer).toEqual({ customers: 1, counted: 1 });
    await session.replace(null);
  });

  it('is refused as it was where the data did not change', async () => {
    const session = new Session(
      nodePorts({
        engines: engine.factory,
        files: engine.files,
        keys: nodeKeyring(join(engine.folder, 'own.pem')),
        anchors: nodeAnchors(engine.files, join(engine.folder, 'own.pem')),
        writeLog: () => undefined,
      }),
      () => undefined,
    );
    await createWorkspace(session, null);
    let runs = 0;
    const failing = session.readOneVersion(async () => {
      runs += 1;
      throw new Error('no');
    });
    await expect(failing).rejects.toThrow('no');
    expect(runs).toBe(1);
    await session.replace(null);
  });

  async function load(session: Session, text: string): Promise<void> {
    const path = join(engine.folder, 'people.csv');
    writeFileSync(path, text);
    await runImport(session, { file: engine.files.grant(path), table: 'people', options: {} }, CALL);
  }
});

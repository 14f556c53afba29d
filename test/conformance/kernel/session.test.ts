import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { nodeAnchors } from '../../../electron/engine/nodeAnchors';
import { nodeKeyring } from '../../../electron/engine/nodeKeyring';
import { nodePorts } from '../../../electron/engine/nodePorts';
import { lastEntry } from '../../../shared/kernel/audit';
import { withReadsNoted } from '../../../shared/kernel/auditedReads';
import { dropHandlers } from '../../../shared/kernel/dropTable';
import { applyEntities } from '../../../shared/kernel/entities';
import { runImport } from '../../../shared/kernel/imports';
import { Session } from '../../../shared/kernel/session';
import { records } from '../../../shared/kernel/table';
import { tableRowHandlers } from '../../../shared/kernel/tableRows';
import { createWorkspace } from '../../../shared/kernel/workspace';
import type { KernelMethods } from '../../../shared/rpc/contract';
import type { Handlers } from '../../../shared/rpc/method';
import { COUNT_CUSTOMERS_SQL } from '../../../shared/sql/entitiesSql';
import { describeEngines, type EngineUnderTest } from '../../support/engines';

const MAP = { customers: { table: 'people', key: 'id' }, attributes: [], events: [], balances: [], exposures: [], relations: [] };
const CALL = { signal: new AbortController().signal, progress: () => undefined };

function sessionOn({ factory, files, folder }: EngineUnderTest): Session {
  return new Session(
    nodePorts({
      engines: factory,
      files,
      keys: nodeKeyring(join(folder, 'own.pem')),
      anchors: nodeAnchors(files, join(folder, 'own.pem')),
      writeLog: () => undefined,
    }),
    () => undefined,
  );
}

async function load({ folder, files }: EngineUnderTest, session: Session, text: string): Promise<void> {
  const path = join(folder, 'people.csv');
  writeFileSync(path, text);
  await runImport(session, { file: files.grant(path), table: 'people', options: {} }, CALL);
}

describeEngines('an answer of one data version', (engine) => {
  it('is made again when the customers were loaded anew while it was made', async () => {
    const session = sessionOn(engine);
    await createWorkspace(session, engine.files.grant(join(engine.folder, 'session.huaxiang')));
    await load(engine, session, 'id,age\n1,20\n2,30\n3,40\n');
    await session.writeData(async (connection, change) => {
      change.customers = (await applyEntities(session, connection, MAP)).state;
    });

    const seen: unknown[] = [];
    const answer = await session.readOneVersion(async (connection) => {
      const { customers } = session.customers;
      const counted = records(await connection.query(COUNT_CUSTOMERS_SQL))[0]?.n;
      seen.push(counted);
      if (seen.length === 1) await load(engine, session, 'id,age\n1,20\n');
      return { customers, counted };
    });

    expect(seen).toEqual([3, 1]);
    expect(answer).toEqual({ customers: 1, counted: 1 });
    await session.replace(null);
  });

  it('is refused as it was where the data did not change', async () => {
    const session = sessionOn(engine);
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
});

describeEngines('a look at what is gone before it is noted', (engine) => {
  it('has an entry of what was asked, and holds up no look after it', async () => {
    const session = sessionOn(engine);
    await createWorkspace(session, null);
    await load(engine, session, 'id,age\n1,20\n');
    const page = tableRowHandlers(session)['tables.page'];
    const dropAtOnce: typeof page = async (asked, call) => {
      const shown = await page(asked, call);
      await dropHandlers(session)['tables.drop'](asked, call);
      return shown;
    };
    const handlers = withReadsNoted(session, { 'tables.page': dropAtOnce } as Handlers<KernelMethods>);
    await handlers['tables.page']({ table: 'people', offset: 0, limit: 10 }, CALL);
    await session.noted();
    expect(session.unnoted).toBeNull();
    const entry = await session.read(lastEntry);
    expect(entry).toMatchObject({ action: 'table.read', detail: '{"by":"tables.page","gone":true,"table":"people"}' });
    await session.replace(null);
  });
});

import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { demoEntities } from '../../../shared/demo/workspacePlan';
import type { EntityMap } from '../../../shared/model/entities';
import { BANK } from '../../support/berka';
import { describeEngines } from '../../support/engines';
import { startKernel, type TestKernel } from '../../support/kernel';

const MAP: EntityMap = {
  customers: { table: 'client', key: 'client_id' },
  attributes: [],
  events: [
    {
      table: 'card',
      customer: { column: 'disp_id', via: [{ table: 'disp', from: 'disp_id', to: 'client_id' }] },
      time: 'issued',
      name: { value: 'card' },
      props: [],
    },
    {
      table: 'trans',
      customer: {
        column: 'account_id',
        via: [{ table: 'disp', from: 'account_id', to: 'client_id', where: '"type" = \'OWNER\'' }],
      },
      time: 'date',
      name: { column: 'type' },
      props: ['amount'],
    },
  ],
  balances: [{ table: 'savings', customer: 'client_id', day: 'month_end', props: ['saved'] }],
  exposures: [],
  relations: [],
};

describeEngines('a suggested map', (engine) => {
  let test: TestKernel;

  beforeAll(() => {
    test = startKernel(engine);
  });
  afterAll(() => test.kernel.close());

  async function load(tables: Readonly<Record<string, string>>): Promise<void> {
    await test.call('workspace.create', { file: null });
    for (const [table, text] of Object.entries(tables)) {
      const path = join(engine.folder, `${table}.csv`);
      writeFileSync(path, text);
      await test.call('imports.run', { file: test.grant(path), table, options: { header: true } });
    }
  }

  it('finds the way from transactions over owners to clients, and can be applied', async () => {
    await load(BANK);
    const { map, roles, links } = await test.call('entities.suggest', {});
    expect(map).toEqual(MAP);
    expect(roles.map(({ table, role }) => [table, role])).toEqual([
      ['account', 'none'],
      ['card', 'events'],
      ['client', 'customers'],
      ['disp', 'link'],
      ['savings', 'balances'],
      ['trans', 'events'],
    ]);
    const told = links.map(({ from, to, cardinality, values, found, where }) => {
      const names = `${from.table}.${from.column} ${cardinality} ${to.table}.${to.column}`;
      return `${names} ${found}/${values}${where === undefined ? '' : ` ${where}`}`;
    });
    expect(told.sort()).toEqual([
      'account.account_id 1:1 disp.account_id 30/30 "type" = \'OWNER\'',
      'card.disp_id 1:1 disp.disp_id 20/20',
      'disp.account_id n:1 account.account_id 30/30',
      'disp.client_id 1:1 client.client_id 40/40',
      'savings.client_id n:1 client.client_id 30/30',
      'trans.account_id n:1 account.account_id 30/30',
      'trans.account_id n:1 disp.account_id 30/30 "type" = \'OWNER\'',
      'trans.account_id n:m disp.account_id 30/30',
    ]);
    expect(links.every(({ exact }) => exact)).toBe(true);
    const { sources } = await test.call('entities.apply', { map: MAP });
    expect(sources.map(({ rows, matched, customers }) => [rows, matched, customers])).toEqual([
      [20, 20, 20],
      [200, 200, 30],
      [90, 90, 30],
    ]);
  });

  it('has no map where no column is a key', async () => {
    await load({ notes: 'word,n\na,1\na,1\nb,2\n' });
    expect(await test.call('entities.suggest', {})).toEqual({
      map: null,
      roles: [{ table: 'notes', rows: 3, role: 'none', keys: [] }],
      links: [],
    });
  });

  // The other language differs in names only, so the slower engine need not see it.
  it.each(engine.name === 'native' ? (['zh', 'en'] as const) : (['zh'] as const))(
    'has all that the map of the demo bank in %s says',
    async (language) => {
      const folder = join(engine.folder, language);
      mkdirSync(folder);
      await test.call('demo.create', { folder: test.grant(folder), customers: 300, events: 6000, language });
      const { map, links } = await test.call('entities.suggest', {});
      const applied = demoEntities(language);
      expect(map?.customers).toEqual(applied.customers);
      expect(map?.attributes).toEqual(applied.attributes);
      expect(map?.exposures).toEqual(applied.exposures);
      // Besides, it takes holdings for events and month-end balances for balances.
      expect(map?.events.map(({ table }) => table)).toEqual(['events', 'holdings']);
      expect(map?.events[0]).toEqual(applied.events[0]);
      expect(map?.balances).toMatchObject([{ table: 'balances', customer: applied.customers.key }]);
      expect(links.filter(({ cardinality }) => cardinality !== 'n:m').length).toBeGreaterThan(6);
      const checked = await test.call('entities.check', { map: map as EntityMap });
      expect(checked.sources.map(({ unmatched, ambiguousKeys }) => unmatched + ambiguousKeys)).toEqual([0, 0, 0, 0]);
    },
  );
});

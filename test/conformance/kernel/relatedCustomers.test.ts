import { afterAll, beforeAll, expect, it } from 'vitest';
import { describeEngines } from '../../support/engines';
import { startTagKernel, type TagKernel } from '../../support/tagKernel';

const CUSTOMERS = `id,mobile
C1,13800000001
C2,13800000002
C3,13800000003
C4,13800000004
C5,13800000005
C6,13800000006
`;
/** C1 guarantees C2 twice and gets money from C3; C2 leads to C4, and both C2 and C3 to C5; C6 is only linked with itself; X is nobody. */
const RELATIONS = `one,other,kind
C1,C2,guarantor
C1,C2,guarantor
C3,C1,transfer
C2,C1,family
C1,X,transfer
C2,C4,family
C5,C2,family
C3,C5,transfer
C3,C5,
C6,C6,family
,C1,family
`;
const MAP = { customers: { table: 'customers', key: 'id' } };
const SOURCE = { table: 'relations', from: 'one', to: 'other', kind: 'kind' };

describeEngines('customers whom a table links', (engine) => {
  let test: TagKernel;
  const related = (customer: string) => test.call('customers.related', { customer });

  beforeAll(async () => {
    test = startTagKernel(engine);
    await test.call('workspace.create', { file: null });
    await test.load('customers', CUSTOMERS);
    await test.load('relations', RELATIONS);
    await test.call('entities.apply', { map: { ...MAP, relations: [SOURCE] } });
  }, 60_000);
  afterAll(() => test.kernel.close());

  it('are told by kind and by who is named first', async () => {
    const { isMapped, kinds, strangers } = await related('C1');
    expect({ isMapped, strangers }).toEqual({ isMapped: true, strangers: 1 });
    expect(kinds).toEqual([
      { kind: 'guarantor', outward: true, customers: 1, links: 2 },
      { kind: 'family', outward: false, customers: 1, links: 1 },
      { kind: 'transfer', outward: false, customers: 1, links: 1 },
    ]);
  });

  it('are listed over two hops, those with most rows first', async () => {
    const { hops } = await related('C1');
    const told = hops.map(({ n, customers }) => [n, customers.map(({ key, links, through }) => [key, links, through])]);
    expect(told).toEqual([
      [
        2,
        [
          ['C2', 3, 0],
          ['C3', 1, 0],
        ],
      ],
      [
        2,
        [
          ['C5', 3, 2],
          ['C4', 1, 1],
        ],
      ],
    ]);
    expect(hops[0]?.customers[0]?.relations).toEqual([
      { kind: 'guarantor', outward: true },
      { kind: 'family', outward: false },
    ]);
  });

  it('are none of a customer who is linked only with itself', async () => {
    const { isMapped, kinds, hops, strangers } = await related('C6');
    expect({ isMapped, kinds, strangers }).toEqual({ isMapped: true, kinds: [], strangers: 0 });
    expect(hops).toEqual([
      { n: 0, customers: [] },
      { n: 0, customers: [] },
    ]);
  });

  it('need a table that the map names, with its columns, and a customer that there is', async () => {
    const wrong = { ...MAP, relations: [{ ...SOURCE, to: 'nobody' }] };
    await expect(test.call('entities.apply', { map: wrong })).rejects.toMatchObject({
      error: { code: 'UNKNOWN_COLUMN', at: { path: 'relations.0', field: 'nobody' } },
    });
    await expect(related('C9')).rejects.toMatchObject({ error: { code: 'UNKNOWN_CUSTOMER' } });
  });

  it('show a key that is a number of a person masked', async () => {
    await test.load('links', 'one,other\n13800000001,13800000002\n');
    const relations = [{ table: 'links', from: 'one', to: 'other' }];
    await test.call('entities.apply', { map: { customers: { table: 'customers', key: 'mobile' }, relations } });
    const { hops, kinds } = await related('13800000001');
    expect(hops[0]?.customers[0]).toMatchObject({ key: '13800000002', shownKey: '138****0002' });
    expect(kinds).toEqual([{ kind: null, outward: true, customers: 1, links: 1 }]);
  });

  it('are not there where no table is named', async () => {
    await test.call('entities.apply', { map: MAP });
    const { isMapped, kinds, hops } = await related('C1');
    expect({ isMapped, kinds, n: hops.map(({ n }) => n) }).toEqual({ isMapped: false, kinds: [], n: [0, 0] });
  });

  it('are suggested from a table with the keys of two customers in a row', async () => {
    const fresh = startTagKernel(engine);
    await fresh.call('workspace.create', { file: null });
    const ids = Array.from({ length: 30 }, (_, row) => `K${100 + row}`);
    await fresh.load('clients', ['client_id', ...ids].join('\n'));
    const rows = ids.map((id, row) => `${id},${ids[(row * 7 + 3) % ids.length]},${row % 2 === 0 ? 'family' : 'guarantor'}`);
    await fresh.load('ties', ['one,other,what', ...rows].join('\n'));
    const { map, roles } = await fresh.call('entities.suggest', {});
    expect(map?.relations).toEqual([{ table: 'ties', from: 'one', to: 'other', kind: 'what' }]);
    expect(roles.find(({ table }) => table === 'ties')?.role).toBe('relations');
    await fresh.kernel.close();
  });
});

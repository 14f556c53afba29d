import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Role } from '#shared/model/role';
import type { KernelMethods } from '#shared/rpc/contract';
import type { Input } from '#shared/rpc/method';
import { describeEngines } from '../../support/engines';
import { openExportBank } from '../../support/exportBank';
import type { TagKernel } from '../../support/tagKernel';

type Policy = Input<KernelMethods, 'exportPolicy.save'>['policy'];

const OTHER = 'ab'.repeat(32);
const SPEC = {
  name: '名单',
  from: { segment: 'all' },
  columns: [{ name: '客户', treatment: { kind: 'hash' as const } }],
};
const olderThan = (age: number) => ({ kind: 'expression' as const, sql: `CASE WHEN age > ${age} THEN 1 ELSE 0 END` });
const AGE = { kind: 'column' as const, table: 'people', column: 'age' };

describeEngines('a role', (engine) => {
  let test: TagKernel;
  let publicKey: string;

  beforeAll(async () => {
    test = await openExportBank(engine);
    ({ publicKey } = await test.call('keys.own', {}));
    await test.save('old', olderThan(50));
    await test.save('older', { kind: 'bucket', tag: 'old', edges: [0.5], labels: ['no', 'yes'], method: 'typed' });
  });
  afterAll(() => test.kernel.close());

  /** As an admin does it at another machine, where the key here cannot. */
  async function be(role: Role | null, more: Policy = {}) {
    const people = [{ name: '管', publicKey: OTHER, role: 'admin' as const }];
    if (role !== null) people.push({ name: '我', publicKey, role: role as 'admin' });
    const policy = JSON.stringify({ ...(await test.call('exportPolicy.get', {})).policy, ...more, people });
    const saved = "(SELECT max(version) FROM meta.definitions WHERE kind = 'exportPolicy')";
    const sql = `UPDATE meta.definitions SET body = $1 WHERE kind = 'exportPolicy' AND version = ${saved}`;
    await test.countBySql(sql, [policy]);
  }

  const reason = '客户来电核实';
  const file = () => test.grant(join(engine.folder, 'a.hxpkg'));
  /** What takes a role, and how it is refused. */
  const refusals = async () => ({
    tagClass: await refused('tags.save', {
      definition: { id: 'age', name: 'age', source: AGE, sensitivity: await otherClass() },
    }),
    export: await refused('exports.request', { spec: SPEC, file: file() }),
    preview: await refused('exports.preview', { spec: SPEC }),
    unmask: await refused('customers.unmask', { customer: 'P1001', field: 'mobile', reason }),
    exportPolicy: await refused('exportPolicy.save', { policy: {} }),
    classes: await refused('classification.save', { change: { columns: [] } }),
    mandatory: await refused('contactPolicy.save', { policy: { rules: [await otherRule()] } }),
  });

  /** What is no change takes no role, so each attempt is at something else than what is there. */
  const otherClass = async () =>
    (await test.call('tags.list', {})).find(({ id }) => id === 'age')?.sensitivity === 'C1' ? 'C2' : 'C1';
  const otherRule = async () => {
    const { rules } = (await test.call('contactPolicy.get', {})).policy;
    return {
      id: `${rules[0]?.id}-`,
      label: '年长',
      mandatory: true,
      who: { kind: 'tag' as const, tag: 'age', op: 'gte' as const, values: [55] },
    };
  };

  async function refused<K extends keyof KernelMethods>(method: K, args: Input<KernelMethods, K>): Promise<string | null> {
    const failed = await test.call(method, args).then(
      () => null,
      (cause: { error?: { code: string; message: string } }) => cause.error ?? null,
    );
    return failed?.code === 'ROLE_REFUSED' ? failed.message : null;
  }

  it('is nobody’s until people are named, and whoever names them stays admin', async () => {
    expect(Object.values(await refusals()).filter(Boolean)).toEqual([]);
    const people = [{ name: '管', publicKey: OTHER, role: 'admin' as const }];
    const alone = await test.failure('exportPolicy.save', { policy: { people } });
    expect(alone.message).toBe(`people: your own key ${publicKey} has to be among them as admin.`);
    const twice = [
      ...people,
      { name: '我', publicKey, role: 'admin' as const },
      { name: '又', publicKey: OTHER, role: 'analyst' as const },
    ];
    expect((await test.failure('exportPolicy.save', { policy: { people: twice } })).message).toContain('named twice');
    await test.call('exportPolicy.save', { policy: { people: twice.slice(0, 2) } });
    const { entries } = await test.call('audit.list', { offset: 0, limit: 1 });
    expect(JSON.parse(entries[0]?.detail ?? '')).toMatchObject({
      people: [
        { publicKey: OTHER, role: 'admin' },
        { publicKey, role: 'admin' },
      ],
    });
  });

  it('lets a reviewer look, and neither export, unmask, nor change what protects customers', async () => {
    await be('reviewer');
    const found = await refusals();
    expect(Object.entries(found).filter(([, message]) => message === null)).toEqual([]);
    expect(await refused('customers.erase', { customer: 'P1001', reason })).toContain('one of these roles: admin.');
    expect(found.export).toMatch(
      /^Exporting customers takes one of these roles: analyst, admin\. Your key [0-9a-f ]+ is reviewer\.$/,
    );
    expect(await test.call('segments.list', {})).toHaveLength(1);
  });

  it('lets an analyst export and unmask as the policy allows, and change the contact policy but for its mandatory rules', async () => {
    await be('analyst');
    const { export: exported, preview, unmask, ...others } = await refusals();
    expect([exported, preview, unmask]).toEqual([null, null, null]);
    expect(Object.entries(others).filter(([, message]) => message === null)).toEqual([]);
    const { policy } = await test.call('contactPolicy.get', {});
    const cap = { id: 'month', label: '月', n: 2, per: { n: 1, unit: 'month' as const } };
    await test.call('contactPolicy.save', { policy: { ...policy, caps: [cap] } });
    await be('analyst', { unmask: ['admin'] });
    expect((await refusals()).unmask).toContain('roles: admin.');
  });

  it('lets an analyst rename a tag that a mandatory rule reads by way of another, and not redefine it', async () => {
    await be('admin');
    const { policy } = await test.call('contactPolicy.get', {});
    const who = { kind: 'tag' as const, tag: 'older', op: 'is' as const, values: ['yes'] };
    await test.call('contactPolicy.save', {
      policy: { ...policy, rules: [...policy.rules, { id: 'older', label: '年长', mandatory: true, who }] },
    });
    await be('analyst', { unmask: ['analyst', 'admin'] });
    const definition = (age: number, name: string) => ({ definition: { id: 'old', name, source: olderThan(age) } });
    expect(await refused('tags.save', definition(50, '年长者'))).toBeNull();
    expect(await refused('tags.save', definition(51, '年长者'))).toMatch(
      /^Redefining the tag "年长者", which a mandatory rule .* reads, takes/,
    );
    expect(await refused('tags.save', { definition: { id: 'mine', name: '我', source: olderThan(51) } })).toBeNull();
    await be('admin');
    expect(await refused('tags.save', definition(51, '年长者'))).toBeNull();
  });

  it('lets an analyst rename what a mandatory rule reads by way of segments, and redefine none of it', async () => {
    await be('admin');
    const is = (tag: string, value: string | number) => ({ kind: 'tag' as const, tag, op: 'is' as const, values: [value] });
    const inside = (segment: string) => ({ kind: 'segment' as const, segment, member: true });
    const inner = { id: 'inner', name: '内', who: { kind: 'list' as const, list: 'kept', member: true } };
    const outer = { id: 'outer', name: '外', who: inside('inner'), limit: { n: 100, per: 'level', by: { expression: 'depth' } } };
    const kept = { id: 'kept', name: '名单', table: 'people', key: 'id' };
    await test.save('level', olderThan(30));
    await test.save('depth', olderThan(20));
    await test.call('lists.save', { list: kept });
    await test.call('segments.save', { segment: inner });
    await test.call('segments.save', { segment: outer });
    await test.save('seg', { kind: 'segment', segment: 'outer' });
    const { policy } = await test.call('contactPolicy.get', {});
    const rule = {
      id: 'seg',
      label: '段',
      mandatory: true,
      who: { kind: 'tag' as const, tag: 'seg', op: 'is' as const, values: [true] },
    };
    await test.call('contactPolicy.save', { policy: { ...policy, rules: [...policy.rules, rule] } });

    await be('analyst', { unmask: ['analyst', 'admin'] });
    const redefined = async () => ({
      inner: await refused('segments.save', { segment: { ...inner, who: is('level', 1) } }),
      outer: await refused('segments.save', { segment: { ...outer, limit: { ...outer.limit, n: 99 } } }),
      kept: await refused('lists.save', { list: { ...kept, key: 'name' } }),
      level: await refused('tags.save', { definition: { id: 'level', name: 'level', source: olderThan(31) } }),
      depth: await refused('tags.save', { definition: { id: 'depth', name: 'depth', source: olderThan(21) } }),
    });
    const found = await redefined();
    expect(Object.entries(found).filter(([, message]) => message === null)).toEqual([]);
    expect(found.inner).toMatch(
      /^Redefining the segment "内", which a mandatory rule .* reads, takes one of these roles: admin\./,
    );
    expect(found.kept).toContain('Redefining the list "名单"');
    const off = { kind: 'all' as const, rules: [inner.who, { ...is('level', 1), disabled: true as const }] };
    expect(await refused('segments.save', { segment: { ...inner, name: '内一', description: '新' } })).toBeNull();
    expect(await refused('segments.save', { segment: { ...inner, who: off } })).toContain('segment');
    expect(await refused('segments.save', { segment: { id: 'mine', name: '我', who: is('level', 1) } })).toBeNull();
    expect(await refused('lists.save', { list: { ...kept, description: '新' } })).toBeNull();
    await be('admin');
    expect(Object.values(await redefined()).filter(Boolean)).toEqual([]);
  });

  it('is none of a key that is not named', async () => {
    await be(null);
    const found = await refusals();
    expect(Object.entries(found).filter(([, message]) => message === null)).toEqual([]);
    expect(found.export).toContain('is not named.');
  });
});

import { copyFileSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import type { AuditAction, AuditFilter } from '../../../shared/model/audit';
import { describeEngines } from '../../support/engines';
import { startTagKernel } from '../../support/tagKernel';

const PEOPLE = 'id,姓名,手机,city\nC1,王芳,13800001111,深圳\nC2,李娜,13800002222,广州\nC3,张伟,13800003333,深圳\n';

describeEngines('the audit of a workspace', (engine) => {
  const path = join(engine.folder, 'audited.huaxiang');
  const test = startTagKernel(engine);
  afterAll(() => test.kernel.close());

  const entriesOf = async (...actions: AuditAction[]) => {
    const { entries } = await test.call('audit.list', { offset: 0, limit: 100, filter: { actions } });
    return entries.toReversed().map(({ detail }) => JSON.parse(detail));
  };
  const found = async (filter: AuditFilter) => (await test.call('audit.list', { offset: 0, limit: 100, filter })).total;
  const page = { table: 'people', offset: 0, limit: 10 };

  it('notes what is done with data and definitions, in the same transaction', async () => {
    await test.call('workspace.create', { file: test.grant(path) });
    await test.load('people', PEOPLE);
    await test.load('cities', 'city\n深圳\n');
    await test.call('entities.apply', { map: { customers: { table: 'people', key: 'id' }, asOf: '2026-06-30' } });
    await test.call('segments.save', { segment: { id: 'all', name: '全部', who: { kind: 'all', rules: [] } } });
    await test.call('audiences.freeze', { segment: 'all', name: 'June' });
    await test.call('segments.save', { segment: { id: 'gone', name: '一时', who: { kind: 'all', rules: [] } } });
    await test.call('segments.remove', { id: 'gone' });
    await test.call('tables.drop', { table: 'cities' });
    expect(await entriesOf('workspace.create')).toMatchObject([{ engine: engine.name }]);
    expect(await entriesOf('import.run')).toMatchObject([
      { table: 'people', rows: 3, receipt: 1 },
      { table: 'cities', rows: 1, receipt: 2 },
    ]);
    expect(await entriesOf('table.drop')).toEqual([{ table: 'cities' }]);
    expect((await entriesOf('definition.save')).map(({ kind, id, version }) => [kind, id, version])).toEqual([
      ['entities', expect.any(String), 1],
      ['segment', 'all', 1],
      ['segment', 'gone', 1],
    ]);
    expect(await entriesOf('definition.remove')).toEqual([{ kind: 'segment', id: 'gone', version: 2, hash: null }]);
    expect(await entriesOf('audience.freeze')).toMatchObject([{ segment: 'all', customers: 3 }]);
    expect(await test.failure('tables.drop', { table: 'nope' })).toMatchObject({ code: 'UNKNOWN_TABLE' });
    expect(await entriesOf('table.drop')).toHaveLength(1);
  });

  it('has one entry for many looks at one thing, and none for what is not sensitive', async () => {
    for (const offset of [0, 1, 2]) await test.call('tables.page', { ...page, offset });
    expect((await entriesOf('table.read')).filter(({ by }) => by === 'tables.page')).toEqual([
      { by: 'tables.page', table: 'people', columns: ['姓名', '手机'] },
    ]);
    await test.load('plain', 'city,n\n深圳,1\n广州,2\n');
    await test.call('tables.page', { ...page, table: 'plain' });
    expect((await entriesOf('table.read')).some(({ table }) => table === 'plain')).toBe(false);
    await test.call('segments.members', { id: 'all', offset: 0, limit: 10 });
    await test.call('customers.describe', { customer: 'C2' });
    await test.call('customers.timeline', { customer: 'C2' });
    for (const tag of ['手机', '手机', 'id']) await test.call('tags.distribution', { tag });
    expect((await entriesOf('table.read')).filter(({ by }) => by === 'tags.distribution')).toEqual([
      { by: 'tags.distribution', tag: '手机' },
    ]);
    expect(await entriesOf('members.read')).toMatchObject([{ segment: 'all' }]);
    await test.call('lists.list', {});
    expect(await entriesOf('members.read')).toMatchObject([{ segment: 'all' }, { by: 'lists.list' }]);
    expect(await entriesOf('customer.open')).toMatchObject([{ customer: 'C2', row: 1 }]);
  });

  it('holds no value that was looked for or typed', async () => {
    await test.call('customers.find', { text: '2222' });
    await test.call('customers.find', { text: '3333' });
    await test.call('customers.find', { text: ' 2222 ' });
    const codes = (await entriesOf('customer.find')).map(({ code }) => code);
    expect(codes).toEqual([expect.stringMatching(/^[\da-f]{24}$/), expect.stringMatching(/^[\da-f]{24}$/)]);
    expect(codes[0]).not.toBe(codes[1]);
    await test.call('queries.run', { sql: 'SELECT "手机" FROM data.people WHERE "姓名" = \'王芳\' -- 13800001111' });
    expect(await entriesOf('query.run')).toEqual([
      { sql: 'SELECT "手机" FROM data . people WHERE "姓名" = ?', rows: 1, columns: 1, classes: ['C2'] },
    ]);
    await test.failure('queries.run', { sql: "SELECT nobody FROM people WHERE id = '王芳'" });
    expect(await entriesOf('query.fail')).toEqual([{ sql: 'SELECT nobody FROM people WHERE id = ?', error: 'UNKNOWN_COLUMN' }]);
    const { entries } = await test.call('audit.list', { offset: 0, limit: 1000 });
    expect(JSON.stringify(entries)).not.toMatch(/1380000\d{4}|王芳|李娜|[^\d]2222[^\d]/);
  });

  it('finds entries by action, person, day, object and text', async () => {
    const { total, entries, actors } = await test.call('audit.list', { offset: 0, limit: 1000 });
    const day = entries[0]?.at.slice(0, 10) ?? '';
    expect(entries).toHaveLength(total);
    expect(await found({ actor: actors[0] ?? '' })).toBe(total);
    expect(await found({ actor: 'nobody' })).toBe(0);
    expect(await found({ from: '2020-01-01', to: day })).toBe(total);
    expect(await found({ to: '2020-01-01' })).toBe(0);
    expect(await found({ object: 'cities' })).toBe(2);
    expect(await found({ object: 'citie' })).toBe(0);
    expect(await found({ text: 'CITIE' })).toBe(2);
    expect(await found({ text: '"姓名"' })).toBe(1);
    expect(await found({ actions: ['import.run', 'table.drop'], text: 'cities' })).toBe(2);
  });

  it('is kept outside the workspace, too, so that an older file in its place is noticed until somebody accepts it', async () => {
    await test.call('workspace.close', {});
    const older = join(engine.folder, 'older.huaxiang');
    copyFileSync(path, older);
    await test.call('workspace.open', { file: test.grant(path) });
    await test.call('tables.drop', { table: 'plain' });
    const { head } = await test.call('audit.state', {});
    expect((await test.call('audit.state', {})).anchor).toBeNull();
    await test.call('workspace.close', {});

    copyFileSync(older, path);
    await test.call('workspace.open', { file: test.grant(path) });
    const { anchor } = await test.call('audit.state', {});
    expect(anchor?.why).toBe('shorter');
    expect(anchor?.expected.seq).toBeGreaterThan(head?.seq ?? 0);
    expect((await test.call('audit.verify', {})).broken).toBeNull();

    await test.call('workspace.close', {});
    await test.call('workspace.open', { file: test.grant(path) });
    expect((await test.call('audit.state', {})).anchor?.expected).toEqual(anchor?.expected);
    await expect(test.call('audit.accept', { reason: ' 嗯 ' })).rejects.toThrow();
    await test.call('audit.accept', { reason: '从周五的备份恢复' });
    expect((await test.call('audit.state', {})).anchor).toBeNull();
    expect(await entriesOf('audit.accept')).toMatchObject([
      { reason: '从周五的备份恢复', why: 'shorter', expected: { seq: anchor?.expected.seq } },
    ]);
    expect(await test.failure('audit.accept', { reason: '再来一次' })).toMatchObject({ code: 'INVALID_REQUEST' });
    await test.call('workspace.close', {});
    await test.call('workspace.open', { file: test.grant(path) });
    expect((await test.call('audit.state', {})).anchor).toBeNull();
  });

  it('shows an altered entry, and expects nothing of a new workspace in the same place', async () => {
    const { head } = await test.call('audit.state', {});
    await test.countBySql(`UPDATE meta.audit SET hash = repeat('0', 64) WHERE seq = ${head?.seq}`, []);
    await test.call('workspace.close', {});
    await test.call('workspace.open', { file: test.grant(path) });
    expect((await test.call('audit.verify', {})).broken).toMatchObject({ seq: head?.seq, why: 'hash' });
    await test.call('workspace.close', {});
    rmSync(path);
    await test.call('workspace.create', { file: test.grant(path) });
    expect((await test.call('audit.state', {})).anchor).toBeNull();
  });

  it('leaves as lines that hold together, or as a table without formulas', async () => {
    const file = join(engine.folder, 'audit.jsonl');
    const { total, entries } = await test.call('audit.list', { offset: 0, limit: 100 });
    expect(await test.call('audit.write', { format: 'jsonl', file: test.grant(file) })).toMatchObject({ entries: total });
    const lines = readFileSync(file, 'utf8').trimEnd().split('\n');
    expect(lines.map((line) => JSON.parse(line))).toEqual(entries.toReversed());
    expect(await entriesOf('audit.write')).toEqual([{ format: 'jsonl', entries: total }]);
    const csv = join(engine.folder, 'audit.csv');
    const filter = { actions: ['audit.write' as const] };
    expect(await test.call('audit.write', { format: 'csv', file: test.grant(csv), filter })).toMatchObject({ entries: 1 });
    expect(readFileSync(csv, 'utf8')).toMatch(
      /^\ufeffseq,at,actor,action,detail,previous,hash\r\n\d+,[^\r]*audit\.write[^\r]*\r\n$/,
    );
  });
});

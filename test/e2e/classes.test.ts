import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { readPackage } from '#shared/package/readPackage';
import { launchApp, type TestApp } from './support/app';
import { violations } from './support/axe';
import { byId, typeInto } from './support/hand';
import { lookAs } from './support/look';
import { answer, listenToPorts, type PagePorts } from './support/ports';
import { until } from './support/until';

const folder = mkdtempSync(join(tmpdir(), 'huaxiang-classes-'));
const file = (name: string) => join(folder, name);
const CITIES = ['深圳', '广州', '杭州'];
const PEOPLE = Array.from({ length: 60 }, (_, index) => ({
  id: `K${100 + index}`,
  phone: `138${String(((index + 1) * 2399) % 9973).padStart(4, '0')}${1000 + index}`,
  city: CITIES[index % 3] ?? '',
  age: 20 + index,
  pin: `P${1000 + index * 7}`,
}));
const YOUNG = PEOPLE.filter(({ age }) => age < 30);
const is = (tag: string, op: 'is' | 'startsWith' | 'lt', value: string | number) =>
  ({ kind: 'tag' as const, tag, op, values: [value] }) as const;

let app: TestApp;
let ports: PagePorts;
const at = (id: string) => byId(app.page, id);

/** The same page in both languages and themes, as persons see it. */
async function pictures(name: string): Promise<void> {
  await lookAs(app, ports, 'light', 'en-US');
  expect(await violations(app.page)).toEqual([]);
  await app.screenshot(`${name}-en-light`);
  await lookAs(app, ports, 'dark', 'zh-CN');
  expect(await violations(app.page)).toEqual([]);
  await app.screenshot(`${name}-zh-dark`);
}

async function chosen(path: string): Promise<string> {
  await app.chooseNext(path);
  const files = await answer(ports.shell('files.choose', { purpose: 'import' }));
  return files?.[0]?.token ?? '';
}

async function newFile(path: string, purpose: 'hxpkg' | 'workspace'): Promise<string> {
  await app.chooseNext(path);
  return (await answer(ports.shell('files.chooseNew', { purpose, suggestedName: 'x' })))?.token ?? '';
}

/** Segments, a list and audiences of every class, and a package that left. */
beforeAll(async () => {
  app = await launchApp({ settings: { language: 'zh-CN', theme: 'dark' } });
  ports = await listenToPorts(app.page);
  const lines = PEOPLE.map((each) => Object.values(each).join(','));
  writeFileSync(file('people.csv'), `客户号,手机号,城市,年龄,备用码\n${lines.join('\n')}\n`);
  await answer(ports.kernel('workspace.create', { file: null }));
  await answer(ports.kernel('imports.run', { file: await chosen(file('people.csv')), table: 'people' }));
  const overrule = { kind: 'credential', dataClass: 'C3', reason: '备用码即取款密码' } as const;
  await answer(ports.kernel('classification.save', { change: { columns: [{ table: 'people', column: '备用码', overrule }] } }));
  await answer(ports.kernel('entities.apply', { map: { customers: { table: 'people', key: '客户号' } } }));
  for (const [id, name, who] of [
    ['city', '深圳客户', is('城市', 'is', '深圳')],
    ['phone', '138 号段', is('手机号', 'startsWith', '138')],
    ['pin', '有备用码', is('备用码', 'startsWith', 'P1')],
  ] as const) {
    await answer(ports.kernel('segments.save', { segment: { id, name, who } }));
    await answer(ports.kernel('audiences.freeze', { segment: id, name: `${name}名单` }));
  }
  const list = { id: 'vip', name: '贵宾名单', table: 'people', key: '客户号' };
  await answer(ports.kernel('lists.save', { list }));
  const spec = {
    name: '城市名单',
    from: { segment: 'city' },
    columns: [{ name: '客户', treatment: { kind: 'hash' as const } }],
    purpose: '分行回访',
    basis: 'ownUse' as const,
    recipient: { name: '数据部', kind: 'inside' as const },
    expires: '2099-12-31',
  };
  await answer(ports.kernel('exports.write', { spec, language: 'zh', file: await newFile(file('city.hxpkg'), 'hxpkg') }));
  await app.page.reload();
  await app.page.waitForSelector('.hx-workbench');
}, 120_000);

afterAll(async () => {
  await app.close();
  rmSync(folder, { recursive: true, force: true });
});

const badgeIn = (place: string) => at(place).locator('.hx-class-badge').first().getAttribute('data-class');

test('segments, lists and audiences carry the class of what they are made of', async () => {
  await app.chooseMenu('view.segments');
  await app.waitForPage('segments');
  await at('segment-open-pin').waitFor();
  await until(async () => expect(await badgeIn('segment-open-pin')).toBe('C3'));
  expect([await badgeIn('segment-open-city'), await badgeIn('segment-open-phone')]).toEqual(['C1', 'C2']);
  await pictures('classes-segments');
  await at('open-library').click();
  await until(async () => expect(await badgeIn('library-pin')).toBe('C3'));
  expect([await badgeIn('library-city'), await badgeIn('library-phone')]).toEqual(['C1', 'C2']);
  const audiences = at('audience-list').locator('.hx-class-badge');
  await until(async () =>
    expect((await audiences.evaluateAll((all) => all.map((one) => one.dataset.class))).sort()).toEqual(['C1', 'C2', 'C3']),
  );
  const words = await at('library-pin').locator('.hx-visually-hidden').first().innerText();
  expect(words.length).toBeGreaterThan(4);
  await pictures('classes-library');
  await app.page.keyboard.press('Escape');
});

test('who refuses by now is counted among the packages that left, and a request calls them by pseudonyms alone', async () => {
  await app.chooseMenu('view.exports');
  await app.waitForPage('exports');
  await at('exports-history').click();
  await at('export-row-E0001').waitFor();
  expect(await at('export-refusals').count()).toBe(0);
  const who = is('年龄', 'lt', 30);
  await answer(
    ports.kernel('contactPolicy.save', { policy: { rules: [{ id: 'young', label: '未成年', mandatory: true, who }] } }),
  );
  const refused = YOUNG.filter(({ city }) => city === '深圳');
  await until(async () => expect(await at('export-refused-E0001').innerText()).toContain(`${refused.length}`));
  expect(await at('export-refused-E0001').innerText()).toContain('未成年');
  expect(await at('export-refusals').innerText()).not.toMatch(/K1\d\d|138\d{8}/);
  await pictures('exports-refusals');

  await app.chooseNext(file('request.csv'));
  await at('export-refused-write-E0001').click();
  await until(() => expect(readFileSync(file('request.csv'), 'utf8')).toContain('\n'));
  const named = readFileSync(file('request.csv'), 'utf8').trimEnd().split('\r\n').slice(1);
  const { files } = readPackage(readFileSync(file('city.hxpkg')));
  const left = new TextDecoder().decode(files.get('data/customers.csv'));
  expect(named).toHaveLength(refused.length);
  expect(named.filter((pseudonym) => !left.includes(pseudonym))).toEqual([]);
  expect(named.join('\n')).not.toMatch(/K1\d\d/);
});

test('a file that replaces the table is shown with the classes that a person gave, and what is C3 is left out unless somebody says why', async () => {
  await app.chooseMenu('view.data');
  await app.waitForPage('data');
  await app.dropFiles([file('people.csv')]);
  const badge = (column: string) =>
    app.page.locator('[data-testid="import-preview"] th', { has: at(`import-name-${column}`) }).locator('.hx-class-badge');
  await until(async () => expect(await badge('手机号').getAttribute('data-class')).toBe('C2'));
  await typeInto(at('import-table'), 'people');
  await until(async () => expect(await badge('备用码').getAttribute('data-class')).toBe('C3'));
  expect(await at('credentials-found').innerText()).toContain('备用码');
  await pictures('classes-import');
});

import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { launchApp, type TestApp } from './support/app';
import { violations } from './support/axe';
import { byId, chooseOption, copiedBy, typeInto } from './support/hand';
import { answer, listenToPorts, type PagePorts } from './support/ports';
import { until } from './support/until';

const folder = mkdtempSync(join(tmpdir(), 'huaxiang-roles-'));
const workspace = join(folder, 'bank.huaxiang');
const line = (...args: string[]) => execFileSync('node', ['out/cli.cjs', ...args], { encoding: 'utf8' });
const GIVEN = '伟芳娜敏静丽强磊军洋勇艳';
const PEOPLE = Array.from({ length: 60 }, (_, index) => ({
  id: `K${100 + index}`,
  name: `王${GIVEN[index % 12]}${GIVEN[(index * 5 + 3) % 12]}`,
  phone: `138${(index * 2399 + 1000) % 9973 || 4242}`.padEnd(7, '7') + String(1000 + index),
  city: ['深圳', '广州', '杭州'][index % 3] ?? '',
  age: 20 + ((index * 7) % 41),
}));
/** What the masks hide. */
const PLANTED = PEOPLE.flatMap(({ name, phone }) => [name, phone, phone.slice(0, 8)]);

let admin: TestApp;
/** Another person: other user data, another key, the same workspace. */
let reviewer: TestApp;
let key: string;
let ports: PagePorts;

beforeAll(async () => {
  const file = (name: string, text: string) => {
    writeFileSync(join(folder, name), text);
    return join(folder, name);
  };
  line(
    'import',
    workspace,
    file('people.csv', `客户号,姓名,手机号,城市,年龄\n${PEOPLE.map((each) => Object.values(each).join(',')).join('\n')}\n`),
  );
  line('entities', workspace, '--apply', file('map.json', JSON.stringify({ customers: { table: 'people', key: '客户号' } })));
  admin = await launchApp({ settings: { language: 'en-US', theme: 'light' } });
  reviewer = await launchApp({ settings: { language: 'zh-CN', theme: 'dark' } });
  await resize(admin, 1920, 1080);
  await resize(reviewer, 1280, 800);
  ports = await listenToPorts(reviewer.page);
  ({ publicKey: key } = await answer(ports.kernel('keys.own', {})));
}, 120_000);

afterAll(async () => {
  await admin.close();
  await reviewer.close();
  rmSync(folder, { recursive: true, force: true });
});

test('an admin names who works here as what', async () => {
  const at = (id: string) => byId(admin.page, id);
  await admin.dropFiles([workspace]);
  await admin.waitForPage('data');
  await admin.chooseMenu('view.exports');
  await admin.waitForPage('exports');
  await at('exports-policy').click();
  const own = await at('export-public-key').innerText();
  for (const [name, publicKey, role] of [
    ['Head of data', own, 'admin'],
    ['Compliance', key, 'reviewer'],
  ] as const) {
    await typeInto(at('export-person-name'), name);
    await at('export-person-key').fill(publicKey);
    await chooseOption(at('export-person-role'), role);
    await at('export-person-add').click();
    await at(`export-person-${publicKey}`).waitFor();
  }
  await at('export-policy-save').click();
  await until(async () => expect(await at('export-policy-save').isDisabled()).toBe(true));
  expect(await violations(admin.page)).toEqual([]);
  await admin.screenshot('roles-people');
  await admin.chooseMenu('workspace.close');
  await admin.waitForPage('welcome');
});

test('a reviewer sees masks in the grid, in what is copied, in charts, in words for readers, and no more by a reason', async () => {
  const at = (id: string) => byId(reviewer.page, id);
  await reviewer.dropFiles([workspace]);
  await reviewer.waitForPage('data');
  const cell = (row: number, column: number) => reviewer.page.locator(`#cell-${row}-${column}`);
  await until(async () => expect(await cell(0, 2).innerText()).toBe('138****1000'));
  await seen('data');
  await cell(0, 1).click();
  await cell(5, 2).click({ modifiers: ['Shift'] });
  await reviewer.page.keyboard.press('Control+C');
  await until(async () => expect(await copied()).toMatch(/^王\*\*\t138\*{4}1000\n/));
  expect(PLANTED.filter((value) => clipboard.includes(value))).toEqual([]);
  await reviewer.screenshot('roles-grid');

  await reviewer.chooseMenu('view.tags');
  await reviewer.waitForPage('tags');
  await seen('tags');
  await reviewer.screenshot('roles-tags');

  await reviewer.chooseMenu('view.customer');
  await reviewer.waitForPage('customer');
  const search = at('customer-search').locator('input');
  await search.fill(PEOPLE[3]?.phone ?? '');
  await search.press('Enter');
  await at('customer-found-K103').click();
  await reviewer.waitForPage('customer');
  await search.fill('');
  expect(await at('customer-value-手机号').innerText()).toBe('138****1003');
  await seen('customer');
  await at('customer-unmask-手机号').click();
  await at('unmask-reason').fill('客户来电核实身份');
  await at('unmask-run').click();
  await until(async () =>
    expect(await reviewer.page.locator('body').innerText()).toMatch(
      /查看被遮盖的值须具备以下角色之一：.*您的密钥 .* 的角色是：审核人/,
    ),
  );
  await seen('refused');
  await reviewer.screenshot('roles-refused');
});

test('a grid that is sorted by masks, the profile, charts and their tables, and readers of screens know masks alone', async () => {
  const at = (id: string) => byId(reviewer.page, id);
  await reviewer.chooseMenu('view.data');
  await reviewer.waitForPage('data');
  await at('head-手机号').click();
  const column = () => reviewer.page.locator('[id^="cell-"][id$="-2"]').allInnerTexts();
  const masks = PEOPLE.map(({ phone }) => `${phone.slice(0, 3)}****${phone.slice(-4)}`).sort();
  await until(async () => expect((await column()).slice(0, 10)).toEqual(masks.slice(0, 10)));
  await seen('sorted grid');

  await at('pane-profile').click();
  await at('profile-row-姓名').click();
  await at('profile-masked').waitFor();
  expect(await at('profile-detail').innerText()).toContain('王**');
  await seen('profile');
  expect(await violations(reviewer.page)).toEqual([]);
  await reviewer.screenshot('roles-profile');
  await at('pane-quality').click();
  await at('quality-masked').waitFor();
  expect(await at('quality-suggest').count()).toBe(0);
  await seen('quality');
  await reviewer.screenshot('roles-quality');

  await reviewer.chooseMenu('view.customer');
  await reviewer.waitForPage('customer');
  expect(await at('customer-search').locator('input').getAttribute('placeholder')).toContain('完整的姓名或号码');
  await reviewer.screenshot('roles-customer');

  const who = { kind: 'tag' as const, tag: '年龄', op: 'gte' as const, values: [40] };
  await answer(ports.kernel('segments.save', { segment: { id: 'older', name: '四十岁以上', who } }));
  await reviewer.chooseMenu('view.portraits');
  await reviewer.waitForPage('portraits');
  await chooseOption(at('portrait-segment'), '四十岁以上');
  await at('portrait-set-by-rule').click();
  const chart = at('portrait-tag-年龄').locator('[data-drawn="true"]').first();
  await chart.waitFor();
  await chart.hover({ position: { x: 90, y: 60 } });
  await until(async () => expect(await tooltips()).not.toBe(''));
  expect(await at('portrait-tag-手机号').count()).toBe(0);
  await seen('portrait');
  await reviewer.screenshot('roles-portrait');
  await at('portrait-tag-年龄').locator('.ant-segmented-item', { hasText: '表格' }).click();
  await seen('table of a chart');
  await at('portrait-view-table').click();
  await until(async () => expect(await reviewer.page.locator('table').first().innerText()).toContain('TGI'));
  await seen('portrait table');
  const lines = await copiedBy(at('portrait-copy'));
  expect(lines).toContain('年龄');
  expect(PLANTED.filter((value) => lines.includes(value))).toEqual([]);
});

let clipboard = '';

async function copied(): Promise<string> {
  clipboard = await reviewer.electron.evaluate((electron) => electron.clipboard.readText());
  return clipboard;
}

/** What stands in the little windows over charts. */
async function tooltips(): Promise<string> {
  return (await reviewer.page.locator('.hx-chart-tip, [data-drawn] > div:nth-of-type(2)').allInnerTexts()).join('');
}

/** All that the page holds: its text and attributes, and what a reader of screens is told. */
async function seen(where: string): Promise<void> {
  const devTools = await reviewer.page.context().newCDPSession(reviewer.page);
  const tree = JSON.stringify(await devTools.send('Accessibility.getFullAXTree'));
  await devTools.detach();
  const held = (await reviewer.page.content()) + tree;
  expect(
    PLANTED.filter((value) => held.includes(value)),
    where,
  ).toEqual([]);
}

async function resize(app: TestApp, width: number, height: number): Promise<void> {
  await app.electron.evaluate(
    ({ BrowserWindow }, size) => BrowserWindow.getAllWindows()[0]?.setContentSize(size.width, size.height),
    {
      width,
      height,
    },
  );
}

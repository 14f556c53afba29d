import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { launchApp, type TestApp } from './support/app';
import { byId } from './support/hand';
import { listenToPorts } from './support/ports';
import { until } from './support/until';

const folder = mkdtempSync(join(tmpdir(), 'huaxiang-rows-'));
const ROWS = 30_000;

let app: TestApp;
const at = (id: string) => byId(app.page, id);
const cell = (row: number, column: number) => app.page.locator(`#cell-${row}-${column}`);
/** The kernel and the clipboard of a busy machine take their time. */
const copied = () => app.electron.evaluate(({ clipboard }) => clipboard.readText());

beforeAll(async () => {
  app = await launchApp({ settings: { language: 'zh-CN', theme: 'light' } });
  const ports = await listenToPorts(app.page);
  const surnames = ['张三', '李四', '王小明', '欧阳娜娜'];
  const cities = ['北京', '上海', '', '杭州'];
  const extra = Array.from({ length: 12 }, (_, index) => `指标${index + 1}`);
  const lines = Array.from({ length: ROWS }, (_, id) => {
    const mobile = `138${String(10_000_000 + id)}`;
    const rest = extra.map((_, index) => (id * (index + 1)) % 97);
    return [id, surnames[id % 4], mobile, cities[(id >> 2) % 4], (id * 7919) % 1000, ...rest].join(',');
  });
  const path = join(folder, 'customers.csv');
  writeFileSync(path, [['id', '姓名', '手机', '城市', '余额', ...extra].join(','), ...lines].join('\n'));
  await app.chooseNext(path);
  const chosen = await ports.shell('files.choose', { purpose: 'import' });
  const file = chosen.ok ? (chosen.value?.[0]?.token ?? '') : '';
  expect(await ports.kernel('workspace.create', { file: null })).toMatchObject({ ok: true });
  expect(await ports.kernel('imports.run', { file, table: 'customers' })).toMatchObject({ ok: true });
  await app.page.reload();
  await app.page.waitForSelector('.hx-workbench');
  await app.chooseMenu('view.data');
  await app.waitForPage('data');
}, 120_000);

afterAll(async () => {
  await app.close();
  rmSync(folder, { recursive: true, force: true });
});

test('rows are sorted, filtered, pinned and found; a range is dragged, summed up and copied with persons masked', async () => {
  await cell(0, 0).waitFor();
  expect(await at('row-count').innerText()).toBe('30,000 行');
  await app.screenshot('rows-plain');

  await at('head-余额').click();
  await at('head-余额').click();
  await until(async () => expect(await cell(0, 4).innerText()).toBe('999'));
  expect(await app.page.locator('th[aria-sort="descending"]').getAttribute('title')).toBe('余额');

  await at('head-menu-城市').click();
  await at('head-filter').click();
  await at('filter-value').fill('海');
  await at('filter-apply').click();
  await until(async () => expect(await at('row-count').innerText()).toBe('30,000 行中的 7,500 行'));
  await app.waitForPage('data');
  await app.screenshot('rows-filtered');

  await at('head-menu-手机').click();
  await app.page.waitForTimeout(300);
  await app.screenshot('rows-menu');
  await at('head-pin').click();
  await until(async () => expect(await cell(0, 0).innerText()).toMatch(/^138/));
  await at('choose-columns').click();
  await at('find-column').fill('zb12');
  await app.screenshot('rows-columns');
  await app.page.keyboard.press('Enter');
  await cell(0, 16).waitFor();
  expect(await cell(0, 0).isVisible()).toBe(true);
  await app.screenshot('rows-pinned');
  await at('choose-columns').click();
  await at('go-column-id').click();
  await until(async () => expect(await cell(0, 2).isVisible()).toBe(true));

  await drag(cell(0, 0), cell(2, 2));
  await until(async () => expect(await at('selection').innerText()).toContain('已选 9 个单元格'));
  await app.page.keyboard.press('Control+C');
  await until(async () => expect(await copied()).toMatch(/^138\*{4}\d{4}\t\d+\t(张\*|李\*|王\*\*|欧阳\*\*)\n/));
  expect((await copied()).split('\n')).toHaveLength(3);

  await cell(0, 4).click();
  await app.page.keyboard.press('Control+Space');
  await until(async () => expect(await at('selection').innerText()).toContain('非空 7,500'));
  expect(await at('selection').innerText()).toContain('最大 996');
  await app.screenshot('rows-selected');
  await app.chooseMenu('view.toggleTheme');
  await app.page.waitForTimeout(300);
  await app.screenshot('rows-dark');
});

async function drag(from: ReturnType<typeof cell>, to: ReturnType<typeof cell>): Promise<void> {
  const [start, end] = [await from.boundingBox(), await to.boundingBox()];
  if (!start || !end) throw new Error('a cell is not on the screen');
  await app.page.mouse.move(start.x + start.width / 2, start.y + start.height / 2);
  await app.page.mouse.down();
  await app.page.mouse.move(end.x + end.width / 2, end.y + end.height / 2, { steps: 6 });
  await app.page.mouse.up();
}

import { execFileSync } from 'node:child_process';
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { launchApp, type TestApp } from './support/app';
import { makeDemo } from './support/demo';
import { byId } from './support/hand';
import { answer, listenToPorts } from './support/ports';
import { until } from './support/until';

const demo = makeDemo();
const workspace = join(demo, 'demo.huaxiang');
const line = (...args: string[]) => execFileSync('node', ['out/cli.cjs', ...args], { encoding: 'utf8' });
let app: TestApp;
const at = (id: string) => byId(app.page, id);

/** The first customer guarantees the second, who leads to the third. */
function nameRelations(): void {
  const file = (name: string, text: string) => {
    writeFileSync(join(demo, name), text);
    return join(demo, name);
  };
  const pairs = ['one,other,kind', '0000000013,0000000020,担保', '0000000020,0000000027,配偶'];
  line('import', workspace, file('relations.csv', pairs.join('\n')));
  const { map } = JSON.parse(line('entities', workspace, '--show', '--json'));
  const relations = [{ table: 'relations', from: 'one', to: 'other', kind: 'kind' }];
  line('entities', workspace, '--apply', file('map.json', JSON.stringify({ ...map, relations })));
}

beforeAll(async () => {
  nameRelations();
  app = await launchApp({ settings: { language: 'zh-CN', theme: 'light' } });
  await app.waitForPage('welcome');
});
afterAll(async () => {
  await app.close();
  rmSync(demo, { recursive: true, force: true });
});

test('a customer is found by the key, its phone is masked until a reason is given, and the audit shows who looked', async () => {
  await app.dropFiles([workspace]);
  await app.waitForPage('data');
  const ports = await listenToPorts(app.page);
  const { customers } = await answer(ports.kernel('customers.find', { text: '0000' }));
  const { key = '' } = customers[0] ?? {};
  await app.chooseMenu('view.customer');
  await app.waitForPage('customer');
  const search = at('customer-search').locator('input');
  await search.fill(key);
  await search.press('Enter');
  await at(`customer-found-${key}`).click();
  await app.waitForPage('customer');
  const shown = () => at('customer-value-手机号').innerText();
  expect(await shown()).toMatch(/^1\d\d\*{4}\d{4}$/);
  await app.screenshot('customer');

  await at('customer-unmask-手机号').click();
  await at('unmask-reason').fill('看看');
  expect(await at('unmask-run').isDisabled()).toBe(true);
  await at('unmask-reason').fill('客户来电核实身份');
  await at('unmask-run').click();
  await until(async () => expect(await shown()).toMatch(/^1\d{10}$/));
  expect(await at('customer-countdown-手机号').innerText()).toMatch(/^4:5\d |^5:00 /);
  await app.page.getByRole('tab', { name: '查看记录' }).click();
  await until(async () => expect(await at('customer-audit').innerText()).toContain('客户来电核实身份'));
  const verdict = await at('customer-audit-valid').innerText();
  // Opening the workspace, importing, opening the customer and showing the value at least.
  expect(Number(/^审计链完整（共 (\d+) 条）$/.exec(verdict)?.[1])).toBeGreaterThan(3);
});

test('whom a table links with a customer is told by kind, and leads to their page', async () => {
  const search = at('customer-search').locator('input');
  await search.fill('0000000013');
  await search.press('Enter');
  await at('customer-found-0000000013').click();
  await app.page.getByRole('tab', { name: '关系人' }).click();
  await until(async () => expect(await at('related-kinds').innerText()).toMatch(/担保 →\s+1\s+1/));
  expect(await at('related-through').innerText()).toMatch(/0000000027\s+1\s+1/);
  await app.screenshot('related customers');
  await at('related-relations').getByRole('button', { name: '0000000020' }).click();
  await until(async () => expect(await app.page.getByRole('heading', { level: 1 }).innerText()).toContain('0000000020'));
});

test('a customer is erased after two confirmations, and is found no more', async () => {
  await at('customer-erase').click();
  await until(async () => expect(await at('erase-found').innerText()).toMatch(/relations/));
  await app.screenshot('erase customer');
  await at('erase-reason').fill('客户来函要求删除');
  await at('erase-next').click();
  await at('erase-key').fill('0000000013');
  expect(await at('erase-run').isDisabled()).toBe(true);
  await at('erase-key').fill('0000000020');
  await app.screenshot('erase customer at last');
  await at('erase-run').click();
  await until(async () => expect(await app.page.getByRole('heading', { level: 1 }).innerText()).not.toContain('0000000020'));
  const ports = await listenToPorts(app.page);
  await until(async () => expect((await answer(ports.kernel('customers.find', { text: '0000000020' }))).customers).toEqual([]));
});

test('a workspace is encrypted by saving it with a passphrase, and opened by that alone', async () => {
  const sealed = join(demo, 'sealed.huaxiang');
  await app.chooseNext(sealed);
  await app.chooseMenu('workspace.saveSealed');
  await at('passphrase-next').fill('correct horse battery');
  await at('passphrase-again').fill('correct horse');
  expect(await at('passphrase-run').isDisabled()).toBe(true);
  await at('passphrase-again').fill('correct horse battery');
  await app.screenshot('encrypt workspace');
  await at('passphrase-run').click();
  await until(async () => expect(await at('status-sealed').innerText()).toContain('已加密'));
  // A window that still has to show what it opened may not hear the menu, nor see the file.
  await until(async () => {
    await app.chooseMenu('workspace.close');
    expect(await at('status-sealed').count()).toBe(0);
  });
  expect(readFileSync(sealed).subarray(0, 8).toString()).toBe('HXSEALED');

  await app.waitForPage('welcome');
  await app.dropFiles([sealed]);
  await at('passphrase-present').fill('correct horse batterie');
  await at('passphrase-run').click();
  await until(async () => expect(await app.page.locator('.hx-error-details').innerText()).toContain('口令不能打开'));
  await app.screenshot('wrong passphrase');
  await at('passphrase-present').fill('correct horse battery');
  await at('passphrase-run').click();
  await until(async () => expect(await at('status-sealed').innerText()).toContain('已加密'));
});

import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import type { Rule } from '#shared/model/rule';
import { launchApp, type TestApp } from './support/app';
import { byId, dragTo } from './support/hand';
import { keysOf } from './support/keys';
import { listenToPorts, type PagePorts } from './support/ports';
import { type RuleHands, ruleHands } from './support/rule';
import { until } from './support/until';

const SLOW = 20_000;
const WORKSPACE = 'demo.huaxiang';
const FUNDS = ['FM01', 'FB01', 'FI01', 'FE01', 'XF01'];
const CITIES = ['北京', '上海'];

/** 25 to 45, Beijing or Shanghai, at least 300,000 under management, bought a fund twice in the last 90 days, not leaving. */
const RULE: Rule = {
  kind: 'all',
  rules: [
    { kind: 'tag', tag: '年龄', op: 'between', values: [25, 45] },
    { kind: 'tag', tag: '城市', op: 'in', values: CITIES },
    { kind: 'tag', tag: '管理资产', op: 'gte', values: [300_000] },
    {
      kind: 'event',
      event: '购买',
      where: [{ prop: '产品代码', op: 'in', values: FUNDS }],
      measure: 'count',
      op: 'gte',
      values: [2],
      window: { last: { n: 90, unit: 'day' } },
    },
    { kind: 'none', rules: [{ kind: 'tag', tag: '流失评分', op: 'gte', values: [0.6] }] },
  ],
};

let folder: string;
let counted: number;
let app: TestApp;
let hands: RuleHands;
let ports: PagePorts;
const at = (id: string) => byId(app.page, id);

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'huaxiang-builder-'));
  const cli = (...args: string[]) => execFileSync('node', ['out/cli.cjs', ...args]).toString();
  cli('demo', folder, '--customers', '3000', '--events', '1500000', '--language', 'zh');
  writeFileSync(join(folder, 'rule.json'), JSON.stringify(RULE));
  counted = JSON.parse(cli('count', join(folder, WORKSPACE), '--rule', join(folder, 'rule.json'), '--json')).count;
  expect(counted).toBeGreaterThan(0);
}, 120_000);
afterAll(() => rmSync(folder, { recursive: true, force: true }));

beforeEach(async () => {
  app = await launchApp();
  ports = await listenToPorts(app.page);
  await app.chooseNext(join(folder, WORKSPACE));
  const chosen = await ports.shell('files.choose', { purpose: 'workspace' });
  const file = chosen.ok ? (chosen.value?.[0]?.token ?? '') : '';
  expect(await ports.kernel('workspace.open', { file })).toMatchObject({ ok: true, value: { customers: 3000 } });
  await app.page.reload();
  await app.page.waitForSelector('.hx-workbench');
  hands = ruleHands(app.page);
  await app.chooseMenu('view.segments');
  await app.waitForPage('segments');
});
afterEach(() => app.close());

test('a segment over tags and events is built by mouse alone and counts what the command line counts', async () => {
  await hands.drag('年龄');
  await hands.type('rule-from-0', '25');
  await hands.type('rule-to-0', '45');
  await hands.dragBelow('城市', '0');
  await hands.chooseValues('1', ...CITIES);
  await hands.dragBelow('管理资产', '1');
  await choose('rule-operator-2', 'at least');
  await hands.type('rule-value-2', '300000');
  await at('palette-kind-event').click();
  await dragTo(app.page, at('event-palette-item-购买'), at('rule-node-2'), { y: 0.8 });
  await choose('rule-add-where-3', '产品代码');
  await hands.chooseValues('3-where-0', ...FUNDS);
  await hands.type('rule-value-3', '2');
  await at('rule-add-group').click();
  await at('rule-kind-4-none').click();
  await at('palette-kind-tag').click();
  await hands.drag('流失评分', '4');
  await choose('rule-operator-4.0', 'at least');
  await hands.type('rule-value-4.0', '0.6');
  await hands.expectCount(counted);
  await app.screenshot('builder');
});

test('the same segment is built by keyboard alone', async () => {
  const { keyboard } = app.page;
  const { to, type, pick, enter } = keysOf(app.page);
  const add = async (name: string) => {
    await type('tag-palette-search', name);
    await keyboard.press('Enter');
  };
  for (const tag of ['年龄', '城市', '管理资产']) await add(tag);
  await type('rule-from-0', '25');
  await type('rule-to-0', '45');
  await to('rule-value-1');
  await typeValues('1', CITIES);
  await pick('rule-operator-2', 'at least');
  await type('rule-value-2', '300000');
  await to('palette-kind-tag');
  await keyboard.press('ArrowRight');
  await add('购买');
  await pick('rule-add-where-3', '产品代码');
  await to('rule-value-3-where-0');
  await typeValues('3-where-0', FUNDS);
  await type('rule-value-3', '2');
  await enter('rule-add-group');
  await to('rule-kind-4-any');
  await keyboard.press('ArrowRight');
  await to('palette-kind-event');
  await keyboard.press('ArrowLeft');
  await add('流失评分');
  await pick('rule-operator-4.0', 'at least');
  await type('rule-value-4.0', '0.6');
  await hands.expectCount(counted);
});

test('segments are laid over each other, limited, fixed as an audience, and a customer is explained', async () => {
  await saveStricter('leaving');
  await at('open-library').click();
  await until(async () => expect(Number(await at('library-size-young-digital').textContent())).toBeGreaterThan(0), SLOW);
  for (const id of ['young-digital', 'leaving']) await at(`library-${id}`).getByRole('checkbox').check();
  const both = at('overlap-young-digital-leaving');
  await both.waitFor();
  const n = Number(await both.evaluate((cell) => cell.firstChild?.textContent));
  await app.screenshot('segment-library');
  await at('segment-freeze-leaving').click();
  await at('audience-reason').fill('月度回访');
  await at('audience-freeze').click();
  await at('audience-compare').click();
  await at('audience-change').getByText('Joined: 0').waitFor();
  await at('audience-flips').waitFor();
  await at('library-versions-leaving').click();
  await at('compare-members').click();
  await at('compared-members').waitFor();
  await app.page.keyboard.press('Escape');
  await both.click();
  await hands.expectCount(n);
  await at('limit-switch').click();
  await hands.type('limit-n', '2');
  await until(async () => expect(await at('limit-count').getAttribute('data-value')).toBe(String(Math.min(2, n))), SLOW);
  await at('explain-customer')
    .locator('input')
    .fill(await firstMember('leaving'));
  await at('explain-run').click();
  await at('explain-verdict').waitFor();
  expect(await at('explain-1').getAttribute('data-passes')).toBe('true');
  await app.screenshot('segment-explain');
});

test('a segment opens as SQL, and the number that is changed there is on its block again', async () => {
  const segment = { id: 'by-sql', name: '写成SQL', description: '', who: RULE };
  expect(await ports.kernel('segments.save', { segment })).toMatchObject({ ok: true });
  await at('segment-list').getByText(segment.name, { exact: true }).click();
  await hands.expectCount(counted);
  await at('segment-sql-toggle').click();
  await until(async () => expect(await at('segment-sql').textContent()).toContain('BETWEEN 25 AND 45'), SLOW);
  await app.screenshot('segment-sql');
  await at('segment-sql-open').click();
  await app.waitForPage('sql');
  const lines = app.page.locator('[data-testid="sql-editor"] .view-lines');
  const focus = async () => {
    await at('sql-editor').click({ position: { x: 200, y: 20 } });
    await app.page.waitForSelector('[data-testid="sql-editor"] .monaco-editor.focused');
  };
  const replace = async (word: string, text: string) => {
    await focus();
    await app.page.keyboard.press('Control+Home');
    await lines.getByText(word, { exact: true }).first().dblclick();
    await app.page.keyboard.type(text);
    await app.page.keyboard.press('Escape');
  };
  await until(async () => expect(await lines.textContent()).toContain('everybody'), SLOW);
  await replace('45', '35');
  await at('sql-build').click();
  await app.waitForPage('segments');
  await until(async () => expect(await at('rule-to-0').inputValue()).toBe('35'), SLOW);
  const [age, ...others] = RULE.kind === 'all' ? RULE.rules : [];
  const younger: Rule = { kind: 'all', rules: [{ ...age, values: [25, 35] } as Rule, ...others] };
  const answer = await ports.kernel('rules.count', { rule: younger });
  const now = answer.ok ? answer.value.count : Number.NaN;
  expect(now).not.toBe(counted);
  await hands.expectCount(now);
  expect(await at('segment-name').inputValue()).toBe(segment.name);
  await app.screenshot('segment-from-sql');
  await at('segment-undo').click();
  await hands.expectCount(counted);

  await app.chooseMenu('view.toggleLanguage');
  await app.chooseMenu('view.sql');
  await app.waitForPage('sql');
  await until(async () => expect(await lines.textContent()).toMatch(/AND\s35\)/), SLOW);
  await focus();
  await app.page.keyboard.press('Control+End');
  await until(async () => expect(await lines.textContent()).toMatch(/FROM\smembers/), SLOW);
  await app.page.keyboard.type(' ORDER BY 1');
  await app.page.keyboard.press('Escape');
  await until(async () => expect(await lines.textContent()).toMatch(/ORDER\sBY\s1/), SLOW);
  await at('sql-build').click();
  await until(
    async () => expect(await at('sql-no-rule').innerText()).toContain('第 81 行第 3 个字符处：画布上的块在这里没有“ORDER”'),
    SLOW,
  );
  await app.screenshot('sql-no-rule');
});

/** A second version that finds fewer. */
async function saveStricter(id: string): Promise<void> {
  const saved = await ports.kernel('segments.list', {});
  const segment = saved.ok ? saved.value.find((version) => version.segment.id === id)?.segment : undefined;
  if (!segment) throw new Error(`no segment ${id}`);
  const who: Rule = { kind: 'all', rules: [segment.who, { kind: 'tag', tag: '年龄', op: 'gte', values: [40] }] };
  await ports.kernel('segments.save', { segment: { ...segment, who } });
}

/** The key of a member of a saved segment. */
async function firstMember(id: string): Promise<string> {
  const answer = await ports.kernel('segments.members', { id, offset: 0, limit: 1 });
  return answer.ok ? (answer.value.keys[0] ?? '') : '';
}

/** Types each value and takes it where Enter would take it; the list stays open. */
async function typeValues(path: string, values: readonly string[]): Promise<void> {
  const { keyboard } = app.page;
  for (const value of values) {
    await keyboard.type(value);
    await app.page
      .locator('.ant-select-item-option-active')
      .filter({ has: at(`value-option-${value}`), visible: true })
      .waitFor();
    await keyboard.press('Enter');
    await at(`rule-value-${path}`).getByTitle(value, { exact: true }).first().waitFor();
  }
}

async function choose(id: string, name: string): Promise<void> {
  await at(id).click();
  await app.page.locator('.ant-select-item-option').filter({ hasText: name, visible: true }).first().click();
}

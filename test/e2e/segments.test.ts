import { afterEach, beforeEach, expect, test } from 'vitest';
import { launchApp, type TestApp } from './support/app';
import { openBank } from './support/bank';
import { goldenCount } from './support/goldens';
import { byId, dragTo } from './support/hand';
import type { PagePorts } from './support/ports';
import { type RuleHands, ruleHands } from './support/rule';
import { until } from './support/until';

/** A machine that does other work too. */
const SLOW = 10_000;

let app: TestApp;
let ports: PagePorts;
let hands: RuleHands;
const at = (id: string) => byId(app.page, id);
const undoKey = () => app.pressShortcut('Z');

beforeEach(async () => {
  app = await launchApp();
  ports = await openBank(app);
  hands = ruleHands(app.page);
  await app.chooseMenu('view.segments');
  await app.waitForPage('segments');
});
afterEach(() => app.close());

test('a block moves into a group by mouse and out again by undo', async () => {
  await hands.drag('age');
  await hands.type('rule-from-0', '25');
  await hands.type('rule-to-0', '34');
  await at('rule-add-group').click();
  await hands.drag('job', '1');
  await hands.chooseValues('1.0', 'retired');
  const before = await rows();
  await dragTo(app.page, at('rule-handle-0'), at('rule-node-1'));
  expect(await rows()).toEqual(['0 any', '0.0 age', '0.1 job']);
  await at('rule-node-0').focus();
  await undoKey();
  await until(async () => expect(await rows()).toEqual(before));
  await app.pressShortcut('Z', { shift: true });
  await until(async () => expect(await rows()).toEqual(['0 any', '0.0 age', '0.1 job']));
});

test('a rule is built, changed and dragged with the keyboard alone', async () => {
  const { keyboard } = app.page;
  await at('tag-palette-search').focus();
  await keyboard.type('age');
  await keyboard.press('Enter');
  await keyboard.press('Control+a');
  await keyboard.type('job');
  await keyboard.press('Enter');
  expect(await rows()).toEqual(['0 age', '1 job']);
  await at('rule-handle-1').focus();
  await keyboard.press('Space');
  await app.page.waitForTimeout(150);
  await keyboard.press('ArrowUp');
  await app.page.waitForTimeout(150);
  await keyboard.press('Space');
  await until(async () => expect(await rows()).toEqual(['0 job', '1 age']));
  await at('rule-node-1').focus();
  await keyboard.press('Control+g');
  await keyboard.press('Alt+ArrowUp');
  await until(async () => expect(await rows()).toEqual(['0 job', '1 age', '2 any']));
  await keyboard.press('Delete');
  await until(async () => expect(await rows()).toEqual(['0 job', '1 any']));
  await keyboard.press('ArrowUp');
  await app.pressShortcut('c');
  await until(async () => expect(await at('selection-announcement').textContent()).toBe('Copied blocks: 1'));
  await app.pressShortcut('v');
  await until(async () => expect(await rows()).toEqual(['0 job', '1 job', '2 any']));
});

test('a fault of the kernel stands at the block that has it, and the numbers before it stay', async () => {
  await hands.drag('age');
  expect(await at('rule-count-0').getAttribute('data-state')).toBe('incomplete');
  await hands.expectCount(45_211);
  await hands.type('rule-from-0', '25');
  await hands.type('rule-to-0', '34');
  await hands.expectCount(goldenCount('bank-01'));
  await at('palette-add-sql').click();
  await hands.type('rule-sql-1', 'no_such_column = 1');
  await app.page.waitForSelector('[data-testid="rule-node-1"] [data-testid="rule-error"]');
  expect(await at('segment-count').getAttribute('data-value')).toBe(String(goldenCount('bank-01')));
  await hands.type('rule-sql-1', "job = 'retired'");
  await at('rule-error').waitFor({ state: 'detached' });
});

test('a segment is saved in versions, opened again, restored and deleted', async () => {
  await hands.drag('age');
  await hands.type('rule-from-0', '25');
  await hands.type('rule-to-0', '34');
  await hands.type('segment-name', '年轻客户');
  await app.pressShortcut('S');
  const [saved] = await savedSegments(1);
  expect(saved?.segment).toMatchObject({ name: '年轻客户', who: { rules: [{ tag: 'age', op: 'between', values: [25, 34] }] } });
  expect(saved?.segment.id).toMatch(/^nianqingkehu-[0-9a-f]{8}$/);
  const id = saved?.segment.id ?? '';
  await hands.type('rule-to-0', '44');
  await at('segment-save').click();
  await until(async () => expect((await savedSegments(1))[0]?.version).toBe(2), SLOW);
  await at(`segment-versions-${id}`).click();
  await at('segment-restore-1').click();
  await hands.expectCount(goldenCount('bank-01'));
  expect(await at('segment-state').getAttribute('data-dirty')).toBe('true');
  await undoKey();
  await at(`segment-delete-${id}`).click();
  await at('segment-delete-confirm').click();
  await savedSegments(0);
});

/** What stands in the tree: path and tag or kind of group. */
async function rows(): Promise<string[]> {
  return await app.page
    .locator('[role="treeitem"]')
    .evaluateAll((items) =>
      items.map((item) => `${item.getAttribute('data-testid')?.slice('rule-node-'.length)} ${item.getAttribute('data-what')}`),
    );
}

async function savedSegments(n: number) {
  return await until(async () => {
    const list = await ports.kernel('segments.list', {});
    if (!list.ok) throw new Error(list.error.message);
    expect(list.value).toHaveLength(n);
    return list.value;
  }, SLOW);
}

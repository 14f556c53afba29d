import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Segment } from '#shared/model/segment';
import { launchApp, type TestApp } from './support/app';
import { violations } from './support/axe';
import { openBank } from './support/bank';
import { byId } from './support/hand';
import type { PagePorts } from './support/ports';
import { until } from './support/until';

const SEGMENTS: readonly Segment[] = [
  { id: 'retired', name: '退休', description: '', who: { kind: 'tag', tag: 'job', op: 'is', values: ['retired'] } },
  { id: 'rich', name: '高余额', description: '', who: { kind: 'tag', tag: 'balance', op: 'gte', values: [3000] } },
];

let app: TestApp;
let ports: PagePorts;
const at = (id: string) => byId(app.page, id);
const kinds = () =>
  app.page
    .locator('[data-testid^="board-item-"]:is(article)')
    .evaluateAll((all) => all.map((one) => one.dataset.testid?.replace('board-item-', '')));

beforeAll(async () => {
  app = await launchApp({ settings: { language: 'zh-CN', theme: 'light' } });
  ports = await openBank(app);
  for (const segment of SEGMENTS) expect(await ports.kernel('segments.save', { segment })).toMatchObject({ ok: true });
});
afterAll(() => app.close());

test('what is pinned on other pages is counted anew on a board, moved, presented and undone', async () => {
  await app.chooseMenu('view.portraits');
  await app.waitForPage('portraits');
  await choose('portrait-segment', '高余额');
  await app.waitForPage('portraits');
  const n = await at('portrait-n').getAttribute('data-n');
  await pin('portrait-pin-count', '经营例会');
  for (const what of ['portrait-pin-words', 'portrait-pin-job', 'portrait-pin-age']) await pin(what);
  await app.chooseMenu('view.boards');
  await at('board').waitFor();
  await until(async () => expect(await at('board-number').getAttribute('data-value')).toBe(n));
  await at('board-add-text').click();
  await at('board-text').fill('本月重点：退休客户');
  await at('board-name').click();
  await until(async () => expect(await kinds()).toEqual(['count', 'portraitWords', 'portraitTag', 'portraitTag', 'text']));

  const handle = app.page.locator('[data-testid="board-item-text"] [data-testid="board-item-move"]');
  await handle.focus();
  await app.page.keyboard.press('Space');
  for (let step = 0; step < 4; step++) {
    await app.page.waitForTimeout(300);
    await app.page.keyboard.press('ArrowUp');
  }
  await app.page.keyboard.press('Space');
  await until(async () => expect((await kinds()).indexOf('text')).toBeLessThan(4));
  const moved = await kinds();
  await app.waitForPage('boards');
  expect(await violations(app.page)).toEqual([]);
  await app.screenshot('boards');

  await at('board-item-count').locator('[data-testid="board-item-remove"]').click();
  await until(async () => expect(await kinds()).not.toContain('count'));
  await at('board-undo').click();
  await until(async () => expect(await kinds()).toEqual(moved));

  const [retired, rich] = SEGMENTS as [Segment, Segment];
  await ports.kernel('segments.save', { segment: { ...rich, who: retired.who } });
  const changed = await ports.kernel('rules.count', { rule: retired.who });
  if (!changed.ok) throw new Error(changed.error.message);
  expect(changed.value.count).not.toBe(Number(n));
  await until(async () => expect(await at('board-number').getAttribute('data-value')).toBe(String(changed.value.count)));

  await at('board-present').click();
  await until(async () => expect(await at('board').getAttribute('data-presents')).toBe('true'));
  await app.screenshot('boards-present');
  await app.page.keyboard.press('Escape');
  await until(async () => expect(await at('board').getAttribute('data-presents')).toBe('false'));

  const path = join(app.userData, '经营例会.pdf');
  await app.chooseNext(path);
  await at('board-report').hover();
  await at('board-report-pdf').click();
  await app.page.locator('.ant-notification-notice').filter({ hasText: '经营例会.pdf' }).waitFor();
  expect(readFileSync(path, 'latin1').startsWith('%PDF-')).toBe(true);
});

async function pin(what: string, board?: string): Promise<void> {
  await at(what).click();
  const dialog = app.page.getByRole('dialog');
  await dialog.waitFor();
  if (board) await at('pin-name').fill(board);
  await dialog.locator('.ant-btn-primary').click();
  await dialog.waitFor({ state: 'detached' });
}

async function choose(picker: string, label: string): Promise<void> {
  await at(picker).click();
  await app.page.locator('.ant-select-dropdown:visible .ant-select-item-option').filter({ hasText: label }).click();
}

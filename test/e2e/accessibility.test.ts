import { afterAll, beforeAll, expect, test } from 'vitest';
import { launchApp, type TestApp } from './support/app';
import { violations } from './support/axe';
import { openBank } from './support/bank';

const PAGES = [
  ['view.data', 'data'],
  ['view.tags', 'tags'],
  ['view.segments', 'segments'],
  ['view.portraits', 'portraits'],
  ['view.insight', 'insight'],
  ['view.sql', 'sql'],
  ['view.journeys', 'journeys'],
  ['view.campaigns', 'campaigns'],
  ['view.exports', 'exports'],
  ['view.settings', 'settings'],
] as const;

const TERTIARY = {
  id: 'tertiary',
  name: 'tertiary',
  description: '',
  who: { kind: 'tag' as const, tag: 'education', op: 'is' as const, values: ['tertiary'] },
};

let app: TestApp;

beforeAll(async () => {
  app = await launchApp();
  const ports = await openBank(app);
  await ports.kernel('segments.save', { segment: TERTIARY });
  await app.page.setViewportSize({ width: 1280, height: 800 });
}, 60_000);

afterAll(() => app.close());

for (const theme of ['first', 'other'] as const) {
  test.each(PAGES)(`%s breaks no rule of WCAG 2.2 AA in the ${theme} theme`, async (command, page) => {
    await app.chooseMenu(command);
    await app.waitForPage(page);
    expect(await violations(app.page)).toEqual([]);
  });

  test(`the ${theme} theme gives way to the next`, async () => {
    const before = await app.page.evaluate(() => document.documentElement.dataset.theme);
    await app.chooseMenu('view.toggleTheme');
    await app.page.waitForFunction((theme) => document.documentElement.dataset.theme !== theme, before);
  });
}

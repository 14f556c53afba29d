import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { translateRule, UNKNOWN_WORDS } from '../support/bankRules';
import { launchApp, type TestApp } from './support/app';
import { openBank } from './support/bank';
import { buildRule, groupOf } from './support/buildRule';
import { goldenRules } from './support/goldens';
import { answer, type PagePorts } from './support/ports';
import { type RuleHands, ruleHands } from './support/rule';

const VIEWS = [
  { view: 'raw', read: 'as it stands', nulls: {} },
  { view: 'nulls', read: 'with its words for unknown', nulls: UNKNOWN_WORDS },
];

let app: TestApp;
let hands: RuleHands;
let ports: PagePorts;

beforeAll(async () => {
  app = await launchApp();
});
afterAll(() => app.close());

describe.each(VIEWS)('every reference rule over the bank $read, dragged together by hand', ({ view, nulls }) => {
  const rules = goldenRules.filter((each) => each.view === view);
  let isFirst = true;

  beforeAll(async () => {
    expect(rules.length).toBeGreaterThan(10);
    ports = await openBank(app, nulls);
    await app.chooseMenu('view.segments');
    await app.waitForPage('segments');
    hands = ruleHands(app.page);
  });

  test.each(rules)('counts what the reference counts for $id, and every block says its own', async ({ rule, count_bool }) => {
    if (!isFirst) await hands.startNew();
    isFirst = false;
    const group = groupOf(translateRule(rule));
    await buildRule(app.page, group);
    await hands.expectCount(count_bool);
    const { blocks } = await answer(ports.kernel('rules.count', { rule: group }));
    expect(await shownBlocks(app.page)).toEqual(blocks.map(({ path, alone, cumulative }) => ({ path, alone, cumulative })));
  });
});

/** What the rows say of themselves, in the order of the screen. */
async function shownBlocks(page: Page) {
  return await page.locator('[data-testid^="rule-count-"]').evaluateAll((places) =>
    places.map(({ dataset: { testid = '', alone, cumulative } }) => {
      const place = testid.slice('rule-count-'.length);
      return { path: place === 'root' ? '' : place, alone: Number(alone), cumulative: Number(cumulative) };
    }),
  );
}

import type { Locator, Page } from 'playwright-core';
import { expect, vi } from 'vitest';
import { byId, dragTo, typeInto } from './hand';

/** The hands of a person who builds a rule on the segments page. */
export interface RuleHands {
  /** Drags a tag from the palette into the rule, or into the group at `path`. */
  drag(tag: string, path?: string): Promise<void>;
  /** Drags a tag from the palette to the place below the block at `path`. */
  dragBelow(tag: string, path: string): Promise<void>;
  type(id: string, text: string): Promise<void>;
  /** Chooses some of a category's values in the list. */
  chooseValues(path: string, ...values: readonly string[]): Promise<void>;
  /** Yes is a boolean tag's first answer already; of a category tag it is a value. */
  chooseYes(path: string): Promise<void>;
  /** Waits until the count on the screen is this one, and is no former rule's. */
  expectCount(count: number): Promise<void>;
  saveAs(name: string): Promise<void>;
}

/** Long lists hold in the page only what is in view: turns the wheel until the option comes. */
async function scrolledTo(page: Page, option: Locator): Promise<Locator> {
  // The list of the field before it may still be fading.
  const values = page.locator('[data-testid^="value-option-"]');
  const list = page.locator('.ant-select-dropdown:not(.ant-slide-up-leave)').filter({ has: values, visible: true });
  await list.hover();
  await page.mouse.wheel(0, -10_000);
  for (let turns = 0; turns < 50 && (await option.count()) === 0; turns++) {
    await page.mouse.wheel(0, 100);
    await page.waitForTimeout(100);
  }
  return option;
}

export function ruleHands(page: Page): RuleHands {
  const at = (id: string) => byId(page, id);
  async function chooseValues(path: string, ...values: readonly string[]): Promise<void> {
    await at(`rule-value-${path}`).click();
    const option = (value: string) => at(`value-option-${value}`).filter({ visible: true });
    for (const value of values) await scrolledTo(page, option(value)).then((found) => found.click());
    await page.keyboard.press('Escape');
    for (const value of values) await vi.waitFor(async () => expect(await option(value).count()).toBe(0));
  }
  return {
    chooseValues,
    drag: (tag, path) => dragTo(page, at(`tag-palette-item-${tag}`), at(path === undefined ? 'rule-tree' : `rule-node-${path}`)),
    dragBelow: (tag, path) => dragTo(page, at(`tag-palette-item-${tag}`), at(`rule-node-${path}`), { y: 0.8 }),
    type: (id, text) => typeInto(at(id), text),
    async chooseYes(path) {
      if ((await at(`rule-value-${path}-true`).count()) === 0) await chooseValues(path, 'yes');
    },
    async saveAs(name) {
      await typeInto(at('segment-name'), name);
      await at('segment-save').click();
      await at('segment-list').getByText(name, { exact: true }).waitFor();
    },
    async expectCount(count) {
      await vi.waitFor(
        async () => {
          expect(await at('segment-count').getAttribute('data-state')).toBe('fresh');
          expect(await at('segment-count').getAttribute('data-value')).toBe(String(count));
        },
        { timeout: 20_000 },
      );
    },
  };
}

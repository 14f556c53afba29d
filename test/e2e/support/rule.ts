import type { Page } from 'playwright-core';
import { expect, vi } from 'vitest';
import { byId, dragTo, typeInto } from './hand';

/** The hands of a person who builds a rule on the segments page. */
export interface RuleHands {
  /** Drags a tag from the palette into the rule, or into the group at `path`. */
  drag(tag: string, path?: string): Promise<void>;
  /** Drags a tag from the palette to the place below the block at `path`. */
  dragBelow(tag: string, path: string): Promise<void>;
  type(id: string, text: string): Promise<void>;
  /** Chooses one of a category's values, by its count in the list. */
  chooseValue(path: string, value: string): Promise<void>;
  /** Yes is a boolean tag's first answer already; of a category tag it is a value. */
  chooseYes(path: string): Promise<void>;
  /** Waits until the count on the screen is this one, and is no former rule's. */
  expectCount(count: number): Promise<void>;
  saveAs(name: string): Promise<void>;
}

export function ruleHands(page: Page): RuleHands {
  const at = (id: string) => byId(page, id);
  async function chooseValue(path: string, value: string): Promise<void> {
    await at(`rule-value-${path}`).click();
    const option = at(`value-option-${value}`).filter({ visible: true });
    await option.click();
    await page.keyboard.press('Escape');
    await vi.waitFor(async () => expect(await option.count()).toBe(0));
  }
  return {
    chooseValue,
    drag: (tag, path) => dragTo(page, at(`tag-palette-item-${tag}`), at(path === undefined ? 'rule-tree' : `rule-node-${path}`)),
    dragBelow: (tag, path) => dragTo(page, at(`tag-palette-item-${tag}`), at(`rule-node-${path}`), { y: 0.8 }),
    type: (id, text) => typeInto(at(id), text),
    async chooseYes(path) {
      if ((await at(`rule-value-${path}-true`).count()) === 0) await chooseValue(path, 'yes');
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

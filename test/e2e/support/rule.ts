import type { Page } from 'playwright-core';
import { expect } from 'vitest';
import { byId, copiedBy, dragTo, typeInto } from './hand';
import { until } from './until';

/** The hands of a person who builds a rule on the segments page. */
export interface RuleHands {
  /** Drags a tag from the palette into the rule, or into the group at `path`. */
  drag(tag: string, path?: string): Promise<void>;
  /** Drags a tag from the palette to the place below the block at `path`. */
  dragBelow(tag: string, path: string): Promise<void>;
  type(id: string, text: string): Promise<void>;
  /** Chooses an operator by its name in the list, unless it is the one already. */
  chooseOperator(path: string, name: string): Promise<void>;
  /** Chooses some of a category's values in the list. */
  chooseValues(path: string, ...values: readonly string[]): Promise<void>;
  /** Yes is a boolean tag's first answer already; of a category tag it is a value. */
  chooseYes(path: string): Promise<void>;
  /** Waits until the count on the screen is this one, and is no former rule's. */
  expectCount(count: number): Promise<void>;
  /** Puts an empty rule in place of one that is not saved. */
  startNew(): Promise<void>;
  saveAs(name: string): Promise<void>;
}

export function ruleHands(page: Page): RuleHands {
  const at = (id: string) => byId(page, id);
  // The list of the field before it may still be fading.
  const options = page.locator('.ant-select-dropdown:not(.ant-slide-up-leave) .ant-select-item-option').filter({ visible: true });

  /** A long list holds in the page only what is in view: what is not there is searched by its name. */
  async function chooseValues(path: string, ...values: readonly string[]): Promise<void> {
    await at(`rule-value-${path}`).click();
    await options.first().waitFor();
    for (const value of values) {
      const option = options.filter({ has: at(`value-option-${value}`) });
      if ((await option.count()) === 0) await page.keyboard.type(value);
      await option.click();
    }
    await page.keyboard.press('Escape');
    await options.first().waitFor({ state: 'hidden' });
  }

  return {
    chooseValues,
    drag: (tag, path) => dragTo(page, at(`tag-palette-item-${tag}`), at(path === undefined ? 'rule-tree' : `rule-node-${path}`)),
    dragBelow: (tag, path) => dragTo(page, at(`tag-palette-item-${tag}`), at(`rule-node-${path}`), { y: 0.8 }),
    type: (id, text) => typeInto(at(id), text),
    async chooseOperator(path, name) {
      const field = at(`rule-operator-${path}`);
      if ((await field.innerText()).trim() === name) return;
      await field.click();
      await options.filter({ has: page.getByText(name, { exact: true }) }).click();
    },
    async chooseYes(path) {
      if ((await at(`rule-value-${path}-true`).count()) === 0) await chooseValues(path, 'yes');
    },
    async startNew() {
      await at('segment-new').click();
      await page.getByRole('button', { name: 'Discard', exact: true }).click();
      await at('rule-node-0').waitFor({ state: 'detached' });
    },
    async saveAs(name) {
      await typeInto(at('segment-name'), name);
      await at('segment-save').click();
      await at('segment-list').getByText(name, { exact: true }).waitFor();
    },
    async expectCount(count) {
      const isShown = async () => {
        expect(await at('segment-count').getAttribute('data-state')).toBe('fresh');
        expect(await at('segment-count').getAttribute('data-value')).toBe(String(count));
      };
      await until(isShown, 20_000).catch(async (cause) => {
        throw new Error(`${cause}: ${await copiedBy(at('segment-copy-json'))}`, { cause });
      });
    },
  };
}

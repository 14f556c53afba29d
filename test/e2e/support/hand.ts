import type { Locator, Page } from 'playwright-core';

/** The element that a test knows by its `data-testid`. */
export function byId(page: Page, id: string): Locator {
  return page.locator(`[data-testid="${id}"]`);
}

/** Puts the text in a field in place of what stands there, key by key. */
export async function typeInto(field: Locator, text: string): Promise<void> {
  await field.click();
  await field.press('ControlOrMeta+a');
  await field.pressSequentially(text);
}

/** Opens a field of choices and takes the first that holds the name. */
export async function chooseOption(field: Locator, name: string): Promise<void> {
  await field.click();
  await field.page().locator('.ant-select-dropdown:visible .ant-select-item-option', { hasText: name }).first().click();
}

/** The text that a button puts on the clipboard. */
export async function copiedBy(button: Locator): Promise<string> {
  await button.page().evaluate(() => {
    navigator.clipboard.writeText = async (text) => {
      document.documentElement.dataset.copied = text;
    };
  });
  await button.click();
  return (await button.page().evaluate(() => document.documentElement.dataset.copied)) ?? '';
}

interface Spot {
  /** Share of the target's width and height; default its middle. */
  readonly x?: number;
  readonly y?: number;
  /** Pixels from the target's left edge, in place of `x`. */
  readonly left?: number;
}

/** Drags with the mouse as a hand does: press, a nudge, a few moves, a rest until the page has drawn it, release. */
export async function dragTo(page: Page, from: Locator, to: Locator, { x = 0.5, y = 0.5, left }: Spot = {}): Promise<void> {
  const source = await boxOf(from);
  const start = { x: source.x + Math.min(30, source.width / 2), y: source.y + source.height / 2 };
  await page.mouse.move(start.x, start.y);
  await page.mouse.down();
  await page.mouse.move(start.x + 6, start.y);
  const target = await boxOf(to);
  await page.mouse.move(target.x + (left ?? target.width * x), target.y + target.height * y, { steps: 3 });
  await drawn(page);
  await page.mouse.up();
}

/** Three frames: one that hears of the pointer, one that moves what is dragged, one that says where it would land. */
async function drawn(page: Page): Promise<void> {
  await page.evaluate(async () => {
    for (let frames = 0; frames < 3; frames++) await new Promise(requestAnimationFrame);
  });
}

async function boxOf(locator: Locator): Promise<{ x: number; y: number; width: number; height: number }> {
  await locator.scrollIntoViewIfNeeded();
  const box = await locator.boundingBox();
  if (!box) throw new Error(`not on screen: ${locator}`);
  return box;
}

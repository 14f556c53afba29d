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
}

/** Drags with the mouse as a hand does: press, a nudge, many small moves, a rest, release. */
export async function dragTo(page: Page, from: Locator, to: Locator, { x = 0.5, y = 0.5 }: Spot = {}): Promise<void> {
  const source = await boxOf(from);
  const start = { x: source.x + Math.min(30, source.width / 2), y: source.y + source.height / 2 };
  await page.mouse.move(start.x, start.y);
  await page.mouse.down();
  await page.mouse.move(start.x + 6, start.y, { steps: 3 });
  const target = await boxOf(to);
  await page.mouse.move(target.x + target.width * x, target.y + target.height * y, { steps: 20 });
  await page.waitForTimeout(150);
  await page.mouse.up();
}

async function boxOf(locator: Locator): Promise<{ x: number; y: number; width: number; height: number }> {
  await locator.scrollIntoViewIfNeeded();
  const box = await locator.boundingBox();
  if (!box) throw new Error(`not on screen: ${locator}`);
  return box;
}

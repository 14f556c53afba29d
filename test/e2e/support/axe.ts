import { source } from 'axe-core';
import type { Page } from 'playwright-core';

/** Rules that the page at rest breaks, each with the first element that does. */
export async function violations(page: Page): Promise<string[]> {
  await page.waitForFunction(isAtRest);
  await page.evaluate(source);
  return await page.evaluate(async () => {
    const { axe } = globalThis as unknown as { axe: typeof import('axe-core') };
    const found = await axe.run(document, { runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'] });
    return found.violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.target.join(' ')}`);
  });
}

/** What is asked anew is faded until its answer comes, and comes back within a tenth of a second; so is a button that works. */
function isAtRest(): boolean {
  const fades = document.getAnimations().filter((it) => Number.isFinite(it.effect?.getComputedTiming().endTime));
  return (
    document.querySelector('[data-stale="true"], .ant-btn-loading') === null && fades.every((it) => it.playState !== 'running')
  );
}

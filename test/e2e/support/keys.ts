import type { Page } from 'playwright-core';
import { expect } from 'vitest';
import { until } from './until';

/** What a person does who has no mouse: Tab to a control, then keys. */
export interface Keys {
  /** Presses Tab until the focus is in the element with this `data-testid`, and sees to it that a person finds it there. */
  to(id: string): Promise<void>;
  /** The same, then Enter. */
  enter(id: string): Promise<void>;
  /** The same, then the text in place of what stands there. */
  type(id: string, text: string): Promise<void>;
  /** The same, then the choice of this name in a field of choices. */
  pick(id: string, name: string): Promise<void>;
  /** Goes to the first of a row of tabs or choices, on to this one by the arrows, and takes it. */
  turn(first: string, id: string): Promise<void>;
  /** Presses Tab until the focus is on one that the selector names, in the element with this `data-testid`. */
  next(selector: string, within: string): Promise<void>;
  press(...keys: readonly string[]): Promise<void>;
}

const MOST_PRESSES = 200;
const MOST_IN_A_ROW = 12;

export function keysOf(page: Page): Keys {
  const { keyboard } = page;
  const to = (id: string) => tabTo(page, id);
  return {
    to,
    async enter(id) {
      await to(id);
      await keyboard.press('Enter');
    },
    async type(id, text) {
      await to(id);
      await keyboard.press('ControlOrMeta+a');
      await keyboard.type(text);
    },
    async pick(id, name) {
      await to(id);
      await pickOption(page, name);
    },
    async turn(first, id) {
      await to(first);
      for (let steps = 0; steps < MOST_IN_A_ROW && !(await page.evaluate(isFocused, id)); steps++)
        await keyboard.press('ArrowRight');
      expect(await page.evaluate(isFocused, id), `the arrows lead from ${first} to ${id}`).toBe(true);
      await keyboard.press('Enter');
    },
    next: (selector, within) => tabUntil(page, `${selector} in ${within}`, isOneOf, { selector, within }),
    async press(...keys) {
      for (const key of keys) await keyboard.press(key);
    },
  };
}

function tabTo(page: Page, id: string): Promise<void> {
  return tabUntil(page, id, isFocused, id);
}

/** Presses Tab until the focus is where it is wanted; where it lands must be seen by whoever looks. */
async function tabUntil<A>(page: Page, what: string, isThere: (asked: A) => boolean, asked: A): Promise<void> {
  const passed: string[] = [];
  for (let presses = 0; presses < MOST_PRESSES; presses++) {
    if (await page.evaluate(isThere as (asked: unknown) => boolean, asked)) return await expectSeen(page, what);
    await page.keyboard.press('Tab');
    passed.push(await page.evaluate(focusedName));
  }
  throw new Error(`Tab does not lead to ${what}; it passes ${[...new Set(passed)].join(', ')}`);
}

function isOneOf({ selector, within }: { readonly selector: string; readonly within: string }): boolean {
  const active = document.activeElement;
  return Boolean(active?.matches(selector) && active.closest(`[data-testid="${within}"]`));
}

/** A label's control is hidden where the design draws its own; a tab holds the name that it is known by. */
function isFocused(id: string): boolean {
  const active = document.activeElement;
  const own = active?.closest(`[data-testid="${id}"]`);
  return Boolean(own ?? active?.closest('label, [role=tab]')?.querySelector(`[data-testid="${id}"]`));
}

function focusedName(): string {
  const active = document.activeElement;
  const named = active?.closest('[data-testid]')?.getAttribute('data-testid');
  return named ?? active?.getAttribute('aria-label') ?? active?.tagName.toLowerCase() ?? '';
}

/** The focus is on screen and is drawn: by an outline, a shadow or a caret, on the control or on what is drawn for it. */
async function expectSeen(page: Page, id: string): Promise<void> {
  await until(async () => expect(await page.evaluate(howFocusIsSeen), `the focus on ${id}`).not.toBe('unseen'));
}

function howFocusIsSeen(): string {
  const active = document.activeElement as HTMLElement | null;
  const box = active?.getBoundingClientRect();
  if (!active || !box) return 'unseen';
  const isOnScreen = box.bottom > 0 && box.right > 0 && box.top < innerHeight && box.left < innerWidth;
  if (!isOnScreen) return 'unseen';
  const isText = active.matches('input:not([type=checkbox],[type=radio]), textarea, [contenteditable=true]');
  if (isText && !active.matches('[readonly]')) return 'caret';
  const field = active.closest('.ant-select, .ant-picker, .ant-input-number');
  const drawn = [active, ...(active.parentElement?.children ?? []), active.parentElement, active.closest('label'), field];
  const isDrawn = drawn.some((element) => {
    if (!element) return false;
    const { outlineStyle, outlineWidth, boxShadow } = getComputedStyle(element);
    return (outlineStyle !== 'none' && outlineWidth !== '0px') || boxShadow !== 'none';
  });
  return isDrawn ? 'drawn' : 'unseen';
}

/** Moves through the list of an open select, as it says which option is active. */
async function pickOption(page: Page, name: string): Promise<void> {
  await page.keyboard.press('ArrowDown');
  const active = page.locator('.ant-select-item-option-active').filter({ visible: true });
  await until(async () => expect(await active.count()).toBe(1));
  for (let presses = 0; presses < 30 && (await active.textContent()) !== name; presses++) await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
}

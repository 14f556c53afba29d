import { expect } from 'vitest';
import type { TestApp } from './app';
import { goldenPortrait } from './goldens';
import { byId, copiedBy } from './hand';

/** From the saved segment in the editor to its portrait; answers how many customers it has, and of how many. */
export async function openPortrait(app: TestApp): Promise<[n: number, base: number]> {
  await byId(app.page, 'segment-portrait').click();
  await app.waitForPage('portraits');
  const shown = byId(app.page, 'portrait-n');
  return [Number(await shown.getAttribute('data-n')), Number(await shown.getAttribute('data-base'))];
}

/** The portrait on the screen has the reference's count and TGI for every value of these tags. */
export async function expectGoldenValues(app: TestApp, name: string, tags: readonly string[]): Promise<void> {
  const { attributes } = goldenPortrait(name);
  const cells = (await copiedTable(app)).map((line) => line.split('\t'));
  for (const tag of tags) {
    const levels = Object.entries(attributes[tag]?.levels ?? {});
    expect(levels, tag).not.toEqual([]);
    for (const [level, { segment_count, tgi }] of levels) {
      const row = cells.find((each) => each[0] === tag && each[1] === level);
      expect(row?.[2], `${tag} ${level}`).toBe(String(segment_count));
      expect(Math.abs(Number(row?.[6]) - tgi), `${tag} ${level}`).toBeLessThanOrEqual(1e-9 * tgi);
    }
  }
}

/** The lines that the button copies: the heading, then tag, value, n, shares and TGI. */
export async function copiedTable(app: TestApp): Promise<string[]> {
  return (await copiedBy(byId(app.page, 'portrait-copy'))).split('\n');
}

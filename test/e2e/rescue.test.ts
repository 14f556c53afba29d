import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { newSeal, sealFile } from '../../electron/engine/sealedFile';
import { flip, hashOf, inBlock } from '../support/damage';
import { launchApp, type TestApp } from './support/app';
import { violations } from './support/axe';
import { byId, typeInto } from './support/hand';

const PASSPHRASE = 'only of the rescue';
const ROWS = 20_000;

let folder: string;
const file = (name: string) => join(folder, name);

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'huaxiang-rescue-'));
  const lines = Array.from({ length: ROWS }, (_, id) => `${id},${createHash('sha256').update(`${id}`).digest('hex')}`);
  writeFileSync(file('payments.csv'), `id,text\n${lines.join('\n')}\n`);
  execFileSync('node', ['out/cli.cjs', 'import', file('plain.huaxiang'), file('payments.csv'), '--table', 'payments']);
  await sealFile(file('plain.huaxiang'), file('sealed.huaxiang'), await newSeal(PASSPHRASE));
  flip(file('plain.huaxiang'), inBlock(2));
  // Behind the head and the first frame.
  flip(file('sealed.huaxiang'), 208 + (1 << 20) + 16 + 5000);
}, 120_000);
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Chooses a damaged workspace in the menu, and where what is left of it is to go. */
async function offer(app: TestApp, name: string): Promise<void> {
  await app.waitForPage('welcome');
  await app.chooseNext(file(`${name}.huaxiang`));
  await app.chooseMenu('workspace.rescue');
  await byId(app.page, 'rescue-run').waitFor();
  await app.chooseNext(file(`${name}-rescued.huaxiang`));
  await byId(app.page, 'rescue-run').click();
}

/** Rows that came over, as the dialog says it. */
async function rowsSaid(app: TestApp): Promise<[number, number]> {
  await byId(app.page, 'rescue-share').waitFor({ timeout: 60_000 });
  const said = await byId(app.page, 'rescue-share').innerText();
  const numbers = [...said.matchAll(/[\d,]+/g)].map(([digits]) => Number(digits.replaceAll(',', '')));
  return [Math.min(...numbers), Math.max(...numbers)];
}

test('what came over of a damaged workspace is said in rows, and the damaged file is as it was', async () => {
  const app = await launchApp({ settings: { language: 'zh-CN', theme: 'dark' } });
  try {
    await app.page.setViewportSize({ width: 1280, height: 800 });
    const before = hashOf(file('plain.huaxiang'));
    await offer(app, 'plain');
    const [rows, of] = await rowsSaid(app);
    expect(of).toBe(ROWS);
    expect(rows).toBeGreaterThan(0.5 * ROWS);
    expect(rows).toBeLessThan(ROWS);
    expect(await violations(app.page)).toEqual([]);
    await app.screenshot('rescue-losses-dark');
    expect(hashOf(file('plain.huaxiang'))).toBe(before);
  } finally {
    await app.close();
  }
});

test('an encrypted one asks for its passphrase, tells a wrong one from damage, and is encrypted again', async () => {
  const app = await launchApp({ settings: { language: 'en-US', theme: 'light' } });
  try {
    await app.page.setViewportSize({ width: 1920, height: 1080 });
    const before = hashOf(file('sealed.huaxiang'));
    await offer(app, 'sealed');
    await byId(app.page, 'passphrase-present').waitFor();
    await typeInto(byId(app.page, 'passphrase-present'), 'another one');
    await app.page.keyboard.press('Enter');
    await app.page.getByText('does not open sealed.huaxiang').waitFor();
    await app.screenshot('rescue-wrong-passphrase');
    await typeInto(byId(app.page, 'passphrase-present'), PASSPHRASE);
    await app.page.keyboard.press('Enter');
    const [rows, of] = await rowsSaid(app);
    expect(of).toBe(ROWS);
    expect(rows).toBeLessThan(ROWS);
    expect(await byId(app.page, 'rescue-dialog').innerText()).toContain('encrypted with the same passphrase');
    expect(await violations(app.page)).toEqual([]);
    await app.screenshot('rescue-sealed-losses');
    expect(hashOf(file('sealed.huaxiang'))).toBe(before);
    expect(
      readdirSync(folder)
        .sort()
        .filter((name) => !/^(plain|payments)/.test(name)),
    ).toEqual(['sealed-rescued.huaxiang', 'sealed.huaxiang']);
  } finally {
    await app.close();
  }
});

import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { inflateSync } from 'node:zlib';
import JSZip from 'jszip';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { launchApp, type TestApp } from './support/app';
import { openBank } from './support/bank';
import { byId } from './support/hand';

let app: TestApp;
const folder = mkdtempSync(join(tmpdir(), 'huaxiang-reports-'));

beforeEach(async () => {
  app = await launchApp();
});
afterEach(async () => {
  await app.close();
  rmSync(folder, { recursive: true, force: true });
});

test('a portrait is saved as a document, as slides and as a picture of a tag', async () => {
  const ports = await openBank(app);
  const who = { kind: 'tag' as const, tag: 'age', op: 'lt' as const, values: [35] };
  const segment = { id: 'young', name: '年轻客户', description: '', who };
  expect(await ports.kernel('segments.save', { segment })).toMatchObject({ ok: true });
  await app.chooseMenu('view.portraits');
  await app.waitForPage('portraits');

  await byId(app.page, 'portrait-report').hover();
  const pdf = (await saved('portrait-report-pdf', '年轻客户.pdf')).toString('latin1');
  expect(pdf.startsWith('%PDF-')).toBe(true);
  expect(pdf).toContain('/StructTreeRoot');
  const pages = [...pdf.matchAll(/\/Type \/Page\n[\s\S]{0,800}?\/MediaBox \[0 0 ([\d.]+) ([\d.]+)\]/g)];
  expect(pages.length).toBeGreaterThanOrEqual(4);
  for (const [, width, height] of pages) expect([Math.round(Number(width)), Math.round(Number(height))]).toEqual([596, 843]);

  await byId(app.page, 'portrait-report').hover();
  const slides = await JSZip.loadAsync(await saved('portrait-report-pptx', '年轻客户.pptx'));
  expect(await slides.file('ppt/slides/slide1.xml')?.async('string')).toContain('年轻客户');

  await byId(app.page, 'portrait-drawings-of-marital').click();
  const png = await saved('portrait-drawing-png', '婚姻.png');
  // Two pixels for each of a drawing 900 wide: three rows of 36 between a head of 128 and a foot of 64.
  expect([png.readUInt32BE(16), png.readUInt32BE(20)]).toEqual([1800, 2 * (128 + 3 * 36 + 64)]);
  expect(isDrawnOn(png)).toBe(true);

  await byId(app.page, 'portrait-view-overview').click();
  await byId(app.page, 'portrait-drawings-of-quadrants').click();
  expect(isDrawnOn(await saved('portrait-drawing-png', '象限.png'))).toBe(true);
  await byId(app.page, 'portrait-view-cross').click();
  await byId(app.page, 'portrait-drawings-of-cross').click();
  expect((await saved('portrait-drawing-svg', '交叉.svg')).toString('utf8')).toContain('<svg');
});

/** Chooses an entry of the open menu by mouse, and a place for its file; answers what was written there. */
async function saved(entry: string, name: string): Promise<Buffer> {
  const path = join(folder, name);
  await app.chooseNext(path);
  await app.page.locator(`.ant-dropdown:not(.ant-dropdown-hidden) [data-testid="${entry}"]`).click();
  await app.page.locator('.ant-notification-notice').filter({ hasText: name }).waitFor();
  return readFileSync(path);
}

/** Whether a PNG has more than one colour, which an empty canvas has not. */
function isDrawnOn(png: Buffer): boolean {
  const data: Buffer[] = [];
  for (let at = 8; at < png.length; at += 12 + png.readUInt32BE(at)) {
    if (png.toString('latin1', at + 4, at + 8) === 'IDAT') data.push(png.subarray(at + 8, at + 8 + png.readUInt32BE(at)));
  }
  return new Set(inflateSync(Buffer.concat(data))).size > 16;
}

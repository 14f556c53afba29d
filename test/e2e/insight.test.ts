import { rmSync } from 'node:fs';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Rule } from '#shared/model/rule';
import { launchApp, type TestApp } from './support/app';
import { makeDemo, openDemo } from './support/demo';
import { byId, typeInto } from './support/hand';
import { until } from './support/until';

let folder: string;
let app: TestApp;
const at = (id: string) => byId(app.page, id);

const bought = (last?: { n: number; unit: 'day' }): Rule => {
  const window = last ? { window: { last } } : {};
  return { kind: 'event', event: 'purchase', where: [], measure: 'count', op: 'gte', values: [1], ...window };
};

beforeAll(async () => {
  folder = makeDemo({ customers: 2000, events: 60_000, language: 'en' });
  app = await launchApp({ settings: { language: 'en-US', theme: 'light' } });
  await openDemo(app, folder, async (ports) => {
    const source = {
      kind: 'cases' as const,
      cases: [
        { rule: bought({ n: 90, unit: 'day' as const }), value: 'Active' },
        { rule: bought(), value: 'Lapsed' },
      ],
      otherwise: 'Never bought',
    };
    const definition = { id: 'buyer-stage', name: 'Buyer stage', status: 'published' as const, source };
    expect(await ports.kernel('tags.save', { definition })).toMatchObject({ ok: true });
  });
}, 120_000);

afterAll(async () => {
  await app.close();
  rmSync(folder, { recursive: true, force: true });
});

test('what a segment lacks, whom a product suits, and who moved, become segments of as many customers', async () => {
  await open();
  await typeInto(app.page.getByRole('spinbutton').first(), '4');
  await at('affinity-table').waitFor();
  await app.waitForPage('insight');
  await app.screenshot('insight-affinity');
  await becomesSegment('lackers-FM01');

  await open();
  await at('insight-view-together').click();
  await app.waitForPage('insight');
  await app.screenshot('insight-together');
  await at('insight-view-nextBest').click();
  await at('next-best-table').waitFor();
  await app.waitForPage('insight');
  await app.screenshot('insight-next');
  await becomesSegment('candidates-FE01');

  await open();
  await at('insight-change').click();
  await at('migration-matrix').waitFor();
  await app.waitForPage('insight');
  expect(await at('migration-n').getAttribute('data-n')).toBe('2000');
  await app.screenshot('insight-change');
  await becomesSegment('move-0-1');
});

async function open(): Promise<void> {
  await app.chooseMenu('view.insight');
  await app.waitForPage('insight');
}

/** Clicks a number and finds it again in the builder. */
async function becomesSegment(id: string): Promise<void> {
  const n = Number(await at(id).getAttribute('data-n'));
  expect(n).toBeGreaterThan(0);
  await at(id).click();
  await app.waitForPage('segments');
  await until(async () => expect(await at('segment-count').getAttribute('data-value')).toBe(String(n)));
}

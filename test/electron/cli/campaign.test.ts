import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { type CommandAnswer, commandLine } from '../../support/commandLine';

const folder = mkdtempSync(join(tmpdir(), 'huaxiang-cli-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function file(name: string, content: unknown): string {
  const path = join(folder, name);
  writeFileSync(path, JSON.stringify(content));
  return path;
}

function huaxiang(...args: readonly string[]): Promise<CommandAnswer> {
  return commandLine(args);
}

const POLICY = {
  rules: [
    { id: 'staff', label: 'Staff', mandatory: true, who: { kind: 'tag', tag: 'staff', op: 'is', values: [true] } },
    { id: 'consent', label: 'No consent', who: { kind: 'tag', tag: 'marketing_consent', op: 'is', values: [false] } },
  ],
  caps: [{ id: 'week', label: 'One a week', n: 1, per: { n: 1, unit: 'week' } }],
  holdout: { share: 0.05, seed: 1 },
};

/** Of days that the demo bank has events for: an A/A campaign, since nobody was reached by it. */
const CAMPAIGN = {
  id: 'AA',
  name: 'A/A',
  purpose: 'to see that chance alone finds nothing',
  holdout: 0.5,
  arms: [{ variant: 'offer', channel: 'SMS', unitCost: 0.1 }],
  from: '2026-06-01',
  to: '2026-06-30',
  metrics: [{ kind: 'conversion', label: 'bought', of: { event: 'purchase' } }],
  split: { seed: 11, strata: ['vip_tier', 'city'] },
};

test('the command line keeps a policy, plans a campaign of the demo bank, releases it, and sees nothing where nothing was done', async () => {
  const bank = join(folder, 'bank');
  await huaxiang('demo', bank, '--customers', '3000', '--language', 'en');
  const workspace = join(bank, 'demo.huaxiang');
  expect((await huaxiang('policy', workspace, '--apply', file('policy.json', POLICY))).out).toMatch(/staff\s+Staff\s+true/);
  expect(JSON.parse((await huaxiang('policy', workspace, '--show', '--json')).out)).toMatchObject({ version: 1 });
  const half = await huaxiang('campaign', workspace, '--apply', file('half.json', { ...CAMPAIGN, holdout: undefined }));
  expect(half.out).toMatch(/AA\s+A\/A\s+draft\s+1/);
  const refused = await huaxiang('campaign', workspace, '--release', 'AA');
  expect([refused.code, refused.error]).toEqual([1, expect.stringContaining('the share of the control is not said')]);
  await huaxiang('campaign', workspace, '--apply', file('campaign.json', CAMPAIGN));
  const simulated = JSON.parse((await huaxiang('campaign', workspace, '--simulate', 'AA', '--tags', 'city', '--json')).out);
  expect(simulated.n).toBe(3000);
  expect(simulated.kept + simulated.steps.reduce((sum: number, { first }: { first: number }) => sum + first, 0)).toBe(3000);
  expect((await huaxiang('campaign', workspace, '--split', 'AA', '--tags', 'aum')).out).toMatch(/\naum\s+offer/);
  const release = JSON.parse((await huaxiang('campaign', workspace, '--release', 'AA', '--json')).out);
  expect(release.split.arms.map(({ n }: { n: number }) => n).reduce((a: number, b: number) => a + b, 0)).toBe(simulated.kept);
  expect((await huaxiang('campaign', workspace, '--list')).out).toMatch(
    /AA\s+A\/A\s+running\s+2\s+2026-06-01\s+2026-06-30\s+control \d+, offer \d+/,
  );
  expect((await huaxiang('campaign', workspace, '--remove', 'AA')).code).toBe(1);
  const spec = file('spec.json', { release: 'AA', control: 'control', metrics: CAMPAIGN.metrics });
  const answer = JSON.parse((await huaxiang('experiment', workspace, '--spec', spec, '--json')).out);
  expect(answer.srm.alarm).toBe(false);
  expect(answer.arms).toMatchObject([{ weight: 0.5 }, { weight: 0.5 }]);
  expect(['adopt', 'notTrustworthy']).not.toContain(answer.verdict.decision);

  const ledger = await huaxiang('campaign', workspace, '--ledger');
  expect(ledger.out).toMatch(/AA\s+A\/A\s+release\s+\d+/);
  expect(JSON.parse((await huaxiang('campaign', workspace, '--ledger', '--json')).out).rows[0].verdict).toEqual(answer.verdict);
  for (const ending of ['html', 'csv', 'json']) {
    const out = join(folder, `ledger.${ending}`);
    expect((await huaxiang('campaign', workspace, '--ledger', '--out', out)).out).toContain(out);
    expect(readFileSync(out, 'utf8')).toContain('A/A');
  }
  expect((await huaxiang('campaign', workspace, '--ledger', '--out', 'ledger.doc')).error).toContain('.html or .csv or .json');

  const arm = file('arm.json', { variant: 'offer', outcome: { metric: 'bought', did: true } });
  const kept = await huaxiang('experiment', workspace, '--spec', spec, '--arm', arm, '--freeze', 'buyers', '--json');
  const [row] = answer.rows;
  expect(JSON.parse(kept.out)).toMatchObject({ list: { name: 'buyers' }, members: Math.round(row.n * row.value) });
  expect((await huaxiang('experiment', workspace, '--spec', spec, '--arm', arm)).code).toBe(2);

  const managers = [{ name: 'Li', capacity: 100_000 }];
  const plan = file('plan.json', { campaign: 'AA', managers, due: '2026-06-20' });
  expect((await huaxiang('work', workspace, '--apply', plan)).out).toMatch(/AA\s+\S+\s+2026-06-20\s+(\d+)\s+0\s+\1/);
  const treated = release.split.arms[1].n;
  expect(JSON.parse((await huaxiang('work', workspace, '--list', '--json')).out)).toMatchObject([{ orders: treated }]);
  const orders = JSON.parse((await huaxiang('work', workspace, '--orders', 'AA', '--json')).out);
  expect(orders).toHaveLength(treated);
  const archive = join(folder, 'orders.zip');
  const written = JSON.parse((await huaxiang('work', workspace, '--write', 'AA', '--out', archive, '--json')).out);
  expect(written).toEqual({ branches: [{ branch: '', orders: treated }], withheld: [] });
  expect(statSync(archive).size).toBeGreaterThan(1000);
  const results = join(folder, 'results.csv');
  writeFileSync(results, `order,result,contacted on\n${orders[0].id},reached,2026-06-10\n${orders[1].id},perhaps,2026-06-10\n`);
  await huaxiang('import', workspace, results, '--table', 'results');
  expect((await huaxiang('work', workspace, '--receive', 'AA', '--table', 'results')).out).toMatch(
    /2\s+1\s+0\s+0\s+0\s+1\s+0\n(?:.|\n)*unreadable\s+3\s+W\d+\s+perhaps/,
  );
  expect((await huaxiang('work', workspace, '--write', 'AA')).code).toBe(2);
});

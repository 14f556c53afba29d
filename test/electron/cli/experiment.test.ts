import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
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

test('the command line judges the e-mails of Hillstrom, as JSON and as tables', async () => {
  const workspace = join(folder, 'mail.huaxiang');
  await huaxiang('import', workspace, resolve('../shared/data/hillstrom/hillstrom.csv'));
  await huaxiang('entities', workspace, '--apply', file('map.json', { customers: { table: 'hillstrom', key: { line: true } } }));
  const spec = {
    tag: 'segment',
    control: 'No E-Mail',
    metrics: [{ kind: 'conversion', label: 'visit', of: { tag: 'visit' } }],
  };
  const asked = ['experiment', workspace, '--spec', file('spec.json', spec)];
  const answer = JSON.parse((await huaxiang(...asked, '--json')).out);
  expect(answer.verdict).toEqual({
    decision: 'adopt',
    variant: 'Mens E-Mail',
    reasons: [{ kind: 'better', metric: 'visit', variant: 'Mens E-Mail', p: expect.any(Number) }],
  });
  const { out } = await huaxiang(...asked);
  expect(out).toMatch(/^verdict\s+variant\nadopt\s+Mens E-Mail\n/);
  expect(out).toMatch(
    /visit\s+Womens E-Mail\s+21387\s+0\.1514\s+21306\s+0\.106167\s+0\.0452331\s+0\.0388941\s+0\.0515743\s+42\.6%/,
  );
  const guardrail = { kind: 'mean', label: 'spend', of: { tag: 'spend' }, role: 'guardrail', margin: 0.05 };
  const guarded = await huaxiang(
    'experiment',
    workspace,
    '--spec',
    file('guarded.json', { ...spec, metrics: [...spec.metrics, guardrail] }),
  );
  expect(guarded.out).toMatch(/guardrail\s+variant\s+margin\s+worst\s+shown\nspend\s+Mens E-Mail\s+0\.05\s+0\.\d+\s+true\n/);
  expect((await huaxiang(...asked, '--curves')).out).toBe('no curve\ntimeless\n');
  const spread = await huaxiang(...asked.slice(0, -1), file('spread.json', { ...spec, metrics: [guardrail] }), '--distributions');
  expect(spread.out).toMatch(/spend\s+No E-Mail\s+200\s+17\s+21306\n/);
  expect(spread.out).toMatch(/spend\s+No E-Mail\s+35\.04\s+88\.365\s+146\.17\s+226\.882\s+-\n/);
  const missing = await huaxiang('experiment', workspace, '--spec', file('bad.json', { ...spec, control: 'Nobody' }));
  expect(missing.code).toBe(1);
  expect(missing.error).toContain('No E-Mail');
});

test('power needs no workspace, and says what is missing', async () => {
  const asked = { kind: 'proportion', control: 0.1062, effect: 0.02124, power: 0.8 };
  const { out } = await huaxiang('power', file('power.json', asked), '--json');
  expect(JSON.parse(out)).toEqual({ n: 3589, treatmentN: 3589, effect: 0.02124, power: 0.8 });
  const { code, error } = await huaxiang('power', file('less.json', { kind: 'mean', sd: 1, n: 10 }));
  expect(code).toBe(1);
  expect(error).toContain('two of n, effect and power');
});

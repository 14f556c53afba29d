import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'vitest';
import type { TestApp } from './app';
import { listenToPorts, type PagePorts } from './ports';

interface DemoSize {
  readonly customers: number;
  readonly events: number;
  readonly language: 'zh' | 'en';
}

/** A folder with a small demo bank, written by the command line; the caller removes it. */
export function makeDemo(
  { customers, events, language }: DemoSize = { customers: 1000, events: 20_000, language: 'zh' },
): string {
  const folder = mkdtempSync(join(tmpdir(), 'huaxiang-demo-'));
  const size = ['--customers', String(customers), '--events', String(events), '--language', language];
  // The profile of whoever runs the tests is none of their business.
  const profile = mkdtempSync(join(tmpdir(), 'huaxiang-profile-'));
  try {
    const env = { ...process.env, HUAXIANG_KEY: join(profile, 'identity.pem') };
    execFileSync('node', ['out/cli.cjs', 'demo', folder, ...size], { env });
  } finally {
    rmSync(profile, { recursive: true, force: true });
  }
  return folder;
}

/** Opens the demo bank of a folder in a window of 1280 × 800; `prepare` may change it before the page shows it. */
export async function openDemo(app: TestApp, folder: string, prepare?: (ports: PagePorts) => Promise<void>): Promise<void> {
  const ports = await listenToPorts(app.page);
  await app.chooseNext(join(folder, 'demo.huaxiang'));
  const chosen = await ports.shell('files.choose', { purpose: 'workspace' });
  const file = chosen.ok ? (chosen.value?.[0]?.token ?? '') : '';
  expect(await ports.kernel('workspace.open', { file })).toMatchObject({ ok: true });
  await prepare?.(ports);
  await app.page.reload();
  await app.page.waitForSelector('.hx-workbench');
  await app.page.setViewportSize({ width: 1280, height: 800 });
}

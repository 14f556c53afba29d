import { execFileSync } from 'node:child_process';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

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
  execFileSync('node', ['out/cli.cjs', 'demo', folder, ...size]);
  return folder;
}

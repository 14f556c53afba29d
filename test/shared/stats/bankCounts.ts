import { resolve } from 'node:path';
import type { TagCounts } from '#shared/stats/portrait';
import { readJson } from './reference';

export interface GoldenLevel {
  readonly base_count: number;
  readonly segment_count: number;
  readonly base_share: number;
  readonly segment_share: number;
  readonly tgi: number;
  readonly rest_count: number;
  readonly rest_share: number;
  readonly z_vs_rest: number;
  readonly p_vs_rest: number;
  readonly p_bh: number;
  readonly p_holm: number;
}

export interface GoldenAttribute {
  readonly levels: Readonly<Record<string, GoldenLevel>>;
  readonly chisq: number;
  readonly df: number;
  readonly p: number;
  readonly cramers_v: number;
  readonly cramers_v_bias_corrected: number;
  readonly g_test: number;
  readonly g_test_p: number;
  readonly min_expected: number;
}

export interface GoldenPortrait {
  readonly base_n: number;
  readonly segment_n: number;
  readonly attributes: Readonly<Record<string, GoldenAttribute>>;
}

export function goldenPortraits(): [string, GoldenPortrait][] {
  const path = resolve('../shared/data/goldens/portrait_bank_full.json');
  return Object.entries(readJson<{ portraits: Record<string, GoldenPortrait> }>(path).portraits);
}

/** Against all customers, or against all outside the segment. */
export function tagCounts(portrait: GoldenPortrait, base: 'all' | 'rest'): TagCounts<string>[] {
  return Object.entries(portrait.attributes).map(([tag, { levels }]) => ({
    tag,
    values: Object.entries(levels).map(([value, { segment_count: n, base_count, rest_count }]) =>
      base === 'all' ? { value, n, baseN: base_count, bothN: n } : { value, n, baseN: rest_count, bothN: 0 },
    ),
  }));
}

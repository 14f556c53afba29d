import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '../../../scripts/setup/paths.mjs';
import type { ReferenceRule } from '../../support/bankRules';

interface GoldenPortrait {
  readonly segment_n: number;
  readonly base_n: number;
  readonly attributes: Readonly<Record<string, GoldenAttribute>>;
}

interface GoldenAttribute {
  readonly cramers_v_bias_corrected: number;
  readonly levels: Readonly<Record<string, { readonly segment_count: number; readonly tgi: number }>>;
}

/** A rule as the reference file writes it, over the bank as it is or with its words for unknown read as unknown. */
interface GoldenRule {
  readonly id: string;
  readonly view: 'raw' | 'nulls';
  readonly rule: ReferenceRule;
  readonly count_bool: number;
}

const counts: { data_sha256: string; rules: GoldenRule[] } = read('segments_bank_full');
const { portraits }: { portraits: Record<string, GoldenPortrait> } = read('portrait_bank_full');

/** SHA-256 of the bank's file, as whoever counted the reference answers saw it. */
export const bankSha256 = counts.data_sha256;

export const goldenRules: readonly GoldenRule[] = counts.rules;

/** How many customers of the bank the reference counts for its rule of this id. */
export function goldenCount(id: string): number {
  return known(counts.rules.find((rule) => rule.id === id)?.count_bool, id);
}

/** The reference's numbers for a segment of the bank. */
export function goldenPortrait(name: string): GoldenPortrait {
  return known(portraits[name], name);
}

function known<T>(found: T | undefined, name: string): T {
  if (found === undefined) throw new Error(`no reference answer ${name}`);
  return found;
}

function read<T>(name: string): T {
  return JSON.parse(readFileSync(join(root, `../shared/data/goldens/${name}.json`), 'utf8'));
}

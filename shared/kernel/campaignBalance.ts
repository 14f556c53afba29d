import type { BalanceRow } from '../model/release';
import { balanceOfLevels, balanceOfNumbers } from '../stats/experiment/balance';
import type { EvaluationScope } from './evaluationScope';
import { levelsOf } from './experimentLevels';
import { tagValues } from './experimentMetrics';

/** Arms by name, the control first, and the rows of each. */
interface Arms {
  readonly variants: readonly string[];
  readonly rows: readonly Uint32Array[];
}

/** How alike each arm and the control are in each tag. The caller has the turn for derived state. */
export async function balanceOf(scope: EvaluationScope, tags: readonly string[], arms: Arms): Promise<BalanceRow[]> {
  const rows: BalanceRow[] = [];
  for (const tag of tags) {
    const isNumber = scope.vocabulary.tags.get(tag)?.type === 'number';
    rows.push(...(isNumber ? await numberRows(scope, tag, arms) : await levelRows(scope, tag, arms)));
  }
  return rows;
}

async function numberRows(scope: EvaluationScope, tag: string, { variants, rows }: Arms): Promise<BalanceRow[]> {
  const values: Float64Array[] = [];
  for (const arm of rows) values.push((await tagValues(scope, tag, arm)).filter((value) => !Number.isNaN(value)));
  const [control = new Float64Array(0), ...others] = values;
  return others.map((own, at) => ({
    tag,
    variant: variants[at + 1] ?? '',
    n: own.length,
    controlN: control.length,
    ...balanceOfNumbers(own, control),
  }));
}

/** The unknown is a level: an arm with more of them is not alike. */
async function levelRows(scope: EvaluationScope, tag: string, { variants, rows }: Arms): Promise<BalanceRow[]> {
  const all = new Uint32Array(rows.reduce((sum, arm) => sum + arm.length, 0));
  const armOf = new Uint8Array(all.length);
  let next = 0;
  for (const [arm, own] of rows.entries()) {
    all.set(own, next);
    armOf.fill(arm, next, next + own.length);
    next += own.length;
  }
  const { levels, levelOf } = await levelsOf(scope, tag, all);
  const counts = rows.map(() => levels.map(() => 0));
  for (const [at, level] of levelOf.entries()) {
    const own = counts[armOf[at] ?? 0];
    if (own) own[level] = (own[level] ?? 0) + 1;
  }
  const [control = [], ...others] = counts;
  return others.map((own, at) => {
    const { worst, ...balance } = balanceOfLevels(own, control);
    const level = levels[worst];
    const n = rows[at + 1]?.length ?? 0;
    const controlN = rows[0]?.length ?? 0;
    return { tag, variant: variants[at + 1] ?? '', n, controlN, ...balance, ...(level ? { level } : {}) };
  });
}

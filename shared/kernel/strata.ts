import type { EvaluationScope } from './evaluationScope';
import { levelsOf } from './experimentLevels';

/** Some customers by the combination of the levels that they are at; the unknown is a level. */
export interface Strata {
  readonly tags: readonly string[];
  /** By customer asked about, numbered as they come. */
  readonly stratumOf: Uint32Array;
  readonly strata: number;
}

/** The caller has the turn for derived state. @throws Fault UNKNOWN_TAG. */
export async function strataOf(scope: EvaluationScope, tags: readonly string[], rows: Uint32Array): Promise<Strata> {
  let found: Strata = { tags, stratumOf: new Uint32Array(rows.length), strata: rows.length === 0 ? 0 : 1 };
  for (const tag of tags) {
    const { levels, levelOf } = await levelsOf(scope, tag, rows);
    found = crossed(found, levelOf, levels.length);
  }
  return found;
}

/** Every stratum cut by the levels of one thing more. */
function crossed({ tags, stratumOf }: Strata, levelOf: Uint32Array, levels: number): Strata {
  const numbers = new Map<number, number>();
  const cut = stratumOf.map((stratum, at) => {
    const pair = stratum * levels + (levelOf[at] ?? 0);
    const number = numbers.get(pair) ?? numbers.size;
    numbers.set(pair, number);
    return number;
  });
  return { tags, stratumOf: cut, strata: numbers.size };
}

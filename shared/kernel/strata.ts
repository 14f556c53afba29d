import { interpolatedPlace, quantileAt } from '../stats/quantiles';
import type { EvaluationScope } from './evaluationScope';
import { levelsOf } from './experimentLevels';
import { tagValues } from './experimentMetrics';

/** Some customers by the combination of the levels that they are at, of numbers of the fifths; the unknown is a level. */
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
    if (scope.vocabulary.tags.get(tag)?.type === 'number') {
      found = crossed(found, fifthsOf(await tagValues(scope, tag, rows)), FIFTHS + 1);
    } else {
      const { levels, levelOf } = await levelsOf(scope, tag, rows);
      found = crossed(found, levelOf, levels.length);
    }
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

const FIFTHS = 5;

/** The fifth of each number from 1 on, 0 where it is unknown; who is at a cut (R's type 7) is in the upper one, so that equal numbers stay together. */
function fifthsOf(values: Float64Array): Uint32Array {
  const sorted = values.filter((value) => !Number.isNaN(value)).sort();
  if (sorted.length === 0) return new Uint32Array(values.length);
  const cuts = [20, 40, 60, 80].map((percent) =>
    quantileAt(interpolatedPlace(percent, sorted.length), (position) => sorted[position] ?? 0),
  );
  return Uint32Array.from(values, (value) => (Number.isNaN(value) ? 0 : 1 + cuts.filter((cut) => cut <= value).length));
}

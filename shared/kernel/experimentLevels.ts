import { CodeColumn } from '../bits/codeColumn';
import type { ExperimentLevel, ExperimentSplit } from '../model/experiment';
import { sampleRatio } from '../stats/experiment/sampleRatio';
import type { EvaluationScope } from './evaluationScope';
import type { Assigned } from './experimentArms';
import { withColumn } from './tagColumns';
import { unknownTag } from './tags';

/** Some customers by what they are at in a tag, the commonest levels first; the unknown is one. */
export interface Levels {
  readonly levels: readonly ExperimentLevel[];
  /** By customer asked about its position in `levels`. */
  readonly levelOf: Uint32Array;
}

export interface TagLevels extends Levels {
  readonly tag: string;
}

export async function levelsOf(
  { session, connection, vocabulary, signal }: EvaluationScope,
  id: string,
  rows: Uint32Array,
): Promise<TagLevels> {
  const tag = vocabulary.tags.get(id) ?? unknownTag(id, '', null);
  return await withColumn(
    session,
    connection,
    tag,
    (column) => {
      if (!(column instanceof CodeColumn)) throw new Error('a tag of levels came as numbers');
      const all = column.codes();
      const codes = Uint32Array.from(rows, (row) => all[row] ?? 0);
      return { tag: id, ...rankedLevels(codes, column.dictionary.length, (code) => levelAt(column, code, tag.labels)) };
    },
    signal,
  );
}

/** `codes` of the customers asked about, up to `most`; 0 is the unknown. */
export function rankedLevels(codes: Uint32Array, most: number, levelAt: (code: number) => ExperimentLevel): Levels {
  const totals = new Uint32Array(most + 1);
  for (const code of codes) totals[code] = (totals[code] ?? 0) + 1;
  const shown = [...totals.keys()].filter((code) => (totals[code] ?? 0) > 0);
  shown.sort((a, b) => (totals[b] ?? 0) - (totals[a] ?? 0) || a - b);
  const place = new Uint32Array(totals.length);
  for (const [at, code] of shown.entries()) place[code] = at;
  return { levels: shown.map(levelAt), levelOf: codes.map((code) => place[code] ?? 0) };
}

function levelAt(
  { kind, dictionary }: CodeColumn,
  code: number,
  labels: readonly { readonly value: unknown; readonly label: string }[],
): ExperimentLevel {
  if (code === 0) return { value: null, label: '' };
  const text = dictionary[code - 1] ?? '';
  const label = labels.find(({ value }) => String(value) === text)?.label ?? text;
  return { value: kind === 'boolean' ? text === 'true' : text, label };
}

const MOST_SPLITS = 20;

/** The split within every level of the tags, all of them one family; the least likely ones. */
export function splitsByLevel(assigned: Assigned, weights: readonly number[], tags: readonly TagLevels[]): ExperimentSplit[] {
  const tests = tags.reduce((sum, { levels }) => sum + levels.length, 0);
  const splits = tags.flatMap(({ tag, levels, levelOf }) => {
    const sizes = sizesByLevel(assigned, { levels, levelOf });
    return levels.map((level, at): ExperimentSplit => {
      const own = sizes.map((ofArm) => ofArm[at] ?? 0);
      return { tag, level, sizes: own, ratio: sampleRatio(own, weights, tests) };
    });
  });
  return splits.sort((a, b) => pOf(a) - pOf(b)).slice(0, MOST_SPLITS);
}

/** By arm, customers at each level. */
function sizesByLevel({ starts, variants }: Assigned, { levels, levelOf }: Levels): number[][] {
  return variants.map((_, arm) => {
    const sizes = new Array<number>(levels.length).fill(0);
    for (let place = starts[arm] ?? 0; place < (starts[arm + 1] ?? 0); place++) {
      const level = levelOf[place] ?? 0;
      sizes[level] = (sizes[level] ?? 0) + 1;
    }
    return sizes;
  });
}

function pOf({ ratio }: ExperimentSplit): number {
  return 'p' in ratio ? ratio.p : 1;
}

import type { ExperimentRow } from '../model/experiment';
import type { OtherTest } from '../model/experimentNumbers';
import { isInsufficient } from '../model/findings';
import type { ExperimentWriter } from './experimentNumbers';
import { type HintedTable, tableOf } from './experimentTables';
import { fillText } from './sentence';

/** One way to look at a metric of an arm. */
interface Way {
  readonly row: ExperimentRow;
  readonly way: string;
  readonly result: string;
  readonly p: string;
}

/** The tags that ways name. */
interface TagNames {
  /** Name of the covariate; empty without one. */
  readonly covariate: string;
  /** Name of a tag by its id. */
  readonly tagName: (id: string) => string;
}

/** Every way that a metric was looked at, the main one first. */
export function sensitivityTable(rows: readonly ExperimentRow[], names: TagNames, writer: ExperimentWriter): HintedTable {
  const { texts } = writer;
  const ways = rows
    .filter(({ level }) => level === undefined)
    .map((row) => waysOf(row, names, writer))
    .filter((each) => each.length > 1)
    .flat();
  return tableOf<Way>(ways, [
    [texts.metric, '', ({ row }) => row.metric],
    [texts.arm, '', ({ row }) => row.variant],
    [texts.way, texts.sensitivityHelp, ({ way }) => way],
    [texts.result, '', ({ result }) => result],
    [texts.p, texts.pHelp, ({ p }) => p],
  ]);
}

function waysOf(row: ExperimentRow, names: TagNames, writer: ExperimentWriter): Way[] {
  const { texts, format } = writer;
  const { kind, test, difference, cap, cuped, rank, bayes, sequential } = row;
  const change = (x: number) => writer.change(kind, x);
  const none = { row, result: texts.needsData, p: '–' };
  const ways: Way[] = [
    {
      row,
      way: texts[cap === undefined ? 'way.plain' : 'way.capped'],
      result: writer.estimate(difference, change),
      p: isInsufficient(test) ? texts.needsData : writer.p(test.p),
    },
  ];
  if (row.unmatched) {
    const { difference: plain, p } = row.unmatched;
    ways.push({ row, way: texts['way.unmatched'], result: writer.estimate(plain, change), p: writer.p(p) });
  }
  if (cuped) {
    const share = isInsufficient(cuped) ? texts.needsData : format.percent(cuped.varianceReduction, 1);
    const way = fillText(texts['way.cuped'], { covariate: names.covariate, share });
    ways.push(
      isInsufficient(cuped)
        ? { ...none, way }
        : { row, way, result: writer.estimate(cuped.difference, change), p: writer.p(cuped.test.p) },
    );
  }
  if (rank) {
    const way = texts['way.rank'];
    const result = isInsufficient(rank) ? '' : fillText(texts.rankResult, { share: format.percent(rank.share, 1) });
    ways.push(isInsufficient(rank) ? { ...none, way } : { row, way, result, p: writer.p(rank.p) });
  }
  ways.push(...othersWays(row, names, writer));
  if (bayes) ways.push(isInsufficient(bayes) ? { ...none, way: texts['way.bayes'] } : bayesWay(row, bayes, writer));
  if (sequential) {
    const way = fillText(texts['way.sequential'], { tau: String(sequential.tau), looks: String(sequential.looks) });
    ways.push({ row, way, result: writer.interval(sequential.interval, change), p: writer.p(sequential.p) });
  }
  for (const method of row.without ?? [])
    ways.push({ row, way: texts[`without.${method}`], result: texts.withoutQuantile, p: '–' });
  return ways;
}

function othersWays(row: ExperimentRow, names: TagNames, writer: ExperimentWriter): Way[] {
  return (row.others ?? []).map(({ method, strata, difference, p }) => ({
    row,
    way: strata
      ? stratifiedWay(strata, names, writer)
      : fillText(writer.texts[OTHER_WAYS[method]], { covariate: names.covariate }),
    result: difference ? writer.estimate(difference, (x) => writer.change(row.kind, x)) : '–',
    p: writer.p(p),
  }));
}

const OTHER_WAYS = {
  unpooledZ: 'way.unpooledZ',
  yates: 'way.yates',
  hypergeometric: 'way.hypergeometric',
  student: 'way.student',
  capped: 'way.cutWelch',
  ancova: 'way.ancova',
  postStratified: 'way.postStratified',
} as const satisfies Record<OtherTest['method'], string>;

function stratifiedWay(
  { tags, n, leftOut }: NonNullable<OtherTest['strata']>,
  { tagName }: TagNames,
  { texts, format, size }: ExperimentWriter,
): string {
  const way = fillText(texts['way.postStratified'], { tags: tags.map(tagName).join(' × '), n: format.exact(n) });
  return leftOut === 0 ? way : `${way} ${fillText(texts.strataLeftOut, { n: size(leftOut) })}`;
}

function bayesWay(
  row: ExperimentRow,
  { probabilityBetter, expectedLoss }: Exclude<NonNullable<ExperimentRow['bayes']>, { state: string }>,
  { texts, format }: ExperimentWriter,
): Way {
  const points = (share: number) => fillText(texts.points, { n: format.decimal(share * 100, 3) });
  const result = fillText(texts.bayesResult, {
    p: chanceText(probabilityBetter, format),
    loss: points(expectedLoss.treatment),
    controlLoss: points(expectedLoss.control),
  });
  return { row, way: texts['way.bayes'], result, p: '–' };
}

const NEARLY_SURE = 0.9999;

/** Nothing is certain. */
function chanceText(chance: number, { percent }: ExperimentWriter['format']): string {
  if (chance > NEARLY_SURE) return `> ${percent(NEARLY_SURE, 2)}`;
  return chance < 1 - NEARLY_SURE ? `< ${percent(1 - NEARLY_SURE, 2)}` : percent(chance, 2);
}

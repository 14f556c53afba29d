import type { Insufficient } from '#shared/model/answers';
import type { ExperimentAnswer, ExperimentRow } from '#shared/model/experiment';
import type { Estimate } from '#shared/model/experimentNumbers';
import { isInsufficient } from '#shared/model/findings';
import { textCell } from '#shared/model/textCell';
import type { ExperimentWriter } from '#shared/report/experimentNumbers';

/** Every row for a spreadsheet, numbers as they are; what must not be given is an empty cell. */
export function resultTsv({ rows }: Pick<ExperimentAnswer, 'rows'>, { texts, level }: ExperimentWriter): string {
  const ends = (name: string) => [name, `${name} −`, `${name} +`];
  const head = [
    ...[texts.metric, texts.arm, texts.level, 'n', texts.value, `${texts.control} n`, texts.controlValue],
    ...[...ends(texts.effectDifference), ...ends(texts.effectLift), texts.p, texts.pAdjusted],
  ];
  const lines = rows.map((row) => [
    ...[textCell(row.metric), textCell(row.variant), row.level ? textCell(level(row.level)) : ''],
    ...[row.n, given(row.value), row.controlN, given(row.controlValue)],
    ...[...estimateCells(row.difference), ...estimateCells(row.relative)],
    ...[pOf(row.test), given(row.pAdjusted)],
  ]);
  return [head, ...lines].map((cells) => cells.join('\t')).join('\n');
}

function given(value: number | Insufficient): number | '' {
  return isInsufficient(value) ? '' : value;
}

function estimateCells(of: Estimate | Insufficient): (number | '')[] {
  if (isInsufficient(of)) return ['', '', ''];
  return [of.estimate, ...(isInsufficient(of.interval) ? (['', ''] as const) : of.interval)];
}

function pOf(test: ExperimentRow['test']): number | '' {
  return isInsufficient(test) ? '' : test.p;
}

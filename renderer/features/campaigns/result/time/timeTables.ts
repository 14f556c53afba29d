import type { CurvePoint, ExperimentCurve, ExperimentCurves, PersistenceRow } from '#shared/model/experimentCurves';
import { numberCell } from '#shared/report/cell';
import type { ExperimentWriter } from '#shared/report/experimentNumbers';
import { type HintedTable, tableOf } from '#shared/report/experimentTables';
import type { Translate } from '../../../../text';

/** Every point of a curve with its numbers. */
export function curveTable(
  { kind, points }: ExperimentCurve,
  unit: ExperimentCurves['unit'],
  { texts, format, ...writer }: ExperimentWriter,
  t: Translate<'campaignTime'>,
): HintedTable {
  const change = (x: number) => writer.change(kind, x);
  const isLooked = points.some(({ look }) => look !== undefined);
  return tableOf<CurvePoint>(points, [
    [t(unit), '', ({ day }) => day],
    ...(isLooked ? [[t('look'), '', ({ look }: CurvePoint) => (look === undefined ? '' : String(look))] as const] : []),
    ['n', texts.armCustomers, ({ n }) => numberCell(n, format.exact)],
    [texts.value, texts.valueHelp, ({ value }) => writer.value(kind, value)],
    [`${texts.control} n`, texts.armCustomers, ({ controlN }) => numberCell(controlN, format.exact)],
    [texts.controlValue, texts.valueHelp, ({ controlValue }) => writer.value(kind, controlValue)],
    [texts.effectDifference, texts.differenceHelp, ({ difference }) => writer.estimate(difference, change)],
    [t('alwaysDifference'), t('overTimeHelp'), ({ sequential }) => writer.interval(sequential.difference, change)],
    [texts.effectLift, texts.liftHelp, ({ relative }) => writer.estimate(relative, writer.lift)],
    [t('alwaysLift'), t('overTimeHelp'), ({ sequential }) => writer.interval(sequential.lift, writer.lift)],
    [t('alwaysP'), t('alwaysPHelp'), ({ sequential }) => writer.p(sequential.p)],
  ]);
}

/** The effect within each of the windows, and of how many. */
export function persistenceTable(
  rows: readonly PersistenceRow[],
  { texts, format, ...writer }: ExperimentWriter,
  t: Translate<'campaignTime'>,
): HintedTable {
  const observed = (n: number, left: number) => t('observed', { n: format.exact(n), left: format.exact(left) });
  return tableOf<PersistenceRow>(rows, [
    [t('within'), t('persistenceHelp'), ({ days }) => t('days', { days })],
    ['n', t('observedHelp'), ({ n, left }) => observed(n, left)],
    [texts.value, texts.valueHelp, ({ kind, value }) => writer.value(kind, value)],
    [`${texts.control} n`, t('observedHelp'), ({ controlN, controlLeft }) => observed(controlN, controlLeft)],
    [texts.controlValue, texts.valueHelp, ({ kind, controlValue }) => writer.value(kind, controlValue)],
    [
      texts.effectDifference,
      texts.differenceHelp,
      ({ kind, difference }) => writer.estimate(difference, (x) => writer.change(kind, x)),
    ],
    [texts.effectLift, texts.liftHelp, ({ relative }) => writer.estimate(relative, writer.lift)],
  ]);
}

import type { Insufficient } from '#shared/model/answers';
import type { ExperimentCurves } from '#shared/model/experimentCurves';
import type { Interval } from '#shared/model/experimentNumbers';
import { estimateCells, numberCell } from './experimentTables';
import type { Cell, TextTable } from './textTable';

/** A row for each point of each curve, then the effect within 30, 60 and 90 days; where there is no curve, why. */
export function curveTables({ absent, curves, persistence, timeless }: ExperimentCurves): TextTable[] {
  return [
    { header: ['no curve'], rows: absent === null ? timeless.map((metric) => [metric]) : [[absent]] },
    {
      header: [
        ...['metric', 'variant', 'day', 'look', 'n', 'value', 'control n', 'control', 'difference', 'low', 'high'],
        ...['valid low', 'valid high', 'lift', 'low', 'high', 'valid low', 'valid high', 'valid p'],
      ],
      rows: curves.flatMap(({ metric, variant, points }) =>
        points.map(({ day, look, n, value, controlN, controlValue, difference, relative, sequential }) => [
          ...[metric, variant, day, look ?? '', n, numberCell(value), controlN, numberCell(controlValue)],
          ...[...estimateCells(difference), ...boundCells(sequential.difference)],
          ...[...estimateCells(relative), ...boundCells(sequential.lift), sequential.p],
        ]),
      ),
    },
    {
      header: [
        ...['metric', 'variant', 'days', 'n', 'left out', 'value', 'control n', 'left out', 'control'],
        ...['difference', 'low', 'high', 'lift', 'low', 'high'],
      ],
      rows: persistence.map(
        ({ metric, variant, days, n, left, value, controlN, controlLeft, controlValue, difference, relative }) => [
          ...[metric, variant, days, n, left, numberCell(value), controlN, controlLeft, numberCell(controlValue)],
          ...[...estimateCells(difference), ...estimateCells(relative)],
        ],
      ),
    },
  ].filter((table) => table.rows.length > 0);
}

function boundCells(bounds: Interval | Insufficient): readonly Cell[] {
  return 'state' in bounds ? ['-', '-'] : bounds;
}

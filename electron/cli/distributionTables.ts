import { DISTRIBUTION_PERCENTS, type ExperimentDistributions } from '#shared/model/experimentDistributions';
import { numberCell } from './experimentTables';
import type { TextTable } from './textTable';

/** A row for each bin of each arm, zeros first, then the quantiles; last the metrics that have none. */
export function distributionTables({ distributions, without }: ExperimentDistributions): TextTable[] {
  return [
    {
      header: ['metric', 'variant', 'from', 'below', 'customers', 'of'],
      rows: distributions.flatMap(({ metric, bins, arms }) =>
        arms.flatMap(({ variant, n, zeros, counts }) => [
          [metric, variant, 0, 0, zeros ?? HIDDEN, n],
          ...bins.map(({ from, to }, at) => [metric, variant, from ?? '', to ?? '', counts[at] ?? HIDDEN, n]),
        ]),
      ),
    },
    {
      header: ['metric', 'variant', ...DISTRIBUTION_PERCENTS.map((percent) => `P${percent}`)],
      rows: distributions.flatMap(({ metric, arms }) =>
        arms.map(({ variant, quantiles }) => [metric, variant, ...quantiles.map(numberCell)]),
      ),
    },
    { header: ['no distribution'], rows: without.map((metric) => [metric]) },
  ].filter((table) => table.rows.length > 0);
}

const HIDDEN = 'too few';

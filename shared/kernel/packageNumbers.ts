import type { ExportRisk } from '../model/exportRisk';
import type { Manifest } from '../model/package';
import type { ComparedNumber, ReviewMeasure } from '../model/packageReview';
import { riskOf } from './exportManifest';

/** Rates are written with six decimals, the last of which the order of a sum may change. */
const SAME = 1.5e-6;

const OF_RISK = ['k', 'classes', 'unique', 'below', 'prosecutorMost', 'prosecutorMean'] as const;
const OF_COLUMNS = ['distinct', 'entropy', 'recursive', 'closeness'] as const;

/** The numbers of a manifest beside those of its rows: how many leave, that all are accounted for, and what they give away. */
export function comparedNumbers({ rows, risk: ofCustomers, canaries }: Manifest, measured: ExportRisk): ComparedNumber[] {
  const made = canaries?.n ?? 0;
  // Nobody can tell made-up rows from others, so what is found is held to what the manifest says of all of them.
  const risk = canaries?.risk ?? ofCustomers;
  const withheld = rows.withheld.reduce((sum, { n }) => sum + n, 0);
  const found = riskOf(measured);
  return [
    compared('leaving', rows.leaving + made, measured.rows),
    compared('sum', rows.found, withheld + rows.suppressed + measured.rows - made),
    ...OF_RISK.map((measure) => compared(measure, risk[measure], found[measure])),
    ...found.sensitive.flatMap((column) => {
      const said = risk.sensitive.find((each) => each.column === column.column);
      return OF_COLUMNS.map((measure) => compared(measure, said?.[measure] ?? null, column[measure], column.column));
    }),
  ];
}

function compared(
  measure: ReviewMeasure,
  said: number | string | null,
  found: number | string | null,
  column: string | null = null,
): ComparedNumber {
  const isSame = said === null || found === null ? said === found : Math.abs(Number(said) - Number(found)) < SAME;
  return { measure, column, said: textOf(said), found: textOf(found), isSame };
}

function textOf(value: number | string | null): string | null {
  return value === null ? null : String(value);
}

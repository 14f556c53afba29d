import type { ReportPortrait } from './reportPortrait';
import type { ReportTexts } from './texts';

/** What the numbers of a portrait mean, a sentence each. */
export function definitionLines(texts: ReportTexts): string[] {
  return (['tgi', 'interval', 'test', 'difference', 'setByRule', 'repeats', 'cells'] as const).map(
    (name) => texts[`definition.${name}`],
  );
}

/** What the numbers rest on, by name. */
export function sourceRows(
  { restsOn }: Pick<ReportPortrait, 'restsOn'>,
  texts: ReportTexts,
): (readonly [name: string, value: string | number])[] {
  const { dataVersion, receipts, asOf, definition, engine } = restsOn;
  return [
    [texts.dataVersion, dataVersion],
    [texts.receipts, receipts.join(', ')],
    [texts.asOf, asOf],
    [texts.definition, definition],
    ...(engine === undefined ? [] : [[texts.engine, engine] as const]),
  ];
}

import { trendPeriods } from '../bits/trendCalendar';
import { fault } from '../model/result';
import { quoted, say } from '../model/saying';
import type { Tag } from '../model/tag';
import { MOST_TREND_PERIODS, type TrendSpec } from '../model/trend';
import { typeWord } from './checkComparison';
import { checkFilter, checkMeasure, checkRange } from './checkEvent';
import type { Vocabulary } from './names';
import { isCached } from './tagColumns';
import { unknownTag } from './tags';

/** Holds a trend to its days. @throws Fault INVALID_REQUEST. */
export function checkTrendRange({ range, unit }: TrendSpec, asOf: string): void {
  checkRange(range, 'range');
  const periods = trendPeriods(range, asOf, unit);
  if (periods <= MOST_TREND_PERIODS) return;
  const values = { periods, most: MOST_TREND_PERIODS };
  throw fault('INVALID_REQUEST', 'trend.manyPeriods', values, { hint: 'hint.longerUnit', at: { path: 'range' } });
}

/** Holds the series to what they name. @throws Fault UNKNOWN_EVENT, INVALID_RULE naming the series. */
export function checkTrendSeries({ series }: TrendSpec, vocabulary: Vocabulary): void {
  for (const [at, one] of series.entries()) {
    const place = say('trend.series', { n: at + 1 });
    const path = `series.${at}`;
    checkFilter(one, vocabulary, path, place);
    for (const [other, filter] of one.or.entries()) checkFilter(filter, vocabulary, `${path}.or.${other}`, place);
    const measure = one.measure === 'customers' ? 'count' : one.measure;
    checkMeasure({ measure, prop: one.prop }, vocabulary, path, place);
  }
}

/** The tag that the one series is split by. @throws Fault UNKNOWN_TAG, INVALID_REQUEST. */
export function checkedTrendTag({ by, series }: TrendSpec, { tags }: Vocabulary): Tag | null {
  if (by === undefined) return null;
  const at = { path: 'by', field: by };
  if (series.length > 1) {
    throw fault('INVALID_REQUEST', 'trend.bySeries', { series: series.length }, { hint: 'hint.oneSeries', at });
  }
  const tag = tags.get(by) ?? unknownTag(by, 'by', null);
  if ((tag.type === 'category' || tag.type === 'boolean') && isCached(tag)) return tag;
  const values = { tag: quoted(tag.name), type: typeWord(tag) };
  throw fault('INVALID_REQUEST', 'trend.unfitTag', values, { hint: 'hint.funnelTag', at });
}

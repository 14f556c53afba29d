import type { Brush, BrushedTag } from '#shared/model/portraitBrush';
import { brushRule } from '#shared/model/portraitBrush';
import type { CrossLevel } from '#shared/model/portraitCross';
import type { Rule } from '#shared/model/rule';

/** Bars that are chosen, by tag: see `barKey`. */
export type ChosenBars = Readonly<Record<string, readonly string[]>>;

export const NOTHING: ChosenBars = {};

/** What a bar is, whatever it counts; none for the rarer values together, which cannot be chosen. */
export function barKey({ value, from, to, others }: CrossLevel): string | null {
  if (others !== undefined) return null;
  return JSON.stringify(from === undefined || to === undefined ? { value } : { from, to });
}

/** Chosen if it was not, and the other way round. */
export function toggled(chosen: ChosenBars, chart: BrushedTag, at: number): ChosenBars {
  const key = keyAt(chart, at);
  if (key === null) return chosen;
  const keys = chosen[chart.tag] ?? [];
  return withBars(chosen, chart.tag, keys.includes(key) ? keys.filter((each) => each !== key) : [...keys, key]);
}

/** The bars from one to another are chosen, and no others of the chart. */
export function ranTo(chosen: ChosenBars, chart: BrushedTag, from: number, to: number): ChosenBars {
  const run = chart.levels.slice(Math.min(from, to), Math.max(from, to) + 1);
  return withBars(
    chosen,
    chart.tag,
    run.flatMap((level) => barKey(level) ?? []),
  );
}

export function cleared(chosen: ChosenBars, tag: string): ChosenBars {
  return withBars(chosen, tag, []);
}

/** What the kernel is asked; tags that are not shown are not brushed. */
export function brushesOf(chosen: ChosenBars, tags: readonly string[]): Brush[] {
  return tags.flatMap((tag) => {
    const bars = (chosen[tag] ?? []).map((key): Bar => JSON.parse(key));
    if (bars.length === 0) return [];
    const values = bars.flatMap((bar) => ('value' in bar ? [bar.value] : []));
    return [{ tag, values, ranges: joined(bars.flatMap((bar) => ('from' in bar ? [bar] : []))) }];
  });
}

/** The customers of the portrait whom all brushes leave. */
export function brushedRule(subject: string | Rule, brushes: readonly Brush[]): Rule {
  const who: Rule = typeof subject === 'string' ? { kind: 'segment', segment: subject, member: true } : subject;
  const parts = who.kind === 'all' && !who.disabled ? who.rules : [who];
  return { kind: 'all', rules: [...parts, ...brushes.map(brushRule)] };
}

type Range = Brush['ranges'][number];
type Bar = { readonly value: Brush['values'][number] } | Range;

/** Ranges that touch are one. */
function joined(ranges: readonly Range[]): Range[] {
  const found: Range[] = [];
  for (const range of ranges.toSorted(byStart)) {
    const last = found.at(-1);
    if (last && last.to !== null && last.to === range.from) found[found.length - 1] = { from: last.from, to: range.to };
    else found.push(range);
  }
  return found;
}

function byStart(a: Range, b: Range): number {
  if (a.from === null || b.from === null) return Number(b.from === null) - Number(a.from === null);
  return a.from < b.from ? -1 : 1;
}

function keyAt({ levels }: BrushedTag, at: number): string | null {
  const level = levels[at];
  return level ? barKey(level) : null;
}

function withBars(chosen: ChosenBars, tag: string, keys: readonly string[]): ChosenBars {
  const { [tag]: before = [], ...rest } = chosen;
  if (before.join() === keys.join()) return chosen;
  return keys.length === 0 ? rest : { ...rest, [tag]: keys };
}

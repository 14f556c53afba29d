import type { PortraitTag } from '#shared/model/answers';
import { markRule } from '#shared/model/markRule';
import type { CrossCell, CrossLevel, CrossTag, PortraitCross } from '#shared/model/portraitCross';
import type { Rule } from '#shared/model/rule';
import type { RuleValue } from '#shared/model/value';
import type { Mark } from '../../marks';

/** The customers with one level of a crossed tag. */
export function levelRule({ tag, levels }: Pick<CrossTag, 'tag' | 'levels'>, level: CrossLevel): Rule {
  if (level.others === undefined) return markRule({ tag }, level);
  const shown = levels.flatMap(({ value, others }): RuleValue[] => (value === null || others !== undefined ? [] : [value]));
  return { kind: 'tag', tag, op: 'notIn', values: shown };
}

/** A cell as a mark: both tags, both levels, and the rule of both. */
export function cellMark(
  { tags: [first, second] }: Pick<PortraitCross, 'tags'>,
  cell: CrossCell,
  nameOf: LevelName,
): Mark | undefined {
  const [a, b] = [first.levels[cell.at[0]], second.levels[cell.at[1]]];
  if (!a || !b) return undefined;
  const { at: _, ...statistics } = cell;
  return {
    tag: { tag: `${first.tag} × ${second.tag}`, name: `${first.name} × ${second.name}` },
    value: { value: `${nameOf(a)} × ${nameOf(b)}`, ...statistics },
    rule: { kind: 'all', rules: [levelRule(first, a), levelRule(second, b)] },
  };
}

export type LevelName = (level: CrossLevel) => string;

/** The mark of each cell at `second of first`; none where nobody is. */
export function marksByCell(cross: Pick<PortraitCross, 'tags' | 'cells'>, nameOf: LevelName): (Mark | undefined)[][] {
  const [first, second] = cross.tags;
  const marks = first.levels.map(() => second.levels.map((): Mark | undefined => undefined));
  for (const cell of cross.cells) {
    const row = marks[cell.at[0]];
    if (row) row[cell.at[1]] = cellMark(cross, cell, nameOf);
  }
  return marks;
}

/** The two sides of a pyramid and the tag that stands between them, where the two tags make one. */
export interface Pyramid {
  /** Position of the tag with two values. */
  readonly sides: 0 | 1;
  readonly left: number;
  readonly right: number;
}

/** One tag with two values against a number or a date. */
export function pyramidOf({ tags }: Pick<PortraitCross, 'tags'>): Pyramid | null {
  for (const sides of [0, 1] as const) {
    const levels = tags[sides].levels.flatMap(({ value, others }, at) => (value === null || others !== undefined ? [] : [at]));
    const [left, right] = levels;
    const across = tags[sides === 0 ? 1 : 0];
    if (levels.length === 2 && left !== undefined && right !== undefined && isMeasured(across) && !isMeasured(tags[sides])) {
      return { sides, left, right };
    }
  }
  return null;
}

type Named = Pick<PortraitTag, 'tag' | 'type' | 'name' | 'repeats'>;

/**
 * Two tags that say more together than each: the strongest number against the strongest that is none, nor bands of that number. What
 * repeats another tag says nothing of its own where there are others.
 */
export function firstPair(tags: readonly Named[]): readonly [string, string] | null {
  const apart = tags.filter(({ repeats }) => repeats === undefined);
  const candidates = apart.length > 1 ? apart : tags;
  const number = candidates.find(isMeasured);
  const others = candidates.filter((tag) => !isMeasured(tag));
  const other = others.find(({ name }) => number === undefined || !areBands(name, number.name)) ?? others[0];
  const [first, second] = number && other ? [number, other] : candidates;
  return first && second ? [first.tag, second.tag] : null;
}

/** Age bands are named after the age. */
function areBands(name: string, of: string): boolean {
  const [bands, number] = [name.toLowerCase(), of.toLowerCase()];
  return bands.startsWith(number) || number.startsWith(bands);
}

function isMeasured({ type }: Pick<PortraitTag, 'type'>): boolean {
  return type === 'number' || type === 'date';
}

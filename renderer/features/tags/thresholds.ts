import type { TagDefinition } from '#shared/model/tag';

/** A number that decides something in a definition: an edge, a span, a limit, a cut. */
export interface Threshold {
  /** Where it stands in the source. */
  readonly path: readonly (string | number)[];
  readonly value: number;
  /** The value that the case gives, or that begins at the edge. */
  readonly of?: string;
  /** What a span is counted in. */
  readonly unit?: string;
}

/** What a threshold is counted in: its span's unit, or `amount` for ranges of a bucket and for money; undefined for mere numbers. */
export function countedIn({ path, unit }: Threshold, { source }: Pick<TagDefinition, 'source'>): string | undefined {
  if (unit !== undefined || source.kind === 'bucket') return unit ?? 'amount';
  if (source.kind !== 'rfm' || path[0] !== 'cuts') return undefined;
  return path[1] === 'monetary' ? 'amount' : path[1] === 'recency' ? 'day' : undefined;
}

/** The numbers of a definition in their order. */
export function thresholdsOf({ source }: Pick<TagDefinition, 'source'>): Threshold[] {
  return numbersIn(source, []).map((found) => ({ ...found, ...decided(source, found.path) }));
}

/** The definition with another number in that place; words that tell the old number are taken out. */
function withThreshold(definition: TagDefinition, path: Threshold['path'], value: number): TagDefinition {
  const source = withAt(definition.source, path, value) as TagDefinition['source'];
  return { ...definition, source, description: '' };
}

/** The thresholds of one definition among others: outputs of the same RFM share theirs, which the first one shows. */
export function ownThresholds(definition: TagDefinition, among: readonly TagDefinition[]): Threshold[] {
  const first = among.find((each) => shares(each, definition));
  return first && first.id !== definition.id ? [] : thresholdsOf(definition);
}

/** All the definitions by id, with another number in one of them and in those that share it. */
export function withThresholdIn(
  definitions: readonly TagDefinition[],
  changed: TagDefinition,
  path: Threshold['path'],
  value: number,
): [string, TagDefinition][] {
  return definitions.map((each) => {
    const isMeant = each.id === changed.id || shares(each, changed);
    return [each.id, isMeant ? withThreshold(each, path, value) : each];
  });
}

function shares({ source: one }: TagDefinition, { source: other }: TagDefinition): boolean {
  return one.kind === 'rfm' && other.kind === 'rfm' && one.event === other.event && one.prop === other.prop;
}

function numbersIn(value: unknown, path: readonly (string | number)[]): Omit<Threshold, 'of'>[] {
  if (typeof value === 'number') return [{ path, value }];
  if (Array.isArray(value)) return value.flatMap((item, index) => numbersIn(item, [...path, index]));
  if (typeof value !== 'object' || value === null) return [];
  const unit = 'unit' in value && typeof value.unit === 'string' ? { unit: value.unit } : {};
  return Object.entries(value).flatMap(([key, item]) =>
    numbersIn(item, [...path, key]).map((found) => (typeof item === 'number' ? { ...found, ...unit } : found)),
  );
}

function decided(source: TagDefinition['source'], [list, index]: Threshold['path']): Pick<Threshold, 'of'> {
  if (source.kind === 'cases' && list === 'cases') return { of: String(source.cases[Number(index)]?.value) };
  if (source.kind === 'bucket' && list === 'edges') return { of: source.labels[Number(index) + 1] ?? '' };
  if (source.kind === 'rfm' && list === 'cuts') return { of: String(index) };
  return {};
}

function withAt(value: unknown, [key, ...rest]: Threshold['path'], changed: number): unknown {
  if (key === undefined) return changed;
  if (Array.isArray(value)) return value.with(Number(key), withAt(value[Number(key)], rest, changed));
  return { ...(value as object), [key]: withAt((value as Record<string, unknown>)[key], rest, changed) };
}

import { type RfmCuts, type TagSource, tagSourceSchema } from '#shared/model/tagSource';
import type { SourceKind } from '../tagFilter';
import { isFilled } from './whereDraft';

const NO_CUTS: RfmCuts = {
  cuts: { recency: [null, null, null, null], frequency: [null, null, null, null], monetary: [null, null, null, null] },
  means: { recency: 3, frequency: 3, monetary: 3 },
};

/** What a wizard begins with; names that are still to be chosen are empty. */
const EMPTY: { readonly [K in SourceKind]: Extract<TagSource, { kind: K }> } = {
  column: { kind: 'column', table: '', column: '' },
  bucket: { kind: 'bucket', tag: '', edges: [], labels: [], method: 'quantile' },
  behaviour: { kind: 'behaviour', event: '', where: [], measure: 'count', window: { last: { n: 90, unit: 'day' } } },
  expression: { kind: 'expression', sql: '' },
  cases: { kind: 'cases', cases: [], otherwise: null },
  rfm: { kind: 'rfm', event: '', where: [], prop: '', ...NO_CUTS, output: 'segment' },
  list: { kind: 'list', table: '', key: '' },
  model: { kind: 'model', table: '', key: '', score: '' },
  segment: { kind: 'segment', segment: '' },
  contacts: { kind: 'contacts', output: 'count', last: { n: 90, unit: 'day' } },
};

export function emptySource(kind: SourceKind): TagSource {
  return EMPTY[kind];
}

/** Whether all is given that the kernel must be told; whether it fits, the kernel says. */
export function isComplete(source: TagSource): boolean {
  return tagSourceSchema.safeParse(source).success && (!('where' in source) || source.where.every(isFilled));
}

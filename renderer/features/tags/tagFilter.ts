import type { TagState } from '#shared/model/tag';
import type { TagSource } from '#shared/model/tagSource';
import { findsText } from '../../ui/searchText';
import { tagPlace } from '../../ui/tagPlace';
import { isInCategory } from './tagCategories';

export type SourceKind = TagSource['kind'];

export const SOURCE_KINDS: readonly SourceKind[] = [
  'bucket',
  'behaviour',
  'expression',
  'cases',
  'rfm',
  'list',
  'model',
  'segment',
  'contacts',
  'column',
];

export const STATUSES = ['draft', 'published', 'retired'] as const;

/** What the library shows; absent = all of them. */
export interface TagFilter {
  readonly query: string;
  /** The empty one: tags without a category. */
  readonly category?: string;
  readonly status?: TagState['status'];
  readonly kind?: SourceKind;
  readonly onlyOutdated?: boolean;
}

export function filteredTags(tags: readonly TagState[], filter: TagFilter): TagState[] {
  const { query, category, status, kind, onlyOutdated } = filter;
  return tags.filter(
    (tag) =>
      (category === undefined || isInCategory(tag.category, category)) &&
      (status === undefined || tag.status === status) &&
      (kind === undefined || tag.source.kind === kind) &&
      (!onlyOutdated || tag.state !== 'fresh') &&
      findsText(query, tag.name, tag.id, tag.description, tagPlace(tag)),
  );
}

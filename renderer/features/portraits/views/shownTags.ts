import type { PortraitTag } from '#shared/model/answers';
import { findsText } from '../../../ui/searchText';

interface TagSearch {
  readonly search: string;
  readonly category: string | null;
}

type Categorised = Pick<PortraitTag, 'name' | 'category'>;

/** What stands before the first slash of a category. */
function topLevel(category: string): string {
  return (category.split('/')[0] ?? '').trim();
}

/** The categories that the tags have, with how many tags each, most first. */
export function categoriesOf(tags: readonly Categorised[]): { category: string; n: number }[] {
  const counts = new Map<string, number>();
  for (const { category } of tags) counts.set(topLevel(category), (counts.get(topLevel(category)) ?? 0) + 1);
  return [...counts].map(([category, n]) => ({ category, n })).sort((a, b) => b.n - a.n);
}

/** The tags of a category whose names hold what is searched. A category that no tag has, of another workspace, asks for nothing. */
export function shownTags<T extends Categorised>(tags: readonly T[], { search, category }: TagSearch): T[] {
  const known = tags.some((tag) => topLevel(tag.category) === category);
  return tags.filter((tag) => (!known || topLevel(tag.category) === category) && findsText(search, tag.name));
}

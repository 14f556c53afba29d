import type { Tag } from '#shared/model/tag';

/** A place in the library with how many tags stand in it or under it. */
export interface CategoryNode {
  /** From the top, levels parted by `/`. */
  readonly path: string;
  readonly name: string;
  readonly count: number;
  readonly children: readonly CategoryNode[];
}

const LEVELS = '/';

/** The tree of the first categories, in their order, and of all others that tags stand in, by name. */
export function categoryTree(tags: readonly Pick<Tag, 'category'>[], first: readonly string[]): CategoryNode[] {
  const used = new Set(tags.map(({ category }) => tidyPath(category)).filter((path) => path !== ''));
  const counts = new Map<string, number>();
  for (const { category } of tags) for (const path of upwards(tidyPath(category))) counts.set(path, (counts.get(path) ?? 0) + 1);
  const paths = new Set([...first, ...[...used].flatMap(upwards).sort((a, b) => a.localeCompare(b))]);
  return childrenOf('', [...paths], counts);
}

/** Whether a tag stands in a category or below it; the empty one holds the tags without a category. */
export function isInCategory(category: string, path: string): boolean {
  const tidy = tidyPath(category);
  return path === '' ? tidy === '' : tidy === path || tidy.startsWith(`${path}${LEVELS}`);
}

/** Levels without blanks around them or nothing in them. */
export function tidyPath(path: string): string {
  const levels = path.split(LEVELS).map((level) => level.trim());
  return levels.filter((level) => level !== '').join(LEVELS);
}

/** Every path of a tree, each before those under it. */
export function pathsOf(nodes: readonly CategoryNode[]): string[] {
  return nodes.flatMap(({ path, children }) => [path, ...pathsOf(children)]);
}

function upwards(path: string): string[] {
  const levels = path.split(LEVELS);
  return path === '' ? [] : levels.map((_, index) => levels.slice(0, index + 1).join(LEVELS));
}

function childrenOf(parent: string, paths: readonly string[], counts: ReadonlyMap<string, number>): CategoryNode[] {
  const start = parent === '' ? '' : `${parent}${LEVELS}`;
  const own = paths.filter((path) => path.startsWith(start) && path !== '' && !path.slice(start.length).includes(LEVELS));
  return own.map((path) => ({
    path,
    name: path.slice(start.length),
    count: counts.get(path) ?? 0,
    children: childrenOf(path, paths, counts),
  }));
}

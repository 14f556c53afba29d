import type { Query } from '@tanstack/react-query';
import type { KernelEvents } from '#shared/rpc/contract';
import { queryClient } from './queryClient';

export type Noun = KernelEvents['workspace.changed']['nouns'][number];

/** What the answers of each method, or else of its group, rest on. One that is missing here rests on nothing that changes. */
const RESTS_ON: Readonly<Record<string, readonly Noun[]>> = {
  imports: ['imports'],
  tables: ['tables', 'imports', 'cleanings'],
  entities: ['entities', 'tables'],
  // These speak of the tables and of the map that they are given, not of the one in force.
  'entities.suggest': ['tables'],
  'entities.check': ['tables'],
  'entities.example': ['tables'],
  balanceChanges: ['entities', 'tables'],
  tags: ['tags', 'entities', 'quality'],
  'tags.lineage': ['tags', 'entities', 'segments', 'lists'],
  'tags.preview': ['tags', 'entities', 'segments', 'lists', 'tables'],
  'tags.compare': ['tags', 'entities', 'segments', 'lists', 'tables'],
  events: ['entities'],
  lists: ['lists', 'tables', 'entities'],
  rules: ['tags', 'entities', 'segments', 'lists'],
  segments: ['segments'],
  'segments.members': ['segments', 'tags', 'entities', 'lists'],
  'segments.count': ['segments', 'tags', 'entities', 'lists'],
  'segments.sizes': ['segments', 'tags', 'entities', 'lists'],
  'segments.overlap': ['segments', 'tags', 'entities', 'lists'],
  audiences: ['audiences', 'segments', 'tags', 'entities', 'lists'],
  insight: ['tags', 'entities', 'segments', 'lists', 'tables'],
  funnels: ['tags', 'entities', 'segments', 'lists', 'tables'],
  paths: ['tags', 'entities', 'segments', 'lists'],
  annotations: ['annotations'],
  trends: ['tags', 'entities', 'segments', 'lists', 'annotations', 'campaigns'],
  experiments: ['tags', 'entities', 'segments', 'lists', 'workLists'],
  retention: ['tags', 'entities', 'segments', 'lists'],
  portraits: ['tags', 'entities', 'segments', 'lists', 'quality', 'portraitTemplates'],
  boards: ['boards'],
  workLists: ['workLists', 'campaigns', 'tags', 'entities'],
  'workLists.alerts': ['workLists', 'campaigns', 'tags', 'entities', 'segments', 'lists'],
  campaigns: ['campaigns', 'contactPolicy', 'tags', 'entities', 'segments', 'lists'],
  contactPolicy: ['contactPolicy'],
  exports: ['exports', 'contactPolicy', 'tags', 'entities', 'segments', 'lists', 'audiences', 'campaigns'],
  exportPolicy: ['exports'],
  refusals: ['exports', 'contactPolicy', 'tags', 'entities', 'segments', 'lists', 'tables'],
  portraitTemplates: ['portraitTemplates', 'tags', 'entities'],
  quality: ['quality', 'tables', 'entities'],
  cleanings: ['cleanings', 'tables'],
  customers: ['tags', 'entities', 'tables', 'classification'],
  'customers.segments': ['tags', 'entities', 'segments', 'lists', 'audiences'],
  audit: ['audit'],
  classification: ['classification', 'tables', 'imports', 'cleanings'],
  'classification.results': [
    'classification',
    'tables',
    'imports',
    'cleanings',
    'tags',
    'entities',
    'segments',
    'lists',
    'audiences',
  ],
  masks: ['exports', 'classification', 'tables', 'imports', 'cleanings', 'tags', 'entities'],
  'tables.masks': ['classification', 'tables', 'imports', 'cleanings'],
  'queries.schema': ['tables', 'entities', 'tags'],
  'queries.check': ['tables', 'entities', 'tags'],
  'queries.history': ['queries'],
};

/** Whether an answer of `method` may be different now. Another workspace changes every answer. */
export function restsOnChanged(method: string, changed: readonly Noun[]): boolean {
  const group = method.slice(0, method.indexOf('.'));
  const nouns = RESTS_ON[method] ?? RESTS_ON[group];
  return nouns !== undefined && (changed.includes('workspace') || nouns.some((noun) => changed.includes(noun)));
}

export function askAgain(changed: readonly Noun[]): void {
  const filters = { predicate: ({ queryKey }: Query) => restsOnChanged(String(queryKey[0]), changed) };
  // A first answer on its way is from before the change, and would otherwise be kept.
  const first = { predicate: (query: Query) => query.state.data === undefined && filters.predicate(query) };
  void queryClient.cancelQueries(first, { silent: true }).then(() => queryClient.invalidateQueries(filters));
}

import type { TagState } from '../model/tag';
import type { SqlConnection } from './ports';
import type { Session } from './session';
import { basisOf } from './tagBasis';
import { type TagScope, tagScope } from './tagScope';

/** Every tag of the library in its order, with whether its values are those that it would have now. */
export async function tagStates(session: Session, connection: SqlConnection): Promise<TagState[]> {
  return statesOf(session, await tagScope(connection));
}

export function statesOf(session: Session, scope: TagScope): TagState[] {
  const basis = basisOf(session, scope);
  return [...scope.tags.values()].map((tag) => {
    if (tag.source.kind === 'column') return { ...tag, state: tag.error ? 'failed' : 'fresh' };
    const facts = scope.facts.get(tag.id);
    const now = basis(tag.id);
    if (facts?.failure?.basis === now) return { ...tag, state: 'failed' };
    return { ...tag, state: facts?.values?.basis === now ? 'fresh' : 'stale' };
  });
}

/** Tags whose values are out of date and follow the data. */
export async function followers(session: Session, connection: SqlConnection): Promise<string[]> {
  return (await tagStates(session, connection)).flatMap(({ id, state, refresh, source }) => {
    return state === 'stale' && refresh === 'onImport' && source.kind !== 'column' ? [id] : [];
  });
}

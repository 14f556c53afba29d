import type { TagState } from '../model/tag';
import { personColumns } from './personColumns';
import type { SqlConnection } from './ports';
import type { Session } from './session';
import { basisOf } from './tagBasis';
import { type TagScope, tagScope } from './tagScope';

/** Every tag of the library in its order, with whether its values are those that it would have now, and its class. */
export async function tagStates(session: Session, connection: SqlConnection, signal: AbortSignal): Promise<TagState[]> {
  const { classes } = await personColumns(session, connection, signal);
  return statesOf(session, await tagScope(connection)).map((tag) => ({ ...tag, dataClass: classes.get(tag.id) ?? 'C2' }));
}

export function statesOf(session: Session, scope: TagScope): Omit<TagState, 'dataClass'>[] {
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
  return statesOf(session, await tagScope(connection)).flatMap(({ id, state, refresh, source }) => {
    return state === 'stale' && refresh === 'onImport' && source.kind !== 'column' ? [id] : [];
  });
}

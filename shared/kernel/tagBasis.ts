import { isControlName } from '../model/experimentProposals';
import type { Tag } from '../model/tag';
import type { OwnCampaign } from '../sql/contactsSql';
import type { Session } from './session';
import { type Reads, readsOf, readsOfRule } from './tagReads';
import type { TagScope } from './tagScope';

/**
 * By tag, a hash of all that its values come of: its source, the customers as they are numbered, the loads of its tables, the
 * segments and tags it reads. Values of another basis are out of date.
 */
export function basisOf(session: Session, scope: TagScope): (tag: string) => string {
  const found = new Map<string, string>();
  const under = new Set<string>();
  const hashed = (parts: unknown) => {
    const hash = session.ports.sha256();
    hash.update(new TextEncoder().encode(JSON.stringify(parts)));
    return hash.digest();
  };
  const basis = (id: string): string => {
    const known = found.get(id);
    const tag = scope.tags.get(id);
    if (known !== undefined) return known;
    if (!tag || under.has(id)) return '';
    under.add(id);
    const reads = readsOf(tag, scope);
    const parts = [tag.source, tag.type, session.customers.numberedAt ?? 0, loads(reads, tag, scope), [...reads.tags].map(basis)];
    const made = hashed([...parts, [...reads.segments].map(segmentBasis), ...ownControls(tag, scope)]);
    under.delete(id);
    found.set(id, made);
    return made;
  };
  const segmentBasis = (id: string): unknown => {
    const segment = scope.segments.get(id);
    if (!segment || under.has(`segment ${id}`)) return null;
    under.add(`segment ${id}`);
    const reads = readsOfRule(segment.who, scope);
    const made = [segment.who, loads(reads, null, scope), [...reads.tags].map(basis), [...reads.segments].map(segmentBasis)];
    under.delete(`segment ${id}`);
    return made;
  };
  return basis;
}

/** Controls of campaigns that were released which a tag of contacts would not leave out by their names alone. */
function ownControls({ source }: Tag, { released }: TagScope): OwnCampaign[] {
  if (source.kind !== 'contacts') return [];
  const { controls } = source;
  return released.filter(({ control }) => !(controls ? controls.includes(control) : isControlName(control)));
}

/** A column of the customers, and their events, change with their numbering; only lists stand beside them. */
function loads({ columns }: Reads, tag: Tag | null, scope: TagScope): (string | undefined)[] {
  return tag?.source.kind === 'column' ? [] : columns.map(({ table }) => scope.loads.get(table));
}

import type { Audience } from '#shared/model/audience';
import { isGroup, type Rule } from '#shared/model/rule';
import type { SegmentVersion } from '#shared/model/segment';
import type { Tag } from '#shared/model/tag';

export interface SegmentUsers {
  readonly tags: readonly string[];
  readonly segments: readonly string[];
  readonly audiences: readonly string[];
}

interface Library {
  readonly tags: readonly Tag[];
  readonly segments: readonly SegmentVersion[];
  readonly audiences: readonly Audience[];
}

/** Names of what rests on a segment: tags and segments whose rules name it, and audiences that were fixed of it. */
export function usersOf(id: string, { tags, segments, audiences }: Library): SegmentUsers {
  return {
    tags: tags.filter(({ source }) => takes(source, id)).map(({ name }) => name),
    segments: segments.filter(({ segment }) => names(segment.who, id)).map(({ segment }) => segment.name),
    audiences: audiences.filter(({ segment }) => segment.id === id).map(({ name }) => name),
  };
}

function takes(source: Tag['source'], id: string): boolean {
  if (source.kind === 'segment') return source.segment === id;
  return source.kind === 'cases' && source.cases.some(({ rule }) => names(rule, id));
}

function names(rule: Rule, id: string): boolean {
  return isGroup(rule) ? rule.rules.some((child) => names(child, id)) : rule.kind === 'segment' && rule.segment === id;
}

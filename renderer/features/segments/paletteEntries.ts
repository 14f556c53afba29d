import type { TagType } from '#shared/model/tag';
import { tagPlace } from '../../ui/tagPlace';
import { newEvent, newSequence } from './eventDraft';
import type { DraftCondition } from './ruleTree';
import type { SegmentContextValue } from './segmentContext';
import { newCondition } from './tagDraft';

export const PALETTE_KINDS = ['tag', 'event', 'segment', 'list'] as const;
export type PaletteKind = (typeof PALETTE_KINDS)[number];

/** Something that becomes a condition where it is dropped. */
export interface PaletteEntry {
  readonly id: string;
  readonly kind: PaletteKind | 'sequence' | 'sql';
  readonly name: string;
  /** What else it is found by. */
  readonly words: string;
  /** Of tags. */
  readonly type?: TagType;
  readonly unit?: string;
  /** Customers it is about: the share that a tag is known of, 0–1, or how many. */
  readonly coverage?: number;
  readonly n?: number;
  /** Where it comes from. */
  readonly from?: string;
  readonly condition: (id: string) => DraftCondition;
}

type Named = Pick<SegmentContextValue, 'tags' | 'events' | 'segments' | 'lists'>;

export function paletteEntries({ tags, events, segments, lists }: Named): Readonly<Record<PaletteKind, readonly PaletteEntry[]>> {
  return {
    tag: [...tags.values()].map((tag) => ({
      id: `tag:${tag.id}`,
      kind: 'tag',
      name: tag.name,
      words: tag.id,
      type: tag.type,
      ...(tag.unit === undefined ? {} : { unit: tag.unit }),
      coverage: tag.coverage,
      from: tagPlace(tag),
      condition: (id) => newCondition(tag, id),
    })),
    event: events.map(({ event, customers, first, last }) => ({
      id: `event:${event}`,
      kind: 'event',
      name: event,
      words: '',
      n: customers,
      from: `${first} – ${last}`,
      condition: (id) => newEvent(event, id),
    })),
    segment: segments.map(({ segment }) => ({
      id: `segment:${segment.id}`,
      kind: 'segment',
      name: segment.name,
      words: `${segment.id} ${segment.description}`,
      from: segment.description,
      condition: (id) => ({ id, kind: 'segment', segment: segment.id, member: true }),
    })),
    list: lists.map(({ list, members }) => ({
      id: `list:${list.id}`,
      kind: 'list',
      name: list.name,
      words: list.id,
      n: members,
      from: `${list.table}.${list.key}`,
      condition: (id) => ({ id, kind: 'list', list: list.id, member: true }),
    })),
  };
}

export function sqlEntry(name: string): PaletteEntry {
  return { id: 'sql', kind: 'sql', name, words: '', condition: (id) => ({ id, kind: 'sql', predicate: '' }) };
}

/** A sequence starts with the commonest event twice; none where there are no events. */
export function sequenceEntry(name: string, { events }: Pick<Named, 'events'>): PaletteEntry | null {
  const first = events[0]?.event;
  if (first === undefined) return null;
  return { id: 'sequence', kind: 'sequence', name, words: '', condition: (id) => newSequence(first, id) };
}

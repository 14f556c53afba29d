import type { TagDefinition } from './tag';

export const TAG_PACKS = ['lifeCycle', 'activity', 'valueTiers', 'holdings', 'rfm', 'ageBands', 'channels', 'contacts'] as const;
export type TagPackId = (typeof TAG_PACKS)[number];

/** What a pack needs of the columns and events. */
export type PackNeed = 'openedOn' | 'lastActiveOn' | 'assets' | 'holdings' | 'purchases' | 'age' | 'channel' | 'contacts';

/** Ready-made tags over what a workspace has; every threshold stands in the definitions. */
export interface TagPack {
  readonly id: TagPackId;
  readonly definitions: readonly TagDefinition[];
  /** What ranges and amounts are counted in, in the language asked for; absent where they are mere numbers. */
  readonly unit?: string;
  /** Why it does not fit; then there are no definitions. */
  readonly missing: readonly PackNeed[];
  /** Definitions that are in the library already, by id. */
  readonly saved: readonly string[];
}

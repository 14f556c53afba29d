import type { EventProp } from '../model/entities';
import type { List } from '../model/list';
import type { Segment } from '../model/segment';
import type { Tag } from '../model/tag';
import type { RuleScope } from '../sql/compileRule';

/** What definitions and the entity map say, at one data version. */
export interface Names extends RuleScope {
  readonly tags: ReadonlyMap<string, Tag>;
  readonly props: ReadonlyMap<string, EventProp>;
  readonly segments: ReadonlyMap<string, Segment>;
  readonly lists: ReadonlyMap<string, List>;
  /** Tables that events are read from. */
  readonly eventTables: readonly string[];
  /** Tables that contacts are read from. */
  readonly contactTables: readonly string[];
}

/** Everything that a rule may name. */
export interface Vocabulary extends Names {
  /** By name; read only where a rule asks for events. */
  readonly events: ReadonlySet<string>;
  /** Ids of the segments that are being read, outermost first. */
  readonly reading: readonly string[];
}

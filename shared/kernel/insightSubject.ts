import type { Bitset } from '../bits/bitStore';
import type { RestsOn } from '../model/answers';
import type { ItemsLeftOut, ItemsSpec } from '../model/insight';
import type { Who } from '../model/rule';
import type { CallContext } from '../rpc/method';
import { withMembers } from './evaluate';
import { type HeldItem, withItems } from './insightItems';
import type { SqlConnection } from './ports';
import { restsOn } from './restsOn';
import type { Session } from './session';
import { type Subject, subjectOf } from './subject';
import { definitionOf, readBy, readVocabulary } from './vocabulary';

interface HoldingsSpec {
  readonly segment?: Who | undefined;
  readonly items: ItemsSpec;
  readonly minimumSupport: number;
}

/** A segment, its members, and what customers hold. */
export interface Holdings {
  readonly subject: Subject;
  readonly members: Bitset;
  readonly items: readonly HeldItem[];
  readonly leftOut: ItemsLeftOut;
  readonly restsOn: RestsOn;
}

/** Finds the members and who holds what; all sets are released after `use`. @throws Fault as `withMembers` and `withItems`. */
export async function withHoldings<T>(
  session: Session,
  connection: SqlConnection,
  spec: HoldingsSpec,
  most: number,
  { signal, progress }: CallContext,
  use: (holdings: Holdings) => T | Promise<T>,
): Promise<T> {
  const subject = await subjectOf(connection, spec.segment);
  return await withMembers(session, connection, subject, signal, (members) => {
    progress({ phase: 'items' });
    const wanted = { minimum: spec.minimumSupport, most };
    return withItems({ session, connection, signal }, spec.items, wanted, async ({ items, leftOut }) => {
      const rules = [subject.who, ...items.map(({ rule }) => rule)];
      const vocabulary = await readVocabulary(session, connection, rules, signal);
      const asked = { spec, rules: rules.map((rule) => definitionOf(rule, vocabulary)) };
      const rests = await restsOn(session, connection, { definition: asked, read: readBy(rules, vocabulary) });
      return await use({ subject, members, items, leftOut, restsOn: rests });
    });
  });
}

import type { Rule, Who } from '../model/rule';
import type { Membership } from '../model/segment';
import type { SqlConnection } from './ports';
import { findSegment } from './storedSegments';

export interface Subject extends Membership {
  /** Empty for a rule that is not saved. */
  readonly id: string;
  readonly name: string;
  /** The same as a block of another rule; null = everybody. */
  readonly block: Rule | null;
}

/** A saved segment, a rule that has no name yet, or, where neither is named, all customers. @throws Fault UNKNOWN_SEGMENT. */
export async function subjectOf(connection: SqlConnection, who: Who | undefined): Promise<Subject> {
  if (who === undefined) return { id: '', name: '', who: { kind: 'all', rules: [] }, block: null };
  if (typeof who !== 'string') return { id: '', name: '', who, block: who };
  const segment = await findSegment(connection, who);
  return { ...segment, block: { kind: 'segment', segment: who, member: true } };
}

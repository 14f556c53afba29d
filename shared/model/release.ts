import type { Campaign, ReleasedArm } from './campaign';
import type { ContactPolicy } from './contactPolicy';

/** What was set going, with all that it rests on. It is never changed. */
export interface Release {
  readonly campaign: Campaign;
  readonly version: number;
  readonly policy: ContactPolicy;
  readonly policyVersion: number;
  /** The control first, then the arms in the order of the campaign. */
  readonly arms: readonly ReleasedArm[];
  readonly dataVersion: number;
  readonly asOf: string;
  /** All customers at that moment. */
  readonly base: number;
  /** ISO time. */
  readonly releasedAt: string;
  readonly author: string;
}

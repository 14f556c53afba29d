import type { Campaign } from './campaign';
import type { ContactPolicy } from './contactPolicy';

/** The customers of one arm of a released campaign. */
export interface ReleasedArm {
  readonly variant: string;
  /** Id of the audience that holds their keys. */
  readonly audience: string;
  readonly n: number;
  /** SHA-256 over the members' keys, as of every audience. */
  readonly memberHash: string;
}

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

import type { ComponentType } from 'react';
import type { EventKind } from '#shared/model/event';
import type { TextKey } from '../../text';

export interface JourneyTabProps {
  /** The events of the workspace by name, commonest first; at least one. */
  readonly events: readonly EventKind[];
  /** The last day that counts. */
  readonly asOf: string;
}

/** One tab of the page. */
export interface JourneyTab {
  readonly key: string;
  readonly label: TextKey<'journeys'>;
  readonly Tab: ComponentType<JourneyTabProps>;
}

import type { ComponentType } from 'react';
import type { TextKey } from '../../text';

/** One tab of the page. What it may name it takes from `useConditionNames`. */
export interface CampaignTab {
  readonly key: string;
  readonly label: TextKey<'campaigns'>;
  readonly Tab: ComponentType;
}

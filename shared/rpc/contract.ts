import { campaignMethods } from './campaignMethods';
import { customerMethods } from './customerMethods';
import { dataMethods } from './dataMethods';
import { experimentMethods } from './experimentMethods';
import { exportMethods } from './exportMethods';
import { lockMethods } from './lockMethods';

export type { QualityFailures, TablePage } from './dataMethods';

/** Every question the screens, the command line and the tests may ask the kernel, one line each. */
export const kernelMethods = {
  ...dataMethods,
  ...customerMethods,
  ...campaignMethods,
  ...experimentMethods,
  ...exportMethods,
  ...lockMethods,
};

export type KernelMethods = typeof kernelMethods;

/** What the kernel announces without being asked. */
export type KernelEvents = {
  'lock.changed': { readonly locked: boolean };
  /** Definitions or data of these nouns changed: pages that show them ask again. */
  'workspace.changed': {
    readonly nouns: readonly (
      | 'workspace'
      | 'tables'
      | 'imports'
      | 'entities'
      | 'tags'
      | 'segments'
      | 'lists'
      | 'portraitTemplates'
      | 'boards'
      | 'campaigns'
      | 'contactPolicy'
      | 'exports'
      | 'workLists'
      | 'audiences'
      | 'quality'
      | 'cleanings'
      | 'queries'
      | 'audit'
      | 'classification'
      | 'annotations'
    )[];
  };
};

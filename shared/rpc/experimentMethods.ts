import { z } from 'zod';
import { type ExperimentAnswer, experimentSpecSchema } from '../model/experiment';
import type { ExperimentCurves } from '../model/experimentCurves';
import type { ExperimentDistributions } from '../model/experimentDistributions';
import { type BaselineAnswer, baselineSpecSchema, type CampaignExposures, experimentArmSchema } from '../model/experimentSource';
import type { ListState } from '../model/list';
import { type PowerAnswer, powerSpecSchema } from '../model/power';
import type { Rule } from '../model/rule';
import { fileToken } from './dataMethods';
import { method } from './method';

/** The methods about experiments. */
export const experimentMethods = {
  /** What worked: variants against the control, with a verdict. */
  'experiments.compute': method<ExperimentAnswer>()(z.strictObject({ spec: experimentSpecSchema })),
  /** The same as it stood at the end of every day or week, and how long the effects last. */
  'experiments.curves': method<ExperimentCurves>()(z.strictObject({ spec: experimentSpecSchema })),
  /** How the values per customer of each mean and quantile are spread in each arm. */
  'experiments.distributions': method<ExperimentDistributions>()(z.strictObject({ spec: experimentSpecSchema })),
  /** The campaigns of the exposures, the latest first. */
  'experiments.campaigns': method<readonly CampaignExposures[]>()(z.strictObject({})),
  /** The customers of a variant as a rule that finds the same. */
  'experiments.rule': method<{ readonly rule: Rule }>()(z.strictObject({ arm: experimentArmSchema })),
  /** The same customers by their keys, as they are now: a list, where no rule can say who they are. */
  'experiments.freeze': method<ListState>()(
    z.strictObject({ arm: experimentArmSchema, name: z.string().trim().min(1).max(200) }),
  ),
  /** What a metric is like before anything is done. */
  'experiments.baseline': method<BaselineAnswer>()(z.strictObject({ spec: baselineSpecSchema })),
  /** What worked as a page, without cells of too few customers. */
  'reports.experiment': method<{ readonly bytes: number }>()(
    z.strictObject({
      spec: experimentSpecSchema,
      name: z.string().max(200).default(''),
      language: z.enum(['zh', 'en']).default('en'),
      file: fileToken,
    }),
  ),
  /** Customers for an effect, the effect of so many, or the power of both. */
  'experiments.power': method<PowerAnswer>()(z.strictObject({ spec: powerSpecSchema })),
  /** The same of many at once, as the points of curves. */
  'experiments.powers': method<readonly PowerAnswer[]>()(z.strictObject({ specs: z.array(powerSpecSchema).max(1000) })),
};

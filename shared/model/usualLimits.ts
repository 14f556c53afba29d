import { exportPolicySchema } from './export';
import type { Manifest } from './package';

/** The smallest class that is asked for of such a recipient where a house says nothing else. */
export function usualLimit({ recipient }: Pick<Manifest, 'recipient'>): number {
  return exportPolicySchema.parse({}).limits[recipient.kind];
}

/** Whether a manifest asks for less than is usual. */
export function isLimitLow(manifest: Pick<Manifest, 'recipient' | 'risk'>): boolean {
  return manifest.risk.limit < usualLimit(manifest);
}

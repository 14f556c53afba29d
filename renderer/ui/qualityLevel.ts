import type { QualitySummary } from '#shared/model/quality';
import type { Format, Translate } from '../text';

export type QualityLevel = 'good' | 'warn' | 'block';

export function qualityLevel({ failedBlocks, failedWarns, errors, notRun }: QualitySummary): QualityLevel {
  if (failedBlocks > 0) return 'block';
  return failedWarns + errors + notRun > 0 ? 'warn' : 'good';
}

/** A score as `98.4%`; rounded down, so that only what is perfect reads as 100%. */
export function scoreText(score: number | null, format: Format): string {
  return score === null ? '–' : format.percent(Math.floor(score * 1000) / 1000);
}

/** What is not as it should be, in words; empty where everything is. */
export function qualityTroubles(summary: QualitySummary, t: Translate<'quality'>): string[] {
  return (['failedBlocks', 'failedWarns', 'errors', 'notRun'] as const)
    .filter((trouble) => summary[trouble] > 0)
    .map((trouble) => t(trouble, { n: summary[trouble] }));
}

import { useMemo } from 'react';
import type { TrendSeries, TrendSpec } from '#shared/model/trend';
import { useText } from '../../../text';
import type { TrendLine } from './trendLines';

/** What the lines of an answer are called. */
export function useLineNames(spec: TrendSpec) {
  const t = useText('trends');
  return useMemo(
    () => ({
      series: ({ label, level }: TrendSeries, at: number) => {
        if (level?.kind === 'unknown') return t('unknown');
        if (level?.kind === 'rest') return t('rest', { n: level.values ?? 0 });
        const asked = spec.series[at];
        if (level || !asked) return label;
        const measure = t(`measure.${asked.measure}`);
        const name =
          asked.prop === undefined
            ? t('ofMeasure', { name: label, measure })
            : t('ofProp', { name: label, measure, prop: asked.prop });
        return spec.series.length > 1 ? `${at + 1}. ${name}` : name;
      },
      line: (name: string, kind: Exclude<TrendLine['kind'], 'values'>) => {
        if (kind === 'moving') return t('movingOf', { name, n: spec.movingAverage ?? 0 });
        if (kind === 'stickiness') return t('stickinessOf', { name });
        return t('comparedOf', { name, compare: t(`compare.${spec.compare ?? 'none'}`) });
      },
    }),
    [spec, t],
  );
}

import { useMemo } from 'react';
import type { Distribution, Tag } from '#shared/model/tag';
import { useFormat, useText } from '../../../text';
import { Chart } from '../../../ui/Chart';
import { EmptyState } from '../../../ui/EmptyState';
import { DistributionTable } from './DistributionTable';
import { distributionChart, distributionHeight, isIdentifier } from './distributionChart';
import { useValueName } from './useValueName';

interface DistributionViewProps {
  readonly tag: Pick<Tag, 'name' | 'type' | 'labels'>;
  readonly distribution: Distribution;
}

/** How the values of a tag are spread, as chart and as table. */
export function DistributionView({ tag, distribution }: DistributionViewProps) {
  const t = useText('tags');
  const common = useText('common');
  const format = useFormat();
  const valueName = useValueName(tag.labels);
  const option = useMemo(
    () => distributionChart(distribution, tag.type, { ...format, customers: common('customers'), valueName }),
    [distribution, tag.type, format, common, valueName],
  );
  const table = <DistributionTable tag={tag} distribution={distribution} />;
  if (distribution.known === 0) return <EmptyState title={t('noKnown')} />;
  if (isIdentifier(distribution)) {
    return (
      <>
        <p className="tags-identifier">{t('identifier')}</p>
        {table}
      </>
    );
  }
  const shown = { n: format.exact(distribution.values.length), all: format.exact(distribution.distinct) };
  return (
    <div className="tags-distribution">
      <div className="hx-faint tags-shown">{distribution.histogram ? '' : t('shownValues', shown)}</div>
      <Chart
        option={option}
        height={distributionHeight(distribution)}
        label={t('distribution', { name: tag.name })}
        table={table}
      />
    </div>
  );
}

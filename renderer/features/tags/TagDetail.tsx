import { ApartmentOutlined } from '@ant-design/icons';
import { Button, Input } from 'antd';
import { type ReactNode, useDeferredValue, useMemo, useState } from 'react';
import type { Tag, TagDistribution } from '#shared/model/tag';
import { useKernel } from '../../engine/kernel';
import { useFormat, useText } from '../../text';
import { Chart } from '../../ui/Chart';
import { EmptyState } from '../../ui/EmptyState';
import { ErrorNotice } from '../../ui/ErrorNotice';
import { addTagToSegment } from '../../ui/handedTag';
import { LoadingState } from '../../ui/LoadingState';
import { NumberText } from '../../ui/NumberText';
import { nameWithUnit } from '../../ui/nameWithUnit';
import { QualityBadge } from '../../ui/QualityBadge';
import { tagPlace } from '../../ui/tagPlace';
import { DistributionTable } from './DistributionTable';
import { distributionChart, distributionHeight, isIdentifier } from './distributionChart';

/** One tag: its figures, its distribution as chart and table, and the way into a segment. */
export function TagDetail({ tag }: { readonly tag: Tag }) {
  const t = useText('tags');
  const [typed, setTyped] = useState('');
  const search = useDeferredValue(typed.trim());
  const { data, error, retry, progress } = useKernel('tags.distribution', { tag: tag.id, search }, { keep: true });
  return (
    <section className="tags-card" aria-label={tag.name} data-testid="tag-detail">
      <header className="tags-detail-head">
        <div>
          <h2>{nameWithUnit(tag)}</h2>
          <div className="hx-faint hx-mono">{`${tag.id} · ${tagPlace(tag)}`}</div>
        </div>
        <Button icon={<ApartmentOutlined />} onClick={() => addTagToSegment(tag.id)} data-testid="tag-use">
          {t('useInSegment')}
        </Button>
      </header>
      {error && <ErrorNotice error={error} onRetry={retry} />}
      {!data && !error && <LoadingState progress={progress} />}
      {data?.quality && <QualityBadge quality={data.quality} table={tag.tables[0] ?? ''} />}
      {data && <Figures tag={tag} distribution={data} />}
      {tag.type === 'category' && (
        <Input
          allowClear
          size="small"
          placeholder={t('valueSearch')}
          aria-label={t('valueSearch')}
          value={typed}
          onChange={({ target }) => setTyped(target.value)}
          data-testid="tag-value-search"
        />
      )}
      {data && (data.known === 0 ? <EmptyState title={t('noKnown')} /> : <Distribution tag={tag} distribution={data} />)}
    </section>
  );
}

interface PartProps {
  readonly tag: Tag;
  readonly distribution: TagDistribution;
}

function Figures({ tag, distribution: { known, unknown, distinct, range } }: PartProps) {
  const t = useText('tags');
  const format = useFormat();
  return (
    <dl className="tags-figures">
      <Figure name={t('type')}>{t(`type.${tag.type}`)}</Figure>
      <Figure name={t('known')}>
        <NumberText value={known} kind="exact" />
      </Figure>
      <Figure name={t('unknown')}>
        <NumberText value={unknown} kind="exact" />
      </Figure>
      <Figure name={t('coverage')}>{format.percent(tag.coverage)}</Figure>
      <Figure name={t('distinct')}>
        <NumberText value={distinct} kind="exact" />
      </Figure>
      {range && <Figure name={t('range')}>{`${range.min} – ${range.max}`}</Figure>}
    </dl>
  );
}

function Figure({ name, children }: { readonly name: string; readonly children: ReactNode }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd className="hx-tabular">{children}</dd>
    </div>
  );
}

function Distribution({ tag, distribution }: PartProps) {
  const t = useText('tags');
  const common = useText('common');
  const format = useFormat();
  const option = useMemo(() => {
    const valueName = (value: string | number | boolean) =>
      typeof value === 'boolean' ? common(value ? 'yes' : 'no') : String(value);
    return distributionChart(distribution, tag.type, { ...format, customers: common('customers'), valueName });
  }, [distribution, tag.type, format, common]);
  const table = <DistributionTable tag={tag} distribution={distribution} />;
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
    <>
      <div className="hx-faint tags-shown">{distribution.histogram ? '' : t('shownValues', shown)}</div>
      <Chart
        option={option}
        height={distributionHeight(distribution)}
        label={t('distribution', { name: tag.name })}
        table={table}
      />
    </>
  );
}

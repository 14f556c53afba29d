import { SwapOutlined } from '@ant-design/icons';
import { Button, Segmented, Select } from 'antd';
import { useCallback, useMemo, useState } from 'react';
import type { PortraitTag } from '#shared/model/answers';
import type { CrossLevel, PortraitCross } from '#shared/model/portraitCross';
import { useKernel } from '../../../../engine/kernel';
import { useFormat, useText } from '../../../../text';
import { ErrorNotice } from '../../../../ui/ErrorNotice';
import { LoadingState } from '../../../../ui/LoadingState';
import { findsText } from '../../../../ui/searchText';
import { PictureMenu } from '../../PictureMenu';
import { PortraitLegend } from '../../PortraitLegend';
import { PortraitTable } from '../../PortraitTable';
import { useValueTexts } from '../../valueTexts';
import { useAskedPortrait } from '../askedPortrait';
import { useViewOptions } from '../viewOptions';
import { cellMark, firstPair, type LevelName, pyramidOf } from './crossCells';
import { HeatMap } from './HeatMap';
import { PyramidPicture } from './PyramidPicture';

type Pair = readonly [first: string, second: string];

/** Two tags at once: how much more of each pair of values the segment has than the base. */
export function CrossView({ tags }: { readonly tags: readonly PortraitTag[] }) {
  const t = useText('portraitViews');
  const [chosen, choose] = useState<Pair | null>(null);
  const known = chosen?.every((id) => tags.some(({ tag }) => tag === id)) ? chosen : null;
  const pair = known ?? firstPair(tags);
  if (!pair) return <div className="por-none">{t('oneTag')}</div>;
  return (
    <section className="por-card" aria-label={t('cross')} data-testid="portrait-cross">
      <PairPickers tags={tags} pair={pair} onChoose={choose} />
      <CrossAnswer pair={pair} />
    </section>
  );
}

interface PairPickersProps {
  readonly tags: readonly PortraitTag[];
  readonly pair: Pair;
  readonly onChoose: (pair: Pair) => void;
}

function PairPickers({ tags, pair: [first, second], onChoose }: PairPickersProps) {
  const t = useText('portraitViews');
  const picker = (label: string, value: string, other: string, onChange: (tag: string) => void, testId: string) => (
    <Select
      className="por-select"
      aria-label={label}
      value={value}
      showSearch={{ filterOption: (query, option) => findsText(query, String(option?.label ?? '')) }}
      options={tags.filter(({ tag }) => tag !== other).map(({ tag, name }) => ({ value: tag, label: name }))}
      onChange={onChange}
      data-testid={testId}
    />
  );
  return (
    <div className="por-filter">
      {picker(t('crossFirst'), first, second, (tag) => onChoose([tag, second]), 'portrait-cross-first')}
      <Button
        icon={<SwapOutlined />}
        aria-label={t('swap')}
        title={t('swap')}
        onClick={() => onChoose([second, first])}
        data-testid="portrait-cross-swap"
      />
      {picker(t('crossSecond'), second, first, (tag) => onChoose([first, tag]), 'portrait-cross-second')}
    </div>
  );
}

function CrossAnswer({ pair: [first, second] }: { readonly pair: Pair }) {
  const t = useText('portraitViews');
  const { buckets, unknown } = useViewOptions();
  const spec = { ...useAskedPortrait(), tags: [first, second] as [string, string], buckets, unknown };
  const { data, error, retry, progress, busy } = useKernel('portraits.cross', { spec }, { keep: true });
  if (error) return <ErrorNotice error={error} onRetry={retry} />;
  if (!data) return <LoadingState label={t('crossing')} progress={progress} />;
  return (
    <div className="por-portrait" data-stale={busy}>
      <CrossPictures cross={data} />
    </div>
  );
}

function CrossPictures({ cross }: { readonly cross: PortraitCross }) {
  const t = useText('portraitViews');
  const format = useFormat();
  const nameOf = useLevelName();
  const [picture, setPicture] = useState<'heatMap' | 'pyramid' | 'asNumbers'>('heatMap');
  const pyramid = useMemo(() => pyramidOf(cross), [cross]);
  const shown = picture === 'pyramid' && !pyramid ? 'heatMap' : picture;
  const pictures = ['heatMap', ...(pyramid ? (['pyramid'] as const) : []), 'asNumbers'] as const;
  return (
    <>
      <div className="por-section">
        <Segmented
          size="small"
          aria-label={t('cross')}
          value={shown}
          onChange={setPicture}
          options={pictures.map((value) => ({
            value,
            label: <span data-testid={`portrait-cross-${value}`}>{t(value)}</span>,
          }))}
        />
        <span className="hx-secondary">
          {t('crossKnown', { n: format.exact(cross.known.segment), base: format.exact(cross.known.base) })}
        </span>
        <PortraitLegend />
        {shown === 'heatMap' && <CrossMenu cross={cross} />}
      </div>
      {shown === 'heatMap' && <HeatMap cross={cross} nameOf={nameOf} />}
      {shown === 'pyramid' && pyramid && <PyramidPicture cross={cross} pyramid={pyramid} nameOf={nameOf} />}
      {shown === 'asNumbers' && <PortraitTable rows={cross.cells.flatMap((cell) => cellMark(cross, cell, nameOf) ?? [])} />}
    </>
  );
}

function CrossMenu({
  cross: {
    tags: [first, second],
  },
}: {
  readonly cross: PortraitCross;
}) {
  const picture = { kind: 'cross' as const, tags: [first.tag, second.tag] as [string, string] };
  return <PictureMenu picture={picture} name={`${first.name} × ${second.name}`} />;
}

function useLevelName(): LevelName {
  const t = useText('portraitViews');
  const { valueName } = useValueTexts();
  return useCallback(
    (level: CrossLevel) => (level.others === undefined ? valueName(level) : t('others', { n: level.others })),
    [t, valueName],
  );
}

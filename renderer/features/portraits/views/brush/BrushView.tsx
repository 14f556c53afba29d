import { ApartmentOutlined, ClearOutlined, UndoOutlined } from '@ant-design/icons';
import { Button, Select } from 'antd';
import { useMemo, useState } from 'react';
import type { PortraitTag } from '#shared/model/answers';
import type { Brush, PortraitBrush } from '#shared/model/portraitBrush';
import { useKernel } from '../../../../engine/kernel';
import { useFormat, useText } from '../../../../text';
import { ErrorNotice } from '../../../../ui/ErrorNotice';
import { openInBuilder } from '../../../../ui/handedRule';
import { LoadingState } from '../../../../ui/LoadingState';
import { findsText } from '../../../../ui/searchText';
import { useSettled } from '../../../../ui/useSettled';
import { useAskedPortrait } from '../askedPortrait';
import { useViewOptions } from '../viewOptions';
import { BrushChart } from './BrushChart';
import { brushedRule, brushesOf, NOTHING } from './chosenBars';
import { useChosenBars } from './useChosenBars';
import './brush.css';

const MOST_TAGS = 6;
/** A drag over several bars is asked about once it rests. */
const SETTLED_MILLISECONDS = 80;

/** Several tags as linked charts: bars chosen in one narrow all the others. Cut otherwise, the bars are others. */
export function BrushView({ tags }: { readonly tags: readonly PortraitTag[] }) {
  const { buckets } = useViewOptions();
  return <LinkedCharts key={buckets} tags={tags} buckets={buckets} />;
}

interface LinkedChartsProps {
  readonly tags: readonly PortraitTag[];
  readonly buckets: 'readable' | 'quantiles';
}

function LinkedCharts({ tags, buckets }: LinkedChartsProps) {
  const t = useText('portraitBrush');
  const { segment, base } = useAskedPortrait();
  const [picked, pick] = useState<readonly string[] | null>(null);
  const { chosen, choose, back, canGoBack, onKeyDown } = useChosenBars();
  const shown = useMemo(() => shownTags(tags, picked), [tags, picked]);
  const brushes = useMemo(() => brushesOf(chosen, shown), [chosen, shown]);
  const settled = useSettled(brushes, SETTLED_MILLISECONDS);
  const spec = { segment, base, tags: shown, buckets, brushes: settled };
  const { data, error, retry, progress, busy } = useKernel(
    'portraits.brush',
    { spec },
    { keep: true, enabled: shown.length > 0 },
  );
  const stale = busy || settled !== brushes;
  return (
    <section className="por-brush" aria-label={t('title')} onKeyDown={onKeyDown} data-stale={stale} data-testid="portrait-brush">
      <TagPicker tags={tags} shown={shown} onPick={pick} />
      {shown.length === 0 && <div className="por-none">{t('noTags')}</div>}
      {error ? <ErrorNotice error={error} onRetry={retry} /> : null}
      {!data && !error && shown.length > 0 ? <LoadingState label={t('counting')} progress={progress} /> : null}
      {data && !error && shown.length > 0 ? (
        <>
          <BrushBar answer={data} brushes={brushes} canGoBack={canGoBack} onBack={back} onClear={() => choose(() => NOTHING)} />
          <div className="por-brush-charts">
            {data.tags.map((chart) => (
              <BrushChart key={chart.tag} chart={chart} chosen={chosen} onChoose={choose} />
            ))}
          </div>
        </>
      ) : null}
    </section>
  );
}

/** Those that were picked and are still there; else the most different ones. */
function shownTags(tags: readonly PortraitTag[], picked: readonly string[] | null): string[] {
  const all = tags.map(({ tag }) => tag);
  return picked ? picked.filter((tag) => all.includes(tag)) : all.slice(0, MOST_TAGS);
}

interface TagPickerProps {
  readonly tags: readonly PortraitTag[];
  readonly shown: readonly string[];
  readonly onPick: (tags: readonly string[]) => void;
}

function TagPicker({ tags, shown, onPick }: TagPickerProps) {
  const t = useText('portraitBrush');
  return (
    <Select
      className="por-brush-tags"
      mode="multiple"
      aria-label={t('tags', { most: MOST_TAGS })}
      placeholder={t('tags', { most: MOST_TAGS })}
      maxCount={MOST_TAGS}
      showSearch={{ filterOption: (query, option) => findsText(query, String(option?.label ?? '')) }}
      value={[...shown]}
      options={tags.map(({ tag, name }) => ({ value: tag, label: name }))}
      onChange={onPick}
      data-testid="brush-tags"
    />
  );
}

interface BrushBarProps {
  readonly answer: PortraitBrush;
  readonly brushes: readonly Brush[];
  readonly canGoBack: boolean;
  readonly onBack: () => void;
  readonly onClear: () => void;
}

function BrushBar({ answer, brushes, canGoBack, onBack, onClear }: BrushBarProps) {
  const t = useText('portraitBrush');
  const format = useFormat();
  const { segment } = useAskedPortrait();
  const of = answer.segments[0].n;
  const share = format.percent(of === 0 ? 0 : answer.n / of, 1);
  return (
    <div className="por-section">
      <strong className="hx-tabular" aria-live="polite" data-testid="brush-count" data-n={answer.n}>
        {t('count', { n: format.exact(answer.n), of: format.exact(of), share })}
      </strong>
      <Button size="small" icon={<UndoOutlined />} disabled={!canGoBack} onClick={onBack} data-testid="brush-undo">
        {t('undo')}
      </Button>
      <Button size="small" icon={<ClearOutlined />} disabled={brushes.length === 0} onClick={onClear} data-testid="brush-clear">
        {t('clearAll')}
      </Button>
      <Button
        size="small"
        icon={<ApartmentOutlined />}
        disabled={brushes.length === 0}
        onClick={() => openInBuilder({ rule: brushedRule(segment, brushes), segment: undefined })}
        data-testid="brush-segment"
      >
        {t('segment')}
      </Button>
      <span className="por-brush-legend hx-faint">{t('legend')}</span>
      <span className="hx-faint">{t('hint')}</span>
    </div>
  );
}

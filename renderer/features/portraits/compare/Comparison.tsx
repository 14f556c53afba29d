import { Segmented } from 'antd';
import { useMemo, useState } from 'react';
import type { PortraitComparison, PortraitTag } from '#shared/model/answers';
import { isFinding, strengthOf, tellsApart, withoutRepeats } from '#shared/model/findings';
import { useText } from '../../../text';
import { EmptyState } from '../../../ui/EmptyState';
import { dealOut, useCardColumns } from '../cardColumns';
import { RestsOnLine } from '../PortraitSummary';
import { PortraitWords } from '../PortraitWords';
import { TagFold } from '../TagFold';
import { shownTags } from '../views/shownTags';
import { TagFilter } from '../views/TagFilter';
import { useViewOptions } from '../views/viewOptions';
import { CompareCard, pictureHeight } from './CompareCard';
import { CompareSummary } from './CompareSummary';
import { type ComparedTag, comparedTags } from './compared';
import { Differences } from './Differences';
import { SegmentName } from './SegmentName';
import './compare.css';

const VIEWS = ['cards', 'differences'] as const;
type View = (typeof VIEWS)[number];

/** Several segments side by side: what tells any two apart first, what does not folded away. */
export function Comparison({ comparison, stale }: { readonly comparison: PortraitComparison; readonly stale: boolean }) {
  const t = useText('portraits');
  const texts = useText('portraitComparison');
  const options = useViewOptions();
  const [view, setView] = useState<View>('cards');
  const tags = useMemo(() => comparedTags(comparison), [comparison]);
  if (tags.length === 0) return <EmptyState title={t('noTags')} description={t('noTagsHint')} />;
  const heads = tags.map(({ tag }) => tag);
  const shown = new Set(shownTags(heads, options).map(({ tag }) => tag));
  return (
    <div className="por-portrait" data-stale={stale} data-testid="comparison">
      <div className="por-bar">
        <CompareSummary comparison={comparison} />
        <Segmented
          aria-label={t('view')}
          value={view}
          onChange={setView}
          options={VIEWS.map((value) => ({
            value,
            label: <span data-testid={`compare-view-${value}`}>{value === 'cards' ? t('cards') : texts('differences')}</span>,
          }))}
        />
      </div>
      <Words comparison={comparison} />
      <TagFilter tags={heads} shown={shown.size} />
      {view === 'cards' && <Cards segments={comparison.segments} tags={tags.filter(({ tag }) => shown.has(tag.tag))} />}
      {view === 'differences' && <Differences comparison={withTags(comparison, shown)} />}
      <RestsOnLine restsOn={comparison.restsOn} />
    </div>
  );
}

function withTags(comparison: PortraitComparison, shown: ReadonlySet<string>): PortraitComparison {
  const pairs = comparison.pairs.map((pair) => ({ ...pair, tags: pair.tags.filter(({ tag }) => shown.has(tag)) }));
  return { ...comparison, pairs };
}

/** A paragraph per segment, each against the base. */
function Words({ comparison: { segments, portraits } }: { readonly comparison: PortraitComparison }) {
  const t = useText('portraitComparison');
  const ordered = useMemo(() => portraits.map(mostDifferent), [portraits]);
  return (
    <dl className="por-compared-words" aria-label={t('words')}>
      {segments.map(({ id, n }, place) =>
        n === 0 ? null : (
          <div key={id}>
            <dt>
              <SegmentName segments={segments} place={place} />
            </dt>
            <dd>
              <PortraitWords answer={{ tags: ordered[place] ?? [] }} segment={id} />
            </dd>
          </div>
        ),
      )}
    </dl>
  );
}

/** Of each a few, so that the pictures stay in sight. */
const MOST_SAID = 3;

function mostDifferent(tags: readonly PortraitTag[]): PortraitTag[] {
  return tags
    .filter((tag) => tag.repeats === undefined && tellsApart(tag))
    .sort((a, b) => Number(isFinding(b)) - Number(isFinding(a)) || strengthOf(b) - strengthOf(a))
    .slice(0, MOST_SAID);
}

interface CardsProps {
  readonly segments: PortraitComparison['segments'];
  readonly tags: readonly ComparedTag[];
}

interface ColumnsProps extends CardsProps {
  /** What repeats each of them. */
  readonly repeatsOf: (tag: ComparedTag) => readonly ComparedTag[];
}

function Cards({ segments, tags }: CardsProps) {
  const t = useText('portraitComparison');
  const own = new Set(withoutRepeats(tags.map(({ tag }) => tag)));
  const found = tags.filter(({ tag, differs }) => own.has(tag) && differs);
  const noise = tags.filter(({ tag, differs }) => own.has(tag) && !differs);
  const repeatsOf = ({ tag: { tag } }: ComparedTag) => tags.filter((each) => each.tag.repeats === tag);
  return (
    <>
      <div className="por-section">
        <h2 data-testid="compare-found">{t('found', { n: found.length })}</h2>
        <span className="por-legend hx-faint">{t('legend')}</span>
      </div>
      {found.length === 0 && <div className="por-none">{t('noneFound')}</div>}
      <Columns segments={segments} tags={found} repeatsOf={repeatsOf} />
      {noise.length > 0 && (
        <TagFold label={t('noise', { n: noise.length })} help={t('noiseHelp')} testId="compare-noise">
          <Columns segments={segments} tags={noise} repeatsOf={repeatsOf} />
        </TagFold>
      )}
    </>
  );
}

const CARD_FRAME_PIXELS = 80;
const FACTS_ROW_PIXELS = 22;

function Columns({ segments, tags, repeatsOf }: ColumnsProps) {
  const heightOf = (compared: ComparedTag) =>
    pictureHeight(compared, segments.length) +
    CARD_FRAME_PIXELS +
    (compared.tag.number ? FACTS_ROW_PIXELS * (segments.length + 2) : 0);
  return (
    <div className="por-cards">
      {dealOut(tags, heightOf, useCardColumns()).map((column) => (
        <div className="por-column" key={column[0]?.tag.tag ?? ''}>
          {column.map((compared) => (
            <CompareCard key={compared.tag.tag} compared={compared} segments={segments} repeats={repeatsOf(compared)} />
          ))}
        </div>
      ))}
    </div>
  );
}

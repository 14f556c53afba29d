import { UserOutlined } from '@ant-design/icons';
import { Button, Segmented } from 'antd';
import { useState } from 'react';
import type { PortraitAnswer } from '#shared/model/answers';
import { repeatsByTag, sortedTags } from '#shared/model/findings';
import type { PortraitSpec } from '#shared/model/portrait';
import { useText } from '../../text';
import { CopyButton } from '../../ui/CopyButton';
import { EmptyState } from '../../ui/EmptyState';
import { openPage } from '../../ui/navigation';
import { PinButton } from '../../ui/PinButton';
import { CopyTable } from './CopyTable';
import { PortraitCards } from './PortraitCards';
import { PortraitLegend } from './PortraitLegend';
import { PortraitSummary, RestsOnLine } from './PortraitSummary';
import { PortraitTable } from './PortraitTable';
import { PortraitWords } from './PortraitWords';
import { portraitRecipe } from './portraitRecipe';
import { tableRows } from './portraitValues';
import { ReportButton } from './ReportButton';
import { TagFold } from './TagFold';
import { ReportedContext } from './useReport';
import { BrushView } from './views/brush/BrushView';
import { CrossView } from './views/cross/CrossView';
import { Overview } from './views/Overview';
import { shownTags } from './views/shownTags';
import { TagFilter } from './views/TagFilter';
import { useViewOptions } from './views/viewOptions';

const VIEWS = ['cards', 'overview', 'cross', 'brush', 'table'] as const;
type View = (typeof VIEWS)[number];

interface PortraitProps {
  readonly answer: PortraitAnswer;
  readonly segment: string;
  /** Of the segment, which a narrowed portrait does not carry. */
  readonly name: string;
  /** What the answer is of, for a report. */
  readonly spec: PortraitSpec;
  readonly stale: boolean;
}

/** The answer: what is found first, what the segment's own rule sets and noise folded away, everything as one table on demand. */
export function Portrait({ answer, segment, name, spec, stale }: PortraitProps) {
  const t = useText('portraits');
  const [view, setView] = useState<View>('cards');
  const options = useViewOptions();
  if ((answer.segments[0]?.n ?? 0) === 0) return <EmptySegment segment={segment} />;
  if (answer.tags.length === 0) return <EmptyState title={t('noTags')} description={t('noTagsHint')} />;
  const shown = { ...answer, tags: shownTags(answer.tags, options) };
  return (
    <ReportedContext value={{ spec, name }}>
      <div className="por-portrait" data-stale={stale} data-testid="portrait">
        <div className="por-bar">
          <PortraitSummary answer={answer} name={name} />
          <PinButton name={t('n')} pinned={() => ({ kind: 'count', segment })} testId="portrait-pin-count" />
          <Segmented
            aria-label={t('view')}
            value={view}
            onChange={setView}
            options={VIEWS.map((value) => ({
              value,
              label: <span data-testid={`portrait-view-${value}`}>{t(value)}</span>,
            }))}
          />
          <CopyTable answer={answer} />
          <CopyButton label={t('copyRecipe')} text={() => portraitRecipe(spec, name, answer)} testId="portrait-copy-recipe" />
          <ReportButton />
        </div>
        <div className="por-words-line">
          <PortraitWords answer={answer} />
          <PinButton name={t('inWords')} pinned={() => ({ kind: 'portraitWords', spec })} testId="portrait-pin-words" />
        </div>
        <TagFilter tags={answer.tags} shown={shown.tags.length} />
        {view === 'cards' && shown.tags.length > 0 && <Cards answer={shown} ofAll={shown.tags.length === answer.tags.length} />}
        {view === 'overview' && shown.tags.length > 0 && <Overview answer={shown} />}
        {view === 'cross' && <CrossView tags={answer.tags} />}
        {view === 'brush' && <BrushView tags={answer.tags} />}
        {view === 'table' && <PortraitTable rows={tableRows(shown)} withTag />}
        <RestsOnLine restsOn={answer.restsOn} />
      </div>
    </ReportedContext>
  );
}

/** `ofAll` unless some tags are filtered out: what is said of those here is then not said of every tag. */
function Cards({ answer, ofAll }: { readonly answer: PortraitAnswer; readonly ofAll: boolean }) {
  const t = useText('portraits');
  const views = useText('portraitViews');
  const { found, set, noise } = sortedTags(answer.tags);
  const repeats = repeatsByTag(answer.tags);
  const nothing = ofAll ? t('noneFound') : views('noneFoundShown');
  return (
    <>
      <div className="por-section">
        <h2 data-testid="portrait-found">{t('found', { n: found.length })}</h2>
        <PortraitLegend />
      </div>
      {found.length === 0 && <div className="por-none">{set.length > 0 ? t('noneFoundElse') : nothing}</div>}
      <PortraitCards tags={found} repeats={repeats} />
      {set.length > 0 && (
        <TagFold label={t('setByRule', { n: set.length })} help={t('setByRuleHelp')} testId="portrait-set-by-rule">
          <PortraitCards tags={set} repeats={repeats} />
        </TagFold>
      )}
      {noise.length > 0 && (
        <TagFold label={t('noise', { n: noise.length })} help={t('noiseHelp')} testId="portrait-noise">
          <PortraitCards tags={noise} repeats={repeats} />
        </TagFold>
      )}
    </>
  );
}

function EmptySegment({ segment }: { readonly segment: string }) {
  const t = useText('portraits');
  return (
    <EmptyState
      icon={<UserOutlined />}
      title={t('emptySegment')}
      description={t('emptySegmentHint')}
      action={<Button onClick={() => openPage({ page: 'segments', segment })}>{t('editSegment')}</Button>}
    />
  );
}

import { PieChartOutlined } from '@ant-design/icons';
import { Button } from 'antd';
import { useEffect, useState } from 'react';
import type { Rule } from '#shared/model/rule';
import type { SegmentVersion } from '#shared/model/segment';
import { useKernel } from '../../engine/kernel';
import { useText } from '../../text';
import { EmptyState } from '../../ui/EmptyState';
import { ErrorNotice } from '../../ui/ErrorNotice';
import { LoadingState } from '../../ui/LoadingState';
import { openPage, useNavigation } from '../../ui/navigation';
import { PageFrame, type PageState } from '../../ui/PageFrame';
import { AskedComparisonContext } from './compare/askedComparison';
import { Comparison } from './compare/Comparison';
import { FilterChips } from './FilterChips';
import { MarkMenu } from './MarkMenu';
import { ruleOfMark } from './markRule';
import type { Mark } from './marks';
import { Portrait } from './Portrait';
import { PortraitPickers } from './PortraitPickers';
import { type PortraitBase, type PortraitChoosing, usePortraitChoice } from './portraitChoice';
import { AskedPortraitContext } from './views/askedPortrait';
import { useChosenTags } from './views/templates';
import { useViewOptions } from './views/viewOptions';
import './portraits.css';
import './views/tiles.css';
import './views/views.css';

/** What they are like: a saved segment against a base, tag by tag. */
export function PortraitsPage({ segment }: { readonly segment?: string }) {
  const t = useText('portraits');
  const { data, error, retry } = useKernel('segments.list', {}, { keep: true });
  if (data && data.length > 0) return <ChosenPortrait key={segment ?? ''} tab={segment ?? ''} segments={data} />;
  return (
    <PageFrame title={t('title')} help={t('help')} state={error ? 'error' : data ? 'complete' : 'busy'}>
      {error ? <ErrorNotice error={error} onRetry={retry} /> : null}
      {!data && !error ? <LoadingState /> : null}
      {data ? <NoSegments /> : null}
    </PageFrame>
  );
}

function ChosenPortrait({ tab, segments }: { readonly tab: string; readonly segments: readonly SegmentVersion[] }) {
  const t = useText('portraits');
  const first = segments.find((version) => version.segment.id === tab) ?? segments[0];
  const choice = usePortraitChoice(tab, first?.segment.id);
  const chosen = segments.find((version) => version.segment.id === choice.segment) ?? first;
  const segment = chosen?.segment.id ?? '';
  const beside = choice.beside.filter((id) => id !== segment && segments.some((version) => version.segment.id === id));
  const base = existingBase(choice.base, segments);
  const name = chosen?.segment.name ?? '';
  useTabTitle(tab, name);
  const [state, setState] = useState<PageState>('busy');
  const pickers = <PortraitPickers segments={segments} segment={segment} beside={beside} base={base} onChoose={choice.choose} />;
  const asked = { segment, name, beside, base };
  return (
    <PageFrame title={t('title')} help={t('help')} actions={pickers} state={state}>
      {beside.length > 0 ? (
        <SeveralSegments {...asked} onState={setState} />
      ) : (
        <OneSegment {...asked} choice={choice} onState={setState} />
      )}
    </PageFrame>
  );
}

interface AskedProps {
  readonly segment: string;
  readonly name: string;
  readonly beside: readonly string[];
  readonly base: PortraitBase;
  readonly onState: (state: PageState) => void;
}

function OneSegment({ segment, name, base, choice, onState }: AskedProps & { readonly choice: PortraitChoosing }) {
  const t = useText('portraits');
  const narrowed = choice.filters.map(ruleOfMark);
  const subject = narrowed.length === 0 ? segment : narrowedBy(segment, narrowed);
  const { buckets, unknown } = useViewOptions();
  const spec = { segment: subject, base, tags: useChosenTags(), buckets, unknown };
  const answer = useKernel('portraits.compute', { spec }, { keep: true });
  useToldState(answer, onState);
  const filter = (mark: Mark) => choice.choose({ filters: [...choice.filters, mark] });
  const compare = (mark: Mark) => choice.choose({ filters: [...choice.filters, mark], base: { segment } });
  return (
    <>
      {answer.error ? <ErrorNotice error={answer.error} onRetry={answer.retry} /> : null}
      {!answer.data && !answer.error ? <LoadingState label={t('computing')} progress={answer.progress} /> : null}
      <FilterChips filters={choice.filters} onFilter={(filters) => choice.choose({ filters })} />
      {answer.data && !answer.error ? (
        <AskedPortraitContext value={spec}>
          <Portrait answer={answer.data} segment={segment} name={name} spec={spec} stale={answer.busy} />
        </AskedPortraitContext>
      ) : null}
      <MarkMenu segment={segment} onOne={{ filter, compare }} />
    </>
  );
}

function SeveralSegments({ segment, beside, base, onState }: AskedProps) {
  const t = useText('portraits');
  const { buckets, unknown } = useViewOptions();
  const spec = { segments: [segment, ...beside], base, tags: useChosenTags(), buckets, unknown };
  const answer = useKernel('portraits.compare', { spec }, { keep: true });
  useToldState(answer, onState);
  return (
    <>
      {answer.error ? <ErrorNotice error={answer.error} onRetry={answer.retry} /> : null}
      {!answer.data && !answer.error ? <LoadingState label={t('computing')} progress={answer.progress} /> : null}
      {answer.data && !answer.error ? (
        <AskedComparisonContext value={spec}>
          <Comparison comparison={answer.data} stale={answer.busy} />
        </AskedComparisonContext>
      ) : null}
      <MarkMenu segment={segment} />
    </>
  );
}

function useToldState({ error, data }: { readonly error?: unknown; readonly data?: unknown }, tell: (state: PageState) => void) {
  const state: PageState = error ? 'error' : data ? 'complete' : 'busy';
  useEffect(() => tell(state), [state, tell]);
}

function narrowedBy(segment: string, rules: readonly Rule[]): Rule {
  return { kind: 'all', rules: [{ kind: 'segment', segment, member: true }, ...rules] };
}

/** A base segment may have been deleted since it was chosen. */
function existingBase(base: PortraitBase, segments: readonly SegmentVersion[]): PortraitBase {
  if (typeof base === 'string') return base;
  return segments.some(({ segment }) => segment.id === base.segment) ? base : 'all';
}

function useTabTitle(tab: string, title: string): void {
  const id = tab === '' ? 'portraits' : `portraits:${tab}`;
  useEffect(() => useNavigation.getState().describe(id, { title }), [id, title]);
}

function NoSegments() {
  const t = useText('portraits');
  return (
    <EmptyState
      icon={<PieChartOutlined />}
      title={t('noSegments')}
      description={t('noSegmentsHint')}
      action={
        <Button type="primary" onClick={() => openPage({ page: 'segments' })} data-testid="portrait-make-segment">
          {t('makeSegment')}
        </Button>
      }
    />
  );
}

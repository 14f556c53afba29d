import { type ReactNode, useId, useMemo } from 'react';
import type { PortraitAnswer } from '#shared/model/answers';
import { sortedTags } from '#shared/model/findings';
import { useText } from '../../../text';
import { Chart } from '../../../ui/Chart';
import { pickMark } from '../marks';
import { PortraitTable } from '../PortraitTable';
import { tableRows } from '../portraitValues';
import { type Finding, findingsOf, highestTgi, largestDifferences } from './findings';
import { clickedFinding, quadrantChart } from './quadrantChart';
import { Radar } from './Radar';
import { RankedList } from './RankedList';
import { useOverviewLook } from './useOverviewLook';
import { WordCloud } from './WordCloud';

const RANKS = 20;
const WORDS = 60;
const QUADRANT_PIXELS = 400;

/** All values of all tags that the segment's own rule does not set and that say something of their own, in one picture each: where they stand, which differ most, what the segment has more of. */
export function Overview({ answer }: { readonly answer: PortraitAnswer }) {
  const t = useText('portraitViews');
  const { found, set, noise } = useMemo(() => sortedTags(answer.tags), [answer]);
  const rows = useMemo(() => tableRows({ tags: [...found, ...noise] }), [found, noise]);
  const findings = useMemo(() => findingsOf(rows), [rows]);
  const withheld = rows.length - findings.length;
  const repeating = answer.tags.length - found.length - set.length - noise.length;
  const leftOut = [
    set.length > 0 ? t('withoutSetByRule', { n: set.length }) : '',
    repeating > 0 ? t('withoutRepeats', { n: repeating }) : '',
  ]
    .join(' ')
    .trim();
  const without = leftOut !== '' && <p className="por-wide hx-secondary">{leftOut}</p>;
  if (findings.length === 0) {
    return (
      <div className="por-none">
        {rows.length > 0 && t('nothingToSay', { n: withheld })}
        {without}
      </div>
    );
  }
  return (
    <div className="por-overview" data-testid="portrait-overview">
      {without}
      <Panel title={t('quadrants')} help={withheld > 0 ? t('withheld', { n: withheld }) : ''}>
        {() => <Quadrants findings={findings} />}
      </Panel>
      <Panel title={t('radar')}>{() => <Radar findings={findings} />}</Panel>
      <Panel title={t('highestTgi', { n: RANKS })}>
        {(id) => <RankedList by="tgi" findings={highestTgi(findings, RANKS)} labelledBy={id} />}
      </Panel>
      <Panel title={t('largestDifferences', { n: RANKS })}>
        {(id) => <RankedList by="difference" findings={largestDifferences(findings, RANKS)} labelledBy={id} />}
      </Panel>
      <Panel title={t('words')} help={t('wordsHelp')} wide>
        {(id) => <WordCloud findings={highestTgi(findings, WORDS)} labelledBy={id} />}
      </Panel>
    </div>
  );
}

interface PanelProps {
  readonly title: string;
  readonly help?: string;
  readonly wide?: boolean;
  /** Is given the id of the heading. */
  readonly children: (id: string) => ReactNode;
}

function Panel({ title, help = '', wide = false, children }: PanelProps) {
  const id = useId();
  return (
    <section className={wide ? 'por-card por-wide' : 'por-card'} aria-labelledby={id}>
      <header className="por-card-head">
        <h3 id={id}>{title}</h3>
        {help !== '' && <span className="hx-faint">{help}</span>}
      </header>
      {children(id)}
    </section>
  );
}

function Quadrants({ findings }: { readonly findings: readonly Finding[] }) {
  const t = useText('portraitViews');
  const look = useOverviewLook();
  const option = useMemo(() => quadrantChart(findings, look), [findings, look]);
  return (
    <Chart
      option={option}
      height={QUADRANT_PIXELS}
      label={t('quadrantsLabel')}
      onSelect={(selection) => {
        const finding = clickedFinding(findings, selection, look);
        if (finding) pickMark(finding, selection);
      }}
      table={<PortraitTable rows={findings} withTag />}
    />
  );
}

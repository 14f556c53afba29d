import { type ReactNode, useId, useMemo, useState } from 'react';
import type { PortraitAnswer } from '#shared/model/answers';
import { sortedTags } from '#shared/model/findings';
import { type OverviewPicture, RANKS, WORDS } from '#shared/model/portraitPicture';
import { findingOfKey, findingsOf, highestTgi, largestDifferences } from '#shared/report/valueFindings';
import { useText } from '../../../text';
import { Chart } from '../../../ui/Chart';
import { pickMark } from '../marks';
import { PictureMenu } from '../PictureMenu';
import { PortraitTable } from '../PortraitTable';
import type { Finding } from '../portraitValues';
import { tableRows } from '../portraitValues';
import { clickedFinding, quadrantChart } from './quadrantChart';
import { Radar } from './Radar';
import { RankedList } from './RankedList';
import { useOverviewLook } from './useOverviewLook';
import { WordCloud } from './WordCloud';

const QUADRANT_PIXELS = 400;

/** All values of all tags that the segment's own rule does not set and that say something of their own, in one picture each: where they stand, which differ most, what the segment has more of. */
export function Overview({ answer }: { readonly answer: PortraitAnswer }) {
  const t = useText('portraitViews');
  const { found, set, noise } = useMemo(() => sortedTags(answer.tags), [answer]);
  const rows = useMemo(() => tableRows({ tags: [...found, ...noise] }), [found, noise]);
  const findings = useMemo(() => findingsOf(rows), [rows]);
  const [spokes, chooseSpokes] = useState<readonly string[] | null>(null);
  const tags = useMemo(() => answer.tags.map(({ tag }) => tag), [answer]);
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
      <Panel
        title={t('quadrants')}
        picture={{ kind: 'quadrants', tags }}
        help={withheld > 0 ? t('withheld', { n: withheld }) : ''}
      >
        {() => <Quadrants findings={findings} />}
      </Panel>
      <Panel title={t('radar')} picture={radarPicture(tags, spokes)}>
        {() => <Radar findings={findings} chosen={spokes} onChoose={chooseSpokes} />}
      </Panel>
      <Panel title={t('highestTgi', { n: RANKS })} picture={{ kind: 'highestTgi', tags }}>
        {(id) => <RankedList by="tgi" findings={highestTgi(findings, RANKS)} labelledBy={id} />}
      </Panel>
      <Panel title={t('largestDifferences', { n: RANKS })} picture={{ kind: 'largestDifferences', tags }}>
        {(id) => <RankedList by="difference" findings={largestDifferences(findings, RANKS)} labelledBy={id} />}
      </Panel>
      <Panel title={t('words')} picture={{ kind: 'words', tags }} help={t('wordsHelp')} wide>
        {(id) => <WordCloud findings={highestTgi(findings, WORDS)} labelledBy={id} />}
      </Panel>
    </div>
  );
}

/** The radar with the spokes that a person chose. */
function radarPicture(tags: string[], spokes: readonly string[] | null): OverviewPicture {
  return { kind: 'radar', tags, ...(spokes ? { values: spokes.map(findingOfKey) } : {}) };
}

interface PanelProps {
  readonly title: string;
  readonly picture: OverviewPicture;
  readonly help?: string;
  readonly wide?: boolean;
  /** Is given the id of the heading. */
  readonly children: (id: string) => ReactNode;
}

function Panel({ title, picture, help = '', wide = false, children }: PanelProps) {
  const id = useId();
  return (
    <section className={wide ? 'por-card por-wide' : 'por-card'} aria-labelledby={id}>
      <header className="por-card-head">
        <h3 id={id}>{title}</h3>
        <span className="por-card-tools">
          {help !== '' && <span className="hx-faint">{help}</span>}
          <PictureMenu picture={picture} name={title} />
        </span>
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

import { isInsufficient } from '#shared/model/findings';
import { type RankBar, type RankedBy, rankBars } from '#shared/report/rankBars';
import { findingKey } from '#shared/report/valueFindings';
import { VERDICT_SIGNS } from '#shared/report/verdict';
import { useFormat, useText } from '../../../text';
import { pickMark } from '../marks';
import type { Finding } from '../portraitValues';
import { useFindingName } from './useFindingName';

interface RankedListProps {
  readonly findings: readonly Finding[];
  readonly by: RankedBy;
  /** Id of the heading that names the list. */
  readonly labelledBy: string;
}

/** What differs most, longest bar first; each row opens the menu. */
export function RankedList({ findings, by, labelledBy }: RankedListProps) {
  const t = useText('portraitViews');
  const bars = rankBars(findings, by);
  if (findings.length === 0) return <p className="hx-faint">{t('nothingDiffers')}</p>;
  return (
    <ol className="por-ranks" aria-labelledby={labelledBy}>
      {findings.map((finding, index) => (
        <li key={findingKey(finding)}>
          <Rank finding={finding} by={by} bar={bars[index]} />
        </li>
      ))}
    </ol>
  );
}

function Rank({ finding, by, bar }: { readonly finding: Finding; readonly by: RankedBy; readonly bar: RankBar | undefined }) {
  const name = useFindingName()(finding);
  const format = useFormat();
  const texts = useRankTexts(finding, by);
  return (
    <button
      type="button"
      className="por-rank"
      aria-haspopup="menu"
      onClick={({ clientX, clientY, detail }) => pickMark(finding, detail > 0 ? { x: clientX, y: clientY } : undefined)}
      data-testid={`portrait-rank-${by}`}
    >
      <span className="hx-ellipsis" title={name}>
        {name}
      </span>
      <span className={`por-rank-track por-${finding.verdict}`} aria-hidden>
        {bar && <span className="por-rank-bar" style={{ left: `${bar.left}%`, width: `${bar.width}%` }} />}
        {bar && <span className="por-rank-interval" style={{ left: `${bar.low}%`, width: `${bar.high - bar.low}%` }} />}
      </span>
      <strong className={`por-${finding.verdict} hx-tabular`}>
        {VERDICT_SIGNS[finding.verdict]} {texts.value}
      </strong>
      <span className="por-rank-detail hx-tabular">
        {texts.interval} · n = {format.exact(finding.value.n)}
      </span>
    </button>
  );
}

function useRankTexts({ tgi, interval, value }: Finding, by: RankedBy): { value: string; interval: string } {
  const t = useText('portraitViews');
  const format = useFormat();
  const range = (low: string, high: string) => `${low} – ${high}`;
  if (by === 'tgi') {
    return { value: format.decimal(tgi, 0), interval: range(format.decimal(interval[0], 0), format.decimal(interval[1], 0)) };
  }
  const { shareDifference } = value;
  if (isInsufficient(shareDifference)) return { value: '–', interval: '–' };
  const points = (share: number) => t('points', { n: `${share > 0 ? '+' : ''}${format.decimal(share * 100, 1)}` });
  const [low, high] = shareDifference.interval;
  return {
    value: points(shareDifference.estimate),
    interval: range(format.decimal(low * 100, 1), format.decimal(high * 100, 1)),
  };
}

import type { TableQuality } from '#shared/model/quality';
import { useFormat, useText } from '../../../text';
import { HelpTip } from '../../../ui/HelpTip';
import { QualityIcon } from '../../../ui/QualityBadge';
import { qualityLevel, qualityTroubles, scoreText } from '../../../ui/qualityLevel';

interface QualitySummaryBarProps {
  readonly quality: TableQuality;
  /** Rules of the table. */
  readonly rules: number;
  readonly passed: number;
  readonly failedInfos: number;
}

/** The score and what stands behind it, in one line; calm where every rule passed. */
export function QualitySummaryBar({ quality, rules, passed, failedInfos }: QualitySummaryBarProps) {
  const t = useText('quality');
  const format = useFormat();
  if (quality.notRun === rules) return <p className="hx-secondary">{t('nothingRun', { n: rules })}</p>;
  const troubles = [
    t('passedOf', { passed, n: rules }),
    ...qualityTroubles(quality, t),
    ...(failedInfos > 0 ? [t('failedInfos', { n: failedInfos })] : []),
  ];
  const level = qualityLevel(quality);
  return (
    <div className="hx-quality-summary" data-level={level} data-testid="quality-summary">
      <QualityIcon level={level} />
      <strong className="hx-quality-score hx-tabular">{scoreText(quality.score, format)}</strong>
      <HelpTip text={t('scoreHelp')} />
      <span>
        {quality.score === null ? t('nothingChecked') : passed === rules ? t('allPassed', { n: rules }) : troubles.join(' · ')}
      </span>
    </div>
  );
}

/** The score of each column that rules read, the lowest first; the perfect ones are only counted. */
export function ColumnScores({ columns }: Pick<TableQuality, 'columns'>) {
  const t = useText('quality');
  const format = useFormat();
  const known = columns.flatMap(({ column, score }) => (score === null ? [] : [{ column, score }]));
  const lower = known.filter(({ score }) => score < 1).sort((a, b) => a.score - b.score);
  if (lower.length === 0) return null;
  return (
    <section aria-label={t('columnScores')} className="hx-quality-columns">
      <h3 className="hx-quality-title">{t('columnScores')}</h3>
      <ul>
        {lower.map(({ column, score }) => (
          <li key={column}>
            <span className="hx-ellipsis">{column}</span>
            <span className="hx-tabular">{scoreText(score, format)}</span>
          </li>
        ))}
        {known.length > lower.length ? (
          <li className="hx-faint">{t('columnsPerfect', { n: known.length - lower.length })}</li>
        ) : null}
      </ul>
    </section>
  );
}

import { CheckCircleOutlined, CloseCircleOutlined, WarningOutlined } from '@ant-design/icons';
import type { QualitySummary } from '#shared/model/quality';
import { useFormat, useText } from '../text';
import { openQuality } from './handedQuality';
import { type QualityLevel, qualityLevel, qualityTroubles, scoreText } from './qualityLevel';
import './quality.css';

interface QualityBadgeProps {
  readonly quality: QualitySummary;
  /** Where the way leads. */
  readonly table: string;
}

/** The quality that an answer rests on, in words, and the way to the rules behind it. */
export function QualityBadge({ quality, table }: QualityBadgeProps) {
  const t = useText('quality');
  const format = useFormat();
  const troubles = qualityTroubles(quality, t);
  const level = qualityLevel(quality);
  return (
    <button
      type="button"
      className="hx-quality-badge"
      data-level={level}
      title={`${t('restsOnQuality')}: ${t('badgeOpen', { table })}`}
      onClick={() => openQuality(table)}
      data-testid="quality-badge"
    >
      <QualityIcon level={level} />
      <span>
        {[t('badge', { score: scoreText(quality.score, format) }), ...(troubles.length > 0 ? troubles : [t('badgeGood')])].join(
          ' · ',
        )}
      </span>
    </button>
  );
}

const ICONS = { good: CheckCircleOutlined, warn: WarningOutlined, block: CloseCircleOutlined };

export function QualityIcon({ level }: { readonly level: QualityLevel }) {
  const Icon = ICONS[level];
  return <Icon className="hx-quality-icon" data-level={level} aria-hidden />;
}

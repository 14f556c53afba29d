import { PieChartOutlined } from '@ant-design/icons';
import { Button, Tooltip } from 'antd';
import type { PortraitComparison } from '#shared/model/answers';
import { useFormat, useText } from '../../../text';
import { openPage } from '../../../ui/navigation';
import { letterOf } from '../../../ui/sides';
import { SegmentName } from './SegmentName';

/** Who is compared, how many each, and how far they are the same customers. */
export function CompareSummary({ comparison }: { readonly comparison: PortraitComparison }) {
  const t = useText('portraitComparison');
  const format = useFormat();
  const { segments, restsOn } = comparison;
  return (
    <section className="por-compared">
      <ul className="por-compared-segments">
        {segments.map(({ id, name, n }, place) => (
          <li key={id} data-testid={`compare-segment-${id}`} data-n={n}>
            <SegmentName segments={segments} place={place} />
            <span className="hx-secondary hx-tabular">
              {n === 0
                ? t('ofNobody')
                : t('ofBase', { n: format.exact(n), share: format.percent(restsOn.base.n === 0 ? 0 : n / restsOn.base.n) })}
            </span>
            <Tooltip title={t('openOne', { name })}>
              <Button
                type="text"
                size="small"
                icon={<PieChartOutlined />}
                aria-label={t('openOne', { name })}
                onClick={() => openPage({ page: 'portraits', segment: id })}
              />
            </Tooltip>
          </li>
        ))}
      </ul>
      <Overlaps comparison={comparison} />
    </section>
  );
}

function Overlaps({ comparison: { segments, both, pairs } }: { readonly comparison: PortraitComparison }) {
  const t = useText('portraitComparison');
  const format = useFormat();
  const share = (part: number, whole: number) => format.percent(whole === 0 ? 0 : part / whole);
  const sentences = pairs.map(({ first, second }) => {
    const n = both[first]?.[second] ?? 0;
    const letters = { first: letterOf(first), second: letterOf(second) };
    if (n === 0) return t('noOverlap', letters);
    const [firstShare, secondShare] = [share(n, segments[first]?.n ?? 0), share(n, segments[second]?.n ?? 0)];
    return t('overlap', { ...letters, n: format.exact(n), firstShare, secondShare });
  });
  return (
    <p className="por-overlaps hx-secondary" data-testid="compare-overlaps">
      <strong>{t('overlaps')}</strong>
      {sentences.map((sentence) => (
        <span key={sentence}>{sentence}</span>
      ))}
      <span className="hx-faint">{t('overlapHelp')}</span>
    </p>
  );
}

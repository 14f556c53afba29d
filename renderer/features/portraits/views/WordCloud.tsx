import { findingKey, wordSize } from '#shared/report/valueFindings';
import { useFormat, useText } from '../../../text';
import { pickMark } from '../marks';
import type { Finding } from '../portraitValues';
import { useValueTexts } from '../valueTexts';

interface WordCloudProps {
  /** What the segment has more of. */
  readonly findings: readonly Finding[];
  readonly labelledBy: string;
}

/** What the segment has more of, larger for a higher TGI, in the order of the alphabet. */
export function WordCloud({ findings, labelledBy }: WordCloudProps) {
  const t = useText('portraitViews');
  const format = useFormat();
  const { valueName } = useValueTexts();
  if (findings.length === 0) return <p className="hx-faint">{t('nothingOver')}</p>;
  const words = findings
    .map((finding) => ({ finding, word: valueName(finding.value) }))
    .sort((a, b) => a.word.localeCompare(b.word));
  return (
    <ul className="por-cloud" aria-labelledby={labelledBy}>
      {words.map(({ finding, word }) => (
        <li key={findingKey(finding)}>
          <button
            type="button"
            aria-haspopup="menu"
            title={t('wordHelp', {
              name: finding.tag.name,
              tgi: format.decimal(finding.tgi, 0),
              low: format.decimal(finding.interval[0], 0),
              high: format.decimal(finding.interval[1], 0),
              n: format.exact(finding.value.n),
            })}
            onClick={({ clientX, clientY, detail }) => pickMark(finding, detail > 0 ? { x: clientX, y: clientY } : undefined)}
            data-testid="portrait-word"
          >
            <span style={{ fontSize: wordSize(finding.tgi, findings) }}>{word}</span>
            <small>
              {finding.tag.name} · {format.decimal(finding.tgi, 0)}
            </small>
          </button>
        </li>
      ))}
    </ul>
  );
}

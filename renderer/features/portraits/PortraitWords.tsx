import { useMemo } from 'react';
import type { PortraitAnswer } from '#shared/model/answers';
import { portraitWords } from '#shared/report/portraitWords';
import type { WordPart } from '#shared/report/sentence';
import { reportTexts } from '#shared/report/texts';
import { useFormat, useLanguage, useText } from '../../text';
import { type Mark, pickMark } from './marks';
import { useValueTexts } from './valueTexts';

interface PortraitWordsProps {
  readonly answer: Pick<PortraitAnswer, 'tags'>;
  /** Id of the segment, where several are shown. */
  readonly segment?: string;
}

/** The portrait in sentences; every number in them is the one below, and leads to it. */
export function PortraitWords({ answer, segment }: PortraitWordsProps) {
  const t = useText('portraits');
  const language = useLanguage();
  const format = useFormat();
  const { valueName } = useValueTexts();
  const sentences = useMemo(
    () => portraitWords(answer, { texts: reportTexts[language], format, valueName }),
    [answer, language, format, valueName],
  );
  return (
    <section className="por-words" aria-label={t('inWords')} data-testid="portrait-words">
      {placedParts(sentences.flatMap((sentence) => [...sentence, { text: ' ' }])).map(({ start, part }) => (
        <Part key={start} part={part} tags={answer.tags} {...(segment ? { segment } : {})} />
      ))}
    </section>
  );
}

/** Each part with the number of letters before it, which names its place. */
function placedParts(parts: readonly WordPart[]): { readonly start: number; readonly part: WordPart }[] {
  let start = 0;
  return parts.map((part) => {
    const placed = { start, part };
    start += part.text.length;
    return placed;
  });
}

interface PartProps extends Pick<Mark, 'segment'> {
  readonly part: WordPart;
  readonly tags: PortraitAnswer['tags'];
}

function Part({ part, tags, segment }: PartProps) {
  if (part.tag === undefined) return part.text;
  const tag = tags.find((each) => each.tag === part.tag);
  const value = part.value === undefined ? undefined : tag?.values[part.value];
  const show = () => document.querySelector(`[data-testid="portrait-tag-${part.tag}"]`)?.scrollIntoView({ block: 'center' });
  return (
    <button
      type="button"
      className="por-field hx-tabular"
      onClick={(event) =>
        tag && value ? pickMark({ tag, value, ...(segment ? { segment } : {}) }, { x: event.clientX, y: event.clientY }) : show()
      }
    >
      {part.text}
    </button>
  );
}

import { useMemo } from 'react';
import type { PortraitAnswer } from '#shared/model/answers';
import { portraitWords } from '#shared/report/portraitWords';
import type { WordPart } from '#shared/report/sentence';
import { reportTexts } from '#shared/report/texts';
import { useFormat, useLanguage, useText } from '../../text';
import { pickMark } from './marks';
import { useValueTexts } from './valueTexts';

/** The portrait in sentences; every number in them is the one below, and leads to it. */
export function PortraitWords({ answer }: { readonly answer: PortraitAnswer }) {
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
        <Part key={start} part={part} answer={answer} />
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

function Part({ part, answer }: { readonly part: WordPart; readonly answer: PortraitAnswer }) {
  if (part.tag === undefined) return part.text;
  const tag = answer.tags.find((each) => each.tag === part.tag);
  const value = part.value === undefined ? undefined : tag?.values[part.value];
  const show = () => document.querySelector(`[data-testid="portrait-tag-${part.tag}"]`)?.scrollIntoView({ block: 'center' });
  return (
    <button
      type="button"
      className="por-field hx-tabular"
      onClick={(event) => (tag && value ? pickMark({ tag, value }, { x: event.clientX, y: event.clientY }) : show())}
    >
      {part.text}
    </button>
  );
}

import { expect, test } from 'vitest';
import { allTexts } from '../../../renderer/text/allTexts';
import type { TextPair } from '../../../renderer/text/pair';

const sections: [string, TextPair][] = Object.entries(allTexts);
const sentences = sections.flatMap(([section, { zh, en }]) =>
  Object.keys(zh).map((key) => [`${section}.${key}`, zh[key] ?? '', en[key] ?? ''] as const),
);

test.each(sections)('%s has the same keys in both languages', (_, { zh, en }) => {
  expect(Object.keys(en).sort()).toEqual(Object.keys(zh).sort());
});

test('no text is empty', () => {
  expect(sentences.filter(([, zh, en]) => zh.trim() === '' || en.trim() === '')).toEqual([]);
});

test('both languages fill in the same values', () => {
  const differing = sentences.filter(([, zh, en]) => places(zh) !== places(en));
  expect(differing).toEqual([]);
});

test('English texts hold no Chinese, but for the name of the language', () => {
  const mixed = sentences.filter(([key, , en]) => /\p{Script=Han}/u.test(en) && key !== 'shell.command.view.toggleLanguage');
  expect(mixed).toEqual([]);
});

function places(sentence: string): string {
  return [...sentence.matchAll(/\{\{(\w+)\}\}/g)]
    .map(([, name]) => name)
    .sort()
    .join();
}

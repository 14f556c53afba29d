import { beforeAll, expect, test } from 'vitest';
import { FAULT_TEXTS } from '#shared/model/faultTexts';
import { errorOf, type HuaxiangError } from '#shared/model/result';
import { quoted, type SayingValue, say, type TextKey } from '#shared/model/saying';
import { errorWords } from '../../../renderer/text/faults';

const keys = Object.keys(FAULT_TEXTS) as TextKey[];

/** An error that says this text and no more. */
function saying(key: TextKey, values: Readonly<Record<string, SayingValue>>): HuaxiangError {
  return { code: 'INTERNAL', message: '', say: { key, values } };
}

function chinese(key: TextKey, values: Readonly<Record<string, SayingValue>> = {}): string {
  return errorWords(saying(key, values), 'zh').message;
}

function holes(template: string): string[] {
  return [...template.matchAll(/\{\{(\w+)\}\}/g)].map(([, name = '']) => name).sort();
}

test.each(keys)('%s waits for the same values in both languages', (key) => {
  expect(holes(chinese(key))).toEqual(holes(FAULT_TEXTS[key]));
});

test.each(keys)('%s is Chinese throughout when every value is given', (key) => {
  const values = Object.fromEntries(holes(FAULT_TEXTS[key]).map((name) => [name, say('file.this', {})]));
  const sentence = chinese(key, values);
  expect(sentence).not.toContain('{{');
  expect(sentence).toMatch(/\p{Script=Han}/u);
});

test('a sentence ends as one in both languages', () => {
  const ended = (text: string, end: string) => text.endsWith(end);
  const sentences = keys.filter((key) => ended(FAULT_TEXTS[key], '.'));
  expect(sentences.filter((key) => !ended(chinese(key), '。'))).toEqual([]);
});

let misfit: HuaxiangError;
beforeAll(() => {
  const place = say('rule.block', { path: '0.2' });
  const values = { place, value: quoted('杭州\n"x"'), type: say('tagType.number', {}), tag: 'age' };
  misfit = errorOf('INVALID_RULE', 'rule.wrongType', values, { hint: 'hint.giveNumber' });
});

test('English words are those that came with the error', () => {
  expect(errorWords(misfit, 'en')).toEqual({
    message: 'block 0.2: "杭州\\n\\"x\\"" is no value of the number tag age.',
    hint: 'Give a number.',
  });
});

test('words and names inside a sentence are written as its language does', () => {
  expect(errorWords(misfit, 'zh')).toEqual({
    message: '条件 0.2：数值标签“age”不接受这个值：“杭州\\n"x"”。',
    hint: '请给出数字。',
  });
});

test('a list is joined as its language does', () => {
  const hint = say('hint.columns', { columns: ['客户号', 'age'] });
  const error = errorOf('UNKNOWN_COLUMN', 'file.noColumn', { file: 'a.csv', column: quoted('b') }, { hint });
  expect(errorWords(error, 'zh')).toEqual({ message: 'a.csv 中没有列“b”。', hint: '现有列：客户号、age。' });
  expect(errorWords(error, 'en').hint).toBe('Its columns are: 客户号, age.');
});

test("a database's own words stay as they are", () => {
  const message = 'Parser Error: syntax error at or near "FORM"';
  expect(errorWords({ code: 'INVALID_SQL', message }, 'zh')).toEqual({ message, hint: undefined });
});

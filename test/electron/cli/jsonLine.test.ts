import { expect, test } from 'vitest';
import { jsonLine } from '../../../electron/cli/jsonLine';

const TEXT = `{
  "name": "a \\" { [ , :",
  "rules": [
    { "tag": "age" },
    { "tag": "city", "values": [1, 2,
      3] }
  ]
}`;

test.each([
  ['rules.0', 4],
  ['rules.0.tag', 4],
  ['rules.1.values', 5],
  ['rules.1.values.2', 6],
  ['name', 2],
])('the place %s begins in line %i', (path, line) => {
  expect(jsonLine(TEXT, path)).toBe(line);
});

test('a place that is not there is that of the part around it', () => {
  expect(jsonLine(TEXT, 'rules.1.op')).toBe(5);
  expect(jsonLine(TEXT, 'rulesets.1')).toBeUndefined();
  expect(jsonLine(TEXT, '')).toBeUndefined();
});

import { expect, test } from 'vitest';
import { canonicalJson } from '../../../shared/model/canonicalJson';

test('names are in the order of RFC 8785, section 3.2.3', () => {
  const names = {
    '\u20ac': 'Euro Sign',
    '\r': 'Carriage Return',
    '\ufb33': 'Hebrew Letter Dalet With Dagesh',
    '1': 'One',
    '\ud83d\ude00': 'Emoji: Grinning Face',
    '\u0080': 'Control',
    '\u00f6': 'Latin Small Letter O With Diaeresis',
  };
  const order = ['Carriage Return', 'One', 'Control', 'Latin Small Letter O With Diaeresis', 'Euro Sign', 'Emoji: Grinning Face'];
  expect(Object.values(JSON.parse(canonicalJson(names)))).toHaveLength(7);
  const places = [...order, 'Hebrew Letter Dalet With Dagesh'].map((value) => canonicalJson(names).indexOf(`"${value}"`));
  expect(places).toEqual(places.toSorted((a, b) => a - b));
  expect(places[0]).toBeGreaterThan(0);
});

test('values are written as in section 3.2.2, without blanks', () => {
  const string = '\u20ac$\u000f\nA\'B"\\\\"/';
  expect(canonicalJson({ string, literals: [null, true, false], zero: -0 })).toBe(
    '{"literals":[null,true,false],"string":"\u20ac$\\u000f\\nA\'B\\"\\\\\\\\\\"/","zero":0}',
  );
});

test.each([0.5, 2 ** 53, Number.NaN, '\ud800', { '\udc00': 1 }])('%j has no one form', (value) => {
  expect(() => canonicalJson([value])).toThrow(RangeError);
});

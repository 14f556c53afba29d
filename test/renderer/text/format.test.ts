import { expect, test } from 'vitest';
import { makeFormat } from '#shared/report/format';

const zh = makeFormat('zh');
const en = makeFormat('en');

test.each([
  [0, '0', '0'],
  [9_999, '9,999', '9,999'],
  [10_000, '1万', '10K'],
  [45_211, '4.52万', '45.2K'],
  [-45_211, '-4.52万', '-45.2K'],
  [5_000_000, '500万', '5M'],
  [123_456_789, '1.23亿', '123.5M'],
])('the count %d is %s in Chinese and %s in English', (n, chinese, english) => {
  expect([zh.count(n), en.count(n)]).toEqual([chinese, english]);
});

test('an exact count is never shortened', () => {
  expect(zh.exact(123_456_789)).toBe('123,456,789');
});

test.each([
  [0.1234, 1, '12.3%'],
  [1, 0, '100%'],
  [0.00005, 2, '0.01%'],
])('the share %d with %d digits is %s', (share, digits, text) => {
  expect(en.percent(share, digits)).toBe(text);
});

test.each([
  [0, '0 B'],
  [1023, '1,023 B'],
  [1024, '1 KB'],
  [18_223_112, '17.4 MB'],
  [5 * 1024 ** 4, '5.0 TB'],
])('%d bytes are %s', (n, text) => {
  expect(en.bytes(n)).toBe(text);
});

test.each([
  [0.04, '0.0 秒', '0.0 s'],
  [1.73, '1.7 秒', '1.7 s'],
  [59.4, '59 秒', '59 s'],
  [61, '1 分 1 秒', '1m 1 s'],
  [3_725, '1 小时 2 分 5 秒', '1h 2m 5 s'],
])('%d seconds are %s or %s', (seconds, chinese, english) => {
  expect([zh.duration(seconds), en.duration(seconds)]).toEqual([chinese, english]);
});

test.each([
  [0, '0 秒', '0 s'],
  [90, '1.5 分钟', '1.5 min'],
  [7_200, '2 小时', '2 h'],
  [86_400 * 150.5, '151 天', '151 d'],
])('a span of %d seconds is %s or %s', (seconds, chinese, english) => {
  expect([zh.span(seconds), en.span(seconds)]).toEqual([chinese, english]);
});

test('a day stays a day; a time is shown to the minute', () => {
  expect(zh.date('2026-10-31')).toBe('2026-10-31');
  expect(zh.date(new Date(2026, 0, 2, 3, 4, 5).toISOString())).toBe('2026-01-02 03:04');
});

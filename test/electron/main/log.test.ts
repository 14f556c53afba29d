import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { openLog } from '../../../electron/main/log';

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'huaxiang-log-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

test('a bug is one line with its reference and place in the code, without the values in its message', () => {
  const cause = Object.assign(new TypeError('cannot convert 张三 13800138000'), { code: 'ODD' });
  const reference = openLog(folder).error('tags.list', cause);
  const text = readFileSync(join(folder, 'huaxiang.log'), 'utf8');
  expect(text.split('\n')).toHaveLength(2);
  expect(text).toContain(`main error ${reference} tags.list TypeError ODD | at `);
  expect(text).not.toMatch(/张三|13800138000/);
});

test('a message of several lines is cut out of a stack as well', () => {
  openLog(folder).error('x', new Error('secret one\n  at secret two'));
  expect(readFileSync(join(folder, 'huaxiang.log'), 'utf8')).not.toContain('secret');
});

test('old lines move to numbered files, of which four are kept', () => {
  const log = openLog(folder);
  const long = 'x'.repeat(1 << 20);
  for (let n = 0; n < 8; n++) log.line('engine', `${n} ${long}`);
  expect(readdirSync(folder).sort()).toEqual([
    'huaxiang.log',
    'huaxiang.log.1',
    'huaxiang.log.2',
    'huaxiang.log.3',
    'huaxiang.log.4',
  ]);
  expect(readFileSync(join(folder, 'huaxiang.log'), 'utf8')).toContain(' engine 7 ');
});

import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { z } from 'zod';
import { readJson, writeJson } from '../../../electron/main/jsonFile';

const schema = z.strictObject({ size: z.number() });
const fallback = { size: 1 };

let folder: string;
let file: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'huaxiang-json-'));
  file = join(folder, 'inner/state.json');
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

test('what was written is read back, and no temporary file stays', () => {
  writeJson(file, { size: 5 });
  writeJson(file, { size: 6 });
  expect(readJson(file, schema, fallback)).toEqual({ value: { size: 6 } });
  expect(readdirSync(join(folder, 'inner'))).toEqual(['state.json']);
});

test('a missing file is the fallback', () => {
  expect(readJson(file, schema, fallback)).toEqual({ value: fallback });
});

test.each(['', '{"size":', '{"size":"large"}', '{"size":1,"more":2}', 'null'])(
  'the damaged file %j is set aside, not lost',
  (text) => {
    writeJson(file, {});
    writeFileSync(file, text);
    const { value, setAside = '' } = readJson(file, schema, fallback);
    expect(value).toEqual(fallback);
    expect(setAside).toContain('state.json.');
    expect(readFileSync(setAside, 'utf8')).toBe(text);
    expect(readdirSync(join(folder, 'inner'))).toHaveLength(1);
  },
);

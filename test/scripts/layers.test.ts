import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { checkLayers } from '../../scripts/checkLayers.mjs';

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'layers-'));
  plant('package.json', JSON.stringify({ type: 'module', imports: { '#shared/*': './shared/*.ts' } }));
  plant('shared/model/tag.ts', 'export interface Tag { readonly id: string }');
});

afterEach(() => rmSync(folder, { recursive: true }));

test('code that keeps to the import table passes', async () => {
  plant('shared/kernel/tags.ts', "import type { Tag } from '../model/tag';\nexport const tags: Tag[] = [];");
  plant('electron/engine/host.ts', "import { tags } from '#shared/kernel/tags';\nexport const host = tags;");
  expect(await checkLayers(folder)).toEqual({ modules: 3, violations: [] });
});

test.each([
  ['model → kernel', 'shared/model/rule.ts', "import type { tags } from '#shared/kernel/tags';", 'layer shared/model'],
  ['renderer → kernel', 'renderer/ui/Tag.tsx', "import { tags } from '#shared/kernel/tags';", 'layer renderer/ui'],
  ['preload → kernel', 'electron/preload/preload.ts', "import { tags } from '#shared/kernel/tags';", 'layer electron/preload'],
  [
    'feature → feature',
    'renderer/features/tags/Tags.tsx',
    "import { a } from '../segments/segments';",
    'layer renderer/features/*',
  ],
  ['product → test', 'shared/sql/print.ts', "import { a } from '../../test/support';", 'layer shared/sql'],
  ['shared → Node', 'shared/sql/print.ts', "import { readFileSync } from 'node:fs';", 'shared-without-node'],
  ['renderer → Node', 'renderer/ui/Tag.tsx', "import { readFileSync } from 'node:fs';", 'renderer-without-node'],
  ['an unknown folder', 'shared/helpers/helper.ts', "import type { Tag } from '../model/tag';", 'known-folder'],
  ['a missing file', 'shared/sql/print.ts', "import type { Tag } from '#shared/model/gone';", 'resolvable'],
])('%s is reported', async (_case, file, line, rule) => {
  plant('shared/kernel/tags.ts', 'export const tags = [];');
  plant('renderer/features/segments/segments.ts', 'export const a = 1;');
  plant('test/support.ts', 'export const a = 1;');
  plant(file, `${line}\nexport const planted = 1;`);
  const { violations } = await checkLayers(folder);
  expect(violations).toEqual([expect.stringMatching(`^${rule.replace('*', '\\*')}: ${file} → `)]);
});

test('a cycle made of type imports alone is reported', async () => {
  plant('shared/sql/a.ts', "import type { B } from './b';\nexport type A = B | 1;");
  plant('shared/sql/b.ts', "import type { A } from './a';\nexport type B = A | 2;");
  const { violations } = await checkLayers(folder);
  expect(violations).toContainEqual('no-circular: shared/sql/a.ts → shared/sql/b.ts → shared/sql/a.ts');
});

test('a folder without code counts no modules', async () => {
  rmSync(join(folder, 'shared/model/tag.ts'));
  expect(await checkLayers(folder)).toEqual({ modules: 0, violations: [] });
});

function plant(path: string, text: string): void {
  mkdirSync(dirname(join(folder, path)), { recursive: true });
  writeFileSync(join(folder, path), text);
}

import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { openDrafts } from '../../../electron/main/drafts';
import { createGrants } from '../../../electron/main/grants';

const folder = realpathSync(mkdtempSync(join(tmpdir(), 'huaxiang-drafts-')));
const kept = join(folder, 'drafts');
mkdirSync(kept);
writeFileSync(join(kept, 'left-by-a-crash'), '');

const grants = createGrants(() => undefined);
const marked = (mark: string) => async (bytes: Uint8Array) => Buffer.concat([Buffer.from(mark), bytes]);
const drafts = openDrafts(kept, grants, { pdf: marked('pdf of '), png: marked('png of ') });

afterAll(() => rmSync(folder, { recursive: true, force: true }));

async function drafted(name: string): Promise<string> {
  const { token } = await drafts.create(join(folder, name));
  writeFileSync(grants.find(token)?.path ?? '', 'page');
  return token;
}

test('a draft of a former run goes when the next one starts', () => {
  expect(existsSync(join(kept, 'left-by-a-crash'))).toBe(false);
});

test('a draft has the name of the file that was chosen, and becomes it', async () => {
  expect(await drafts.create(join(folder, '报告.pdf'))).toMatchObject({ name: '报告.pdf', directory: false });
  await drafts.print(await drafted('报告.pdf'));
  await drafts.print(await drafted('picture.png'));
  expect(readFileSync(join(folder, '报告.pdf'), 'utf8')).toBe('pdf of page');
  expect(readFileSync(join(folder, 'picture.png'), 'utf8')).toBe('png of page');
  expect(readdirSync(kept)).toEqual([]);
});

test('a place that cannot be written is named, and nothing is left behind', async () => {
  const token = await drafted('taken.pdf');
  mkdirSync(join(folder, 'taken.pdf'));
  await expect(drafts.print(token)).rejects.toMatchObject({ error: { code: 'FILE_NOT_REGULAR', at: { file: 'taken.pdf' } } });
  expect(readdirSync(kept)).toEqual([]);
  expect(readdirSync(folder).filter((name) => name.endsWith('.tmp'))).toEqual([]);
});

test('what is no draft is not printed', async () => {
  const { token } = await grants.create(join(folder, 'plain.pdf'));
  await expect(drafts.print(token)).rejects.toMatchObject({ error: { code: 'FILE_NOT_FOUND' } });
});

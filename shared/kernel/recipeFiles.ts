import { z } from 'zod';
import type { MadeFile } from '../model/recipe';
import { fault } from '../model/result';
import { stableJson } from '../model/stableJson';
import type { FileToken, Ports } from './ports';

/** What a run writes beside its results: which files are its own. */
const RUN_FILE = 'run.json';

const runSchema = z.object({
  format: z.literal('huaxiang.run'),
  version: z.literal(1),
  files: z.array(z.object({ name: z.string(), sha256: z.string() })),
});

/** The longest such file that is read; nobody writes a longer one. */
const MOST_RUN_BYTES = 4 * 2 ** 20;

/** @throws Fault FILE_EXISTS where one of these files is there and no run wrote it as it is. */
export async function refuseForeignFiles(ports: Ports, folder: FileToken, names: readonly string[]): Promise<void> {
  const own = await ownFiles(ports, folder);
  for (const name of names) {
    const file = ports.files.inside(folder, name);
    if (!(await ports.files.exists(file))) continue;
    if (own.has(name) && (await hashOf(ports, file)) === own.get(name)) continue;
    throw fault('FILE_EXISTS', 'recipe.foreignFile', { file: name }, { hint: 'hint.otherFolder', at: { file: name } });
  }
}

/** Writes each file whole, and last the one that says which they are; all of them are listed. */
export async function writeRun(
  ports: Ports,
  folder: FileToken,
  recipe: unknown,
  texts: ReadonlyMap<string, string>,
): Promise<MadeFile[]> {
  const made: MadeFile[] = [];
  for (const [name, text] of texts) made.push(await writeText(ports, folder, name, text));
  const files = made.map(({ name, sha256 }) => ({ name, sha256 }));
  const run = { format: 'huaxiang.run', version: 1, recipe: textHash(ports, stableJson(recipe)), files };
  return [...made, await writeText(ports, folder, RUN_FILE, stableJson(run))];
}

/** Their hashes by name; none where no run wrote here before. */
async function ownFiles(ports: Ports, folder: FileToken): Promise<ReadonlyMap<string, string>> {
  const file = ports.files.inside(folder, RUN_FILE);
  if (!(await ports.files.exists(file))) return new Map();
  const { size } = await ports.files.info(file);
  const text = size > MOST_RUN_BYTES ? '' : await readText(ports, file);
  const run = runSchema.safeParse(jsonOf(text));
  if (run.success) return new Map([...run.data.files.map(({ name, sha256 }) => [name, sha256] as const)]);
  throw fault('FILE_EXISTS', 'recipe.foreignFile', { file: RUN_FILE }, { hint: 'hint.otherFolder', at: { file: RUN_FILE } });
}

async function writeText(ports: Ports, folder: FileToken, name: string, text: string): Promise<MadeFile> {
  const bytes = new TextEncoder().encode(text);
  await ports.files.write(ports.files.inside(folder, name), [bytes]);
  return { name, size: bytes.length, sha256: textHash(ports, text) };
}

async function readText({ files }: Ports, file: FileToken): Promise<string> {
  const decoder = new TextDecoder();
  let text = '';
  for await (const chunk of files.read(file)) text += decoder.decode(chunk, { stream: true });
  return text + decoder.decode();
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

async function hashOf({ files, sha256 }: Ports, file: FileToken): Promise<string> {
  const hash = sha256();
  for await (const chunk of files.read(file)) hash.update(chunk);
  return hash.digest();
}

function textHash({ sha256 }: Ports, text: string): string {
  const hash = sha256();
  hash.update(new TextEncoder().encode(text));
  return hash.digest();
}

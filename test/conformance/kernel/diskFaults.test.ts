import { describe, expect, it } from 'vitest';
import { onSmallDisk } from '../../support/child';

const FACTORIES = { native: 'nativeEngine', wasm: 'wasmNode' } as const;
const KEPT = [['kept', 3]];

/** Runs `steps` in a process that has a kernel and a small disk of its own, and gives what they `note`. */
async function onDisk(engine: keyof typeof FACTORIES, steps: string): Promise<Record<string, unknown>> {
  const root = process.cwd();
  const answer = await onSmallDisk(
    '12m',
    `import { execFileSync } from 'node:child_process';
    import { createHash } from 'node:crypto';
    import { readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
    import { dirname, join } from 'node:path';
    import * as engines from '${root}/electron/engine/${FACTORIES[engine]}';
    import { NodeFiles } from '${root}/electron/engine/nodeFiles';
    import { startKernel } from '${root}/test/support/kernel';
    const folder = dirname(disk);
    const files = new NodeFiles();
    const factory = Object.values(engines)[0](files);
    const { call, failure, grant } = startKernel({ name: factory.name, factory, files, folder });
    const at = (name) => ({ file: grant(join(disk, name)) });
    const tables = async () => (await call('tables.list', {})).map(({ name, rows }) => [name, rows]);
    const load = async (table, content) => {
      writeFileSync(join(folder, table + '.csv'), content);
      return { file: grant(join(folder, table + '.csv')), table };
    };
    const UNKNOWN_ROOM = async () => null;
    async function main() {
      const note = {};
      await call('workspace.create', at('w.huaxiang'));
      await call('imports.run', await load('kept', 'id,amount\\n1,2\\n2,3\\n3,4\\n'));
      await call('workspace.close', {});
      ${steps}
      console.log(JSON.stringify(note));
      process.exit(0);
    }
    void main();`,
  );
  return JSON.parse(answer);
}

/** A host that cannot say what is free: only there does work begin that has no room. */
const NO_ROOM = /^This needs about \d+ MiB on the disk, where \d+ MiB are free\.$/;

const FILL = `
  files.free = UNKNOWN_ROOM;
  await call('workspace.open', at('w.huaxiang'));
  const random = (index) => createHash('sha256').update(String(index)).digest('hex');
  const big = await load('big', 'a\\n' + Array.from({ length: 400000 }, (_, index) => random(index)).join('\\n'));`;

const REOPEN = `
  note.opened = await call('workspace.open', at('w.huaxiang'));
  note.tables = await tables();
  note.files = readdirSync(disk).filter((name) => !name.endsWith('.sidecar') && name !== 'w.huaxiang.wal').sort();`;

describe('a disk that fills up', () => {
  it('stops an import with one sentence, and the workspace opens again with what it had (native)', async () => {
    const note = await onDisk(
      'native',
      `${FILL}
      note.error = await failure('imports.run', big);
      await call('workspace.close', {});
      ${REOPEN}`,
    );
    expect(note).toMatchObject({ error: { code: 'DISK_FULL', message: 'The disk is full.' }, tables: KEPT });
    expect(note).toMatchObject({ error: { hint: expect.stringContaining('space') }, opened: { dataVersion: 1 } });
  });

  it('is foreseen: a file that has no room is refused before it is read, and a small one comes in (native)', async () => {
    const note = await onDisk(
      'native',
      `${FILL}
      delete files.free;
      note.error = await failure('imports.run', big);
      const small = await load('small', 'a\\n' + Array.from({ length: 20000 }, (_, index) => index).join('\\n'));
      note.rows = (await call('imports.run', small)).rows;
      await call('workspace.close', {});
      ${REOPEN}`,
    );
    expect(note).toMatchObject({ error: { code: 'DISK_FULL', message: expect.stringMatching(NO_ROOM) }, rows: 20_000 });
    expect(note).toMatchObject({ error: { hint: expect.stringContaining('space') }, tables: [...KEPT, ['small', 20_000]] });
  });

  it('is told when the workspace in memory is kept, and the file stays as it was (wasm)', async () => {
    const note = await onDisk(
      'wasm',
      `${FILL}
      await call('imports.run', big);
      note.error = await failure('workspace.close', {});
      note.info = await call('workspace.info', {});
      ${REOPEN}`,
    );
    expect(note).toMatchObject({ error: { code: 'DISK_FULL', message: 'The disk is full.' }, tables: KEPT, info: null });
    expect(note).toMatchObject({ opened: { dataVersion: 1 }, files: ['w.huaxiang'] });
  });

  it.each(['native', 'wasm'] as const)(
    'stops a copy, which leaves nothing behind, and the workspace goes on (%s)',
    async (engine) => {
      const note = await onDisk(
        engine,
        `await call('workspace.open', at('w.huaxiang'));
      writeFileSync(join(disk, 'filler'), Buffer.alloc(11 * 2 ** 20 - readFileSync(join(disk, 'w.huaxiang')).length));
      note.refused = await failure('workspace.saveAs', at('copy.huaxiang'));
      files.free = UNKNOWN_ROOM;
      note.error = await failure('workspace.saveAs', at('copy.huaxiang'));
      note.still = [(await call('workspace.info', {})).name, await tables()];
      note.copies = readdirSync(disk).filter((name) => name.startsWith('copy'));
      // That it was opened is an entry of the audit, which closing has to keep.
      rmSync(join(disk, 'filler'));
      await call('workspace.close', {});
      ${REOPEN}`,
      );
      expect(note).toMatchObject({ error: { code: 'DISK_FULL', message: 'The disk is full.' }, still: ['w.huaxiang', KEPT] });
      expect(note).toMatchObject({ copies: [], tables: KEPT, files: ['w.huaxiang'] });
      expect(note.refused).toMatchObject({ code: 'DISK_FULL', message: expect.stringMatching(NO_ROOM) });
    },
  );
});

describe('a folder that may only be read', () => {
  it.each(['native', 'wasm'] as const)('refuses a new workspace, an old one and a copy by name (%s)', async (engine) => {
    const note = await onDisk(
      engine,
      `const bytes = () => createHash('sha256').update(readFileSync(join(disk, 'w.huaxiang'))).digest('hex');
      await call('workspace.create', { file: grant(join(folder, 'open.huaxiang')) });
      await call('imports.run', await load('kept', 'id,amount\\n1,2\\n2,3\\n3,4\\n'));
      const before = bytes();
      execFileSync('mount', ['-o', 'remount,ro', disk]);
      note.errors = [
        await failure('workspace.create', at('new.huaxiang')),
        await failure('workspace.open', at('w.huaxiang')),
        await failure('workspace.saveAs', at('copy.huaxiang')),
        await failure('workspace.saveAs', at('w.huaxiang')),
      ];
      note.same = bytes() === before;
      note.still = [(await call('workspace.info', {})).name, await tables()];
      execFileSync('mount', ['-o', 'remount,rw', disk]);
      await call('workspace.close', {});
      ${REOPEN}`,
    );
    const refused = (name: string) => ({
      code: 'NO_PERMISSION',
      message: `There is no permission to read and write ${name}.`,
      hint: expect.stringContaining('permissions'),
    });
    expect(note).toMatchObject({ errors: ['new.huaxiang', 'w.huaxiang', 'copy.huaxiang', 'w.huaxiang'].map(refused) });
    expect(note).toMatchObject({ same: true, still: ['open.huaxiang', KEPT], tables: KEPT, files: ['w.huaxiang'] });
  });
});

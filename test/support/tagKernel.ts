import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Rule } from '../../shared/model/rule';
import type { KernelMethods } from '../../shared/rpc/contract';
import type { Input } from '../../shared/rpc/method';
import type { EngineUnderTest } from './engines';
import { type OwnPorts, startKernel, type TestKernel } from './kernel';

type Definition = Input<KernelMethods, 'tags.save'>['definition'];

export interface TagKernel extends TestKernel {
  load(table: string, text: string): Promise<void>;
  /** Saves a tag named as its id. */
  save(id: string, source: Definition['source'], more?: Partial<Definition>): Promise<void>;
  /** The tag's values in the order of the customers, as the database writes them. */
  values(tag: string): Promise<(string | null)[]>;
  /** By tag, whether it is fresh, stale or failed. */
  states(...tags: string[]): Promise<string[]>;
}

export function tagOf(id: string, source: Definition['source'], more: Partial<Definition> = {}): Definition {
  return { id, name: id, status: 'published', source, ...more };
}

export function startTagKernel(engine: EngineUnderTest, own: OwnPorts = {}): TagKernel {
  const test = startKernel(engine, own);
  return {
    ...test,
    load: async (table, text) => {
      const path = join(engine.folder, `${table}.csv`);
      writeFileSync(path, text);
      await test.call('imports.run', { file: test.grant(path), table });
    },
    save: async (id, source, more) => {
      await test.call('tags.save', { definition: tagOf(id, source, more) });
    },
    values: async (tag) =>
      (await test.textCells(`FROM (SELECT "${tag}" FROM tags.customers ORDER BY id)`)).map(([cell]) => cell ?? null),
    states: async (...tags) => {
      const list = await test.call('tags.list', {});
      return tags.map((tag) => list.find(({ id }) => id === tag)?.state ?? 'missing');
    },
  };
}

/** A workspace in memory whose customers are the table `people`, by their `id`. */
export async function openPeople(engine: EngineUnderTest, csv: string): Promise<TagKernel> {
  const test = startTagKernel(engine);
  await test.call('workspace.create', { file: null });
  await test.load('people', csv);
  await test.call('entities.apply', { map: { customers: { table: 'people', key: 'id' } } });
  return test;
}

/** Age is at least this. */
export function olderThan(age: number): Rule {
  return { kind: 'tag', tag: 'age', op: 'gte', values: [age] };
}

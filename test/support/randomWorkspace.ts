import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { EngineUnderTest } from './engines';
import { startKernel, type TestKernel } from './kernel';
import { AS_OF, customersCsv, eventsCsv, LISTED, SEGMENTS } from './randomBank';

/** A workspace in memory that holds the random bank: customers, their events, a list and two segments. */
export async function openRandomBank(engine: EngineUnderTest): Promise<TestKernel> {
  const test = startKernel(engine);
  const write = (name: string, text: string) => {
    const path = join(engine.folder, name);
    writeFileSync(path, text);
    return test.grant(path);
  };
  await test.call('workspace.create', { file: null });
  const read = { header: true, delimiter: ',', quote: '"' } as const;
  const types = {
    row: 'integer',
    'a "b"': 'integer',
    balance: 'number',
    opened: 'date',
    active: 'boolean',
    city: 'text',
  } as const;
  await test.call('imports.run', { file: write('random.csv', customersCsv()), table: 'random', options: { types, ...read } });
  const props = { row: 'integer', time: 'timestamp', amount: 'number', due: 'date', channel: 'text', online: 'boolean' } as const;
  await test.call('imports.run', { file: write('acts.csv', eventsCsv()), table: 'acts', options: { types: props, ...read } });
  await test.call('imports.run', { file: write('listed.csv', `key\n${LISTED.join('\n')}`), table: 'listed' });
  const columns = ['amount', 'due', 'channel', 'online'];
  const events = [{ table: 'acts', customer: 'row', time: 'time', name: { column: 'act' }, props: columns }];
  await test.call('entities.apply', { map: { customers: { table: 'random', key: 'row' }, events, asOf: AS_OF } });
  await test.call('lists.save', { list: { id: 'listed', name: 'Listed', table: 'listed', key: 'key' } });
  for (const segment of SEGMENTS) await test.call('segments.save', { segment });
  return test;
}

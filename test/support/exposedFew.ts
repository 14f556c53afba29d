import type { KernelMethods } from '../../shared/rpc/contract';
import type { Input } from '../../shared/rpc/method';
import type { EngineUnderTest } from './engines';
import { startTagKernel, type TagKernel } from './tagKernel';

export const EXPOSED_MAP: Input<KernelMethods, 'entities.apply'>['map'] = {
  customers: { table: 'people', key: 'id' },
  events: [{ table: 'acts', customer: 'who', time: 'at', name: { column: 'act' }, props: ['amount'] }],
  exposures: [{ table: 'shown', campaign: 'campaign', customer: 'who', variant: 'arm', time: 'at', cost: 'cost' }],
  asOf: '2026-01-08',
};

/** Six customers, of whom one was exposed twice and one to both arms, with what they bought around it. */
export async function openExposedFew(engine: EngineUnderTest): Promise<TagKernel> {
  const test = startTagKernel(engine);
  await test.call('workspace.create', { file: null });
  await test.load(
    'people',
    `id,city,lives\n${[1, 2, 3, 4, 5, 6].map((id) => `${id},${id % 2 ? 'A' : 'B'},${id > 2}`).join('\n')}`,
  );
  await test.load(
    'shown',
    `who,campaign,arm,at,cost\n1,C,new,2026-01-05 10:00:00,2\n1,C,new,2026-01-07 10:00:00,2\n2,C,old,2026-01-05 10:00:00,0
3,C,new,2026-01-06 10:00:00,2\n4,C,old,2026-01-06 10:00:00,0\n5,C,new,2026-01-05 10:00:00,2\n5,C,old,2026-01-06 10:00:00,0\n6,D,old,2026-01-06 10:00:00,0`,
  );
  await test.load(
    'acts',
    `who,act,at,amount\n1,buy,2026-01-05 09:59:59,100\n1,buy,2026-01-05 10:00:00,10\n1,buy,2026-01-08 09:59:59,5\n1,buy,2026-01-08 10:00:00,1000
2,look,2026-01-05 11:00:00,\n2,buy,2026-01-20 11:00:00,7\n3,buy,2026-01-07 11:00:00,-4\n4,buy,2026-01-06 12:00:00,8\n5,buy,2026-01-06 12:00:00,8`,
  );
  await test.call('entities.apply', { map: EXPOSED_MAP });
  return test;
}

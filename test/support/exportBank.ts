import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { KernelMethods } from '#shared/rpc/contract';
import type { Input } from '#shared/rpc/method';
import type { EngineUnderTest } from './engines';
import { type OwnPorts, startKernel, type TestKernel } from './kernel';
import { startTagKernel, type TagKernel } from './tagKernel';

export interface PlainPerson {
  readonly id: string;
  readonly name: string;
  readonly mobile: string;
  readonly age: number;
  readonly birthday: string;
  readonly city: string;
  readonly balance: number;
  readonly refused: boolean;
}

const CITIES = ['深圳', '广州', '杭州', '宁波'];
const NAMES = ['王芳', '李娜', '=张伟', '欧阳静', '刘洋'];

/** 240 customers: ages from 20 to 59, four cities of two provinces, one who says something that a spreadsheet would calculate. */
export const PEOPLE: readonly PlainPerson[] = Array.from({ length: 240 }, (_, index) => ({
  id: `P${1000 + index}`,
  name: NAMES[index % NAMES.length] ?? '',
  mobile: `138${String(10_000_000 + index * 37)}`,
  age: 20 + ((index * 7) % 40),
  birthday: `19${70 + (index % 30)}-0${1 + (index % 9)}-1${index % 9}`,
  city: CITIES[index % 4] ?? '',
  balance: (index * 137) % 5000,
  refused: index % 12 === 0,
}));

/** Nothing in it tells of anybody: ages in bands, provinces, a pseudonym. */
export const COARSE = {
  name: '客户年龄',
  from: { segment: 'all' },
  columns: [
    { name: '客户', treatment: { kind: 'hash' } },
    { name: '年龄', tag: 'age', treatment: { kind: 'generalise', to: { width: 10 } } },
    { name: '地区', tag: 'city', treatment: { kind: 'generalise', to: { region: 'province' } } },
  ],
  purpose: '测试',
  basis: 'ownUse',
  recipient: { name: '数据部', kind: 'inside' },
  expires: '2026-12-31',
  quasi: ['年龄', '地区'],
} satisfies Input<KernelMethods, 'exports.preview'>['spec'];

/** A workspace of them, as of 30 June 2026; who refused is withheld from every contact. */
export async function openExportBank(engine: EngineUnderTest, own: OwnPorts = {}): Promise<TagKernel> {
  const test = startTagKernel(engine, own);
  await test.call('workspace.create', { file: null });
  const lines = PEOPLE.map((person) => Object.values(person).join(','));
  await test.load('people', `id,name,mobile,age,birthday,city,balance,refused\n${lines.join('\n')}\n`);
  await test.call('entities.apply', { map: { customers: { table: 'people', key: 'id' }, asOf: '2026-06-30' } });
  await test.call('segments.save', { segment: { id: 'all', name: '全部', who: { kind: 'all', rules: [] } } });
  await test.call('contactPolicy.save', {
    policy: {
      rules: [
        { id: 'refused', label: '拒绝联系', mandatory: true, who: { kind: 'tag', tag: 'refused', op: 'is', values: [true] } },
      ],
    },
  });
  for (const id of ['age', 'city', 'birthday']) {
    await test.save(id, { kind: 'column', table: 'people', column: id }, { sensitivity: 'C1' });
  }
  return test;
}

/** A reviewer beside it: another machine with a key of its own and no workspace. */
export function startReviewer(engine: EngineUnderTest): TestKernel {
  const folder = join(engine.folder, 'reviewer');
  mkdirSync(folder, { recursive: true });
  return startKernel({ ...engine, folder });
}

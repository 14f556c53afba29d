import type { Role } from '../../shared/model/role';
import type { EngineUnderTest } from './engines';
import { startTagKernel, type TagKernel } from './tagKernel';

/** Somebody whom nobody else is like. */
export interface PlantedPerson {
  readonly id: string;
  readonly name: string;
  readonly phone: string;
  readonly idNumber: string;
  readonly card: string;
  readonly email: string;
  readonly city: string;
  readonly age: number;
}

const PEOPLE = 40;
const CITIES = ['深圳', '广州', '杭州', '宁波'];
const GIVEN = ['伟芳娜敏静丽强磊军洋勇艳杰娟涛明超', '秀霞平刚桂英华文建国志远晓东海燕玉'] as const;
const SURNAMES = '王李张刘';

/** The same masks in every world, and under them other values: what differs between answers of two worlds came from under the masks. */
function plantedPeople(world: 0 | 1): PlantedPerson[] {
  return Array.from({ length: PEOPLE }, (_, index) => {
    const hidden = String(((index + 1) * (world === 0 ? 2399 : 6733)) % 9973).padStart(4, '0');
    const given = (at: number) => GIVEN[world][at % GIVEN[world].length] ?? '';
    return {
      id: `K${100 + index}`,
      name: `${SURNAMES[index % SURNAMES.length]}${given(index * 7)}${given(index * 5 + 3)}`,
      phone: `138${hidden}${String(1000 + index * 7)}`,
      idNumber: identityNumber(index, world),
      card: bankCard(index, hidden),
      email: `a${world === 0 ? 'nna' : 'bel'}${hidden}@mail.example`,
      city: CITIES[index % CITIES.length] ?? '',
      age: 20 + ((index * 7) % 40),
    };
  });
}

/** What must not be seen: of numbers the beginnings that tell more than their masks. */
export function plantedValues(people: readonly PlantedPerson[]): string[] {
  return people.flatMap(({ name, phone, idNumber, card, email }) => {
    return [name, phone.slice(0, 8), idNumber.slice(0, 14), card.slice(0, 11), email];
  });
}

/** Of a day of birth that differs by world, and the last four digits that do not. */
function identityNumber(index: number, world: 0 | 1): string {
  const last = String(100 + index);
  const wanted = checkOf(`440305${dayOfBirth(index)}${last}`);
  for (let step = 0; ; step++) {
    const number = `440305${dayOfBirth(index - (world === 0 ? 0 : PEOPLE + step))}${last}`;
    if (checkOf(number) === wanted) return `${number}${wanted}`;
  }
}

function dayOfBirth(step: number): string {
  return new Date(Date.UTC(1961, 0, 1 + step * 97)).toISOString().slice(0, 10).replaceAll('-', '');
}

function checkOf(digits: string): string {
  const weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
  return '10X98765432'[weights.reduce((sum, weight, at) => sum + weight * Number(digits[at]), 0) % 11] ?? '';
}

/** Sixteen digits that Luhn's check holds for, by one that the mask hides. */
function bankCard(index: number, hidden: string): string {
  const card = (free: number) => `622202${hidden}${free}0${1000 + index}`;
  return card([...Array(10).keys()].find((free) => luhn(card(free))) ?? 0);
}

function luhn(digits: string): boolean {
  const sum = [...digits].reverse().reduce((total, digit, at) => {
    const twice = Number(digit) * (at % 2 === 1 ? 2 : 1);
    return total + (twice > 9 ? twice - 9 : twice);
  }, 0);
  return sum % 10 === 0;
}

export interface MaskedBank extends TagKernel {
  readonly people: readonly PlantedPerson[];
  /** As an admin does it at another machine; null: whoever works here is not named. */
  be(role: Role | null): Promise<void>;
}

/** A workspace of them with events that name them too, in which an admin defined all that holds their values. */
export async function openMaskedBank(engine: EngineUnderTest, world: 0 | 1): Promise<MaskedBank> {
  const test = startTagKernel(engine);
  const people = plantedPeople(world);
  await test.call('workspace.create', { file: null });
  const lines = people.map((person) => Object.values(person).join(','));
  await test.load('people', `id,name,phone,id_number,card,email,city,age\n${lines.join('\n')}\n`);
  const events = people.flatMap(({ id, phone }, at) =>
    ['2026-05-02', '2026-06-09'].map((day, turn) => `${id},${day} 10:00:00,${turn ? 'pay' : 'login'},${at * 10 + turn},${phone}`),
  );
  await test.load('events', `id,at,event,amount,payee_phone\n${events.join('\n')}\n`);
  const source = { table: 'events', customer: 'id', time: 'at', name: { column: 'event' }, props: ['amount', 'payee_phone'] };
  await test.call('entities.apply', {
    map: { customers: { table: 'people', key: 'id' }, events: [source], asOf: '2026-06-30' },
  });
  const be: MaskedBank['be'] = async (role) => {
    const { publicKey } = await test.call('keys.own', {});
    const admin = { name: '我', publicKey, role: 'admin' as const };
    const { policy } = await test.call('exportPolicy.get', {});
    if (policy.people.length === 0) await test.call('exportPolicy.save', { policy: { people: [admin] } });
    const other = { name: '管', publicKey: 'ab'.repeat(32), role: 'admin' };
    const named = role === null ? [other] : [other, { ...admin, role }];
    const saved = "(SELECT max(version) FROM meta.definitions WHERE kind = 'exportPolicy')";
    await test.countBySql(`UPDATE meta.definitions SET body = $1 WHERE kind = 'exportPolicy' AND version = ${saved}`, [
      JSON.stringify({ ...policy, people: named }),
    ]);
    // What is known of the policy is read anew after a write.
    await test.call('annotations.save', { annotation: { id: 'be', day: '2026-06-01', label: String(role) } });
  };
  return { ...test, people, be };
}

const leaf = (tag: string, op: 'is' | 'in' | 'startsWith', ...values: string[]) => ({ kind: 'tag' as const, tag, op, values });

/** Tags that are made of masked values. */
export async function defineTags({ save, people: [first] }: MaskedBank): Promise<void> {
  const name = first?.name ?? '';
  const cases = [{ rule: leaf('name', 'is', name), value: 'one' }];
  await save('chosen', { kind: 'cases', cases, otherwise: 'other' });
  await save('head', { kind: 'expression', sql: 'substring(phone, 1, 9)' }, { labels: [{ value: name, label: 'x' }] });
  await save('payee', { kind: 'behaviour', event: 'pay', measure: 'topValue', prop: 'payee_phone', where: [] });
}

/** What an admin saves with values of persons in it, and asks before anybody else does. */
export async function defineWithValues(bank: MaskedBank): Promise<void> {
  const { call, people } = bank;
  await defineTags(bank);
  const [first, second] = people;
  if (!first || !second) throw new Error('nobody is there');
  const sql = `SELECT id FROM people WHERE phone = '${first.phone}' OR name = '${second.name}'`;
  for (const [id, who] of [
    ['byPhone', leaf('phone', 'in', first.phone, second.phone)],
    ['byQuery', { kind: 'query' as const, sql }],
    ['bySql', { kind: 'sql' as const, predicate: `name = '${first.name}'` }],
    ['all', { kind: 'all' as const, rules: [] }],
  ] as const) {
    await call('segments.save', { segment: { id, name: id, who } });
  }
  const rule = { id: 'names', table: 'people', severity: 'warn' as const };
  await call('quality.save', { rules: [{ ...rule, check: { kind: 'domain', column: 'name', values: [first.name] } }] });
  await call('quality.run', {});
  await call('quality.failures', { rule: 'names', offset: 0, limit: 10 });
  const steps = [{ kind: 'map' as const, column: 'name', values: [{ from: first.name, to: second.name }] }];
  await call('cleanings.save', { cleaning: { table: 'people', result: 'people_clean', steps } });
  const spec = { segment: 'all', tags: ['name', 'city'] };
  await call('boards.save', { board: { id: 'b', name: 'b', items: [{ id: 'i', kind: 'portraitTag', spec, tag: 'name' }] } });
  await call('portraitTemplates.save', { template: { id: 't', name: 't', tags: ['name', 'city', 'phone'] } });
  await call('audiences.freeze', { segment: 'byPhone', name: 'frozen' });
  await call('campaigns.save', { campaign: { id: 'c', name: 'c', who: leaf('phone', 'is', first.phone) } });
  await call('tables.profile', { table: 'people' });
  await call('queries.run', { sql });
  await call('queries.run', { sql: `SELECT '${first.phone}' + nobody FROM people` }).catch(() => undefined);
}

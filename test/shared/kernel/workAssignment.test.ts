import fc from 'fast-check';
import { expect, test } from 'vitest';
import { WorkAssignment } from '#shared/kernel/workAssignment';
import { filledIn, tagsIn } from '#shared/kernel/workWords';
import { orderId, WORK_ROUTES, type WorkManager } from '#shared/model/workList';

const branch = fc.constantFrom('A', 'B', 'C');
const managers = fc
  .array(fc.record({ branch, capacity: fc.integer({ min: 0, max: 4 }) }), { maxLength: 6 })
  .map((all) => all.map((each, at): WorkManager => ({ name: `m${at}`, ...each })));
const customers = fc.array(
  fc.record({
    owner: fc.option(fc.integer({ min: 0, max: 7 }).map((at) => `m${at}`)),
    branch: fc.option(branch),
  }),
  { maxLength: 30 },
);
const routes = fc.shuffledSubarray([...WORK_ROUTES], { minLength: 1 });

/** Route by route: the owner, else whoever of the pool has the fewest and has room. */
test('customers go where reading the routes one by one sends them', () => {
  fc.assert(
    fc.property(managers, customers, routes, (team, asked, order) => {
      const assignment = new WorkAssignment(team, order);
      const loads = team.map(() => 0);
      const hasRoom = (at: number) => (loads[at] ?? 0) < (team[at]?.capacity ?? 0);
      for (const customer of asked) {
        const pools = order.map((route) => {
          const all = [...team.keys()].filter(hasRoom);
          if (route === 'owner') return all.filter((at) => team[at]?.name === customer.owner);
          return route === 'branch' ? all.filter((at) => team[at]?.branch === customer.branch) : all;
        });
        const place = pools.findIndex((pool) => pool.length > 0);
        const pool = pools[place] ?? [];
        const fewest = Math.min(...pool.map((at) => loads[at] ?? 0));
        const { manager, route } = assignment.next(customer);
        if (place < 0) {
          expect({ manager, route }).toEqual({ manager: null, route: null });
          continue;
        }
        expect(route).toBe(order[place]);
        expect(pool).toContain(manager);
        expect(loads[manager ?? -1]).toBe(fewest);
        loads[manager ?? -1] = fewest + 1;
      }
      expect([...assignment.loads]).toEqual(loads);
    }),
  );
});

/** The check digit of 7992739871 is 3, as in every account of Luhn's formula. */
test('numbers of orders end in their check digit', () => {
  expect(orderId(1)).toBe('W00000018');
  expect(orderId(7_992_739_871)).toBe('W79927398713');
});

test('tags in braces are filled in, unknown ones with a dash, and what is of persons is masked', () => {
  const text = '{{ name }} holds {{aum}}, {{aum}} more than {{city}}';
  expect(tagsIn([text, '{{name}}'])).toEqual(['name', 'aum', 'city']);
  const values: Readonly<Record<string, string>> = { name: '王小明', aum: '1200' };
  expect(filledIn(text, (tag) => values[tag] ?? null, new Map([['name', 'name']]))).toBe('王** holds 1200, 1200 more than –');
});

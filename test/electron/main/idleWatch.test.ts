import { expect, test } from 'vitest';
import { IdleWatch } from '../../../electron/main/idleWatch';

let now = 0;
let minutes: number | null = 5;
let told = 0;
const pass = (watch: IdleWatch, seconds: number) => {
  now += seconds * 1000;
  watch.look();
};

test('tells once of each idle time, which every touch begins anew and the setting may end', () => {
  const watch = new IdleWatch(
    () => minutes,
    () => {
      told += 1;
    },
    () => now,
  );
  pass(watch, 299);
  watch.touched();
  pass(watch, 299);
  expect(told).toBe(0);
  pass(watch, 1);
  expect(told).toBe(1);
  pass(watch, 299);
  expect(told).toBe(1);
  minutes = null;
  pass(watch, 3600);
  expect(told).toBe(1);
  minutes = 60;
  pass(watch, 0);
  expect(told).toBe(2);
});

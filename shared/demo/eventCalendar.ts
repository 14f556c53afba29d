import { AS_OF_DAY, EVENT_DAYS, FIRST_EVENT_DAY } from './definition';
import { type Dice, runningTotals } from './dice';

const SECONDS_PER_DAY = 86_400;
const SECONDS_PER_HOUR = 3600;

/** Weight of each month, January first: quiet around the Spring Festival, busy before the half-year and year ends. */
const MONTHS = [1.05, 0.8, 1, 0.98, 1, 1.1, 0.97, 0.98, 1.02, 0.93, 1.08, 1.15];
/** Weight of each weekday, Sunday first. */
const APP_WEEKDAYS = [0.95, 1.02, 1, 1, 1.02, 1.08, 1];
const BRANCH_WEEKDAYS = [0.12, 1.2, 1.05, 1, 1.02, 1.05, 0.45];
/** Days on which salaries and pensions come in. */
const PAYDAYS = new Map([
  [10, 1.25],
  [15, 1.3],
  [25, 1.15],
]);
const APP_HOURS = [3, 1.5, 1, 0.7, 0.7, 1, 3, 7, 10, 10, 9, 8, 11, 9, 8, 8, 8, 8, 9, 11, 13, 13, 10, 6];
const BRANCH_HOURS = [0, 0, 0, 0, 0, 0, 0, 0, 1, 14, 17, 12, 6, 7, 12, 12, 8, 1, 0, 0, 0, 0, 0, 0];

const DAYS = Array.from({ length: EVENT_DAYS }, (_, index) => FIRST_EVENT_DAY + index);
const APP = { days: runningTotals(DAYS.map((day) => dayWeight(day, APP_WEEKDAYS))), hours: runningTotals(APP_HOURS) };
const BRANCH = { days: runningTotals(DAYS.map((day) => dayWeight(day, BRANCH_WEEKDAYS))), hours: runningTotals(BRANCH_HOURS) };

/** The last second that the demo bank knows of. */
export const LAST_SECOND = (AS_OF_DAY + 1) * SECONDS_PER_DAY - 1;

/** A moment of the year, in seconds since 1970, that suits the app or a branch; not before `openDay`. */
export function drawMoment(place: 'app' | 'branch', openDay: number, dice: Dice): number {
  const { days, hours } = place === 'app' ? APP : BRANCH;
  let day = FIRST_EVENT_DAY + dice.pick(days);
  if (day < openDay) day = openDay + dice.below(AS_OF_DAY - openDay + 1);
  return day * SECONDS_PER_DAY + dice.pick(hours) * SECONDS_PER_HOUR + dice.below(SECONDS_PER_HOUR);
}

function dayWeight(day: number, weekdays: readonly number[]): number {
  const date = new Date(day * SECONDS_PER_DAY * 1000);
  return (MONTHS[date.getUTCMonth()] ?? 1) * (weekdays[date.getUTCDay()] ?? 1) * (PAYDAYS.get(date.getUTCDate()) ?? 1);
}

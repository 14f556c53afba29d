import { type Customers, emptyCustomers } from './customers';
import { Dice } from './dice';
import { drawMoney } from './money';
import { drawNoise } from './noise';
import { drawPerson } from './people';

export async function makeCustomers(count: number, seed: number, breathe: (row: number) => Promise<void>): Promise<Customers> {
  const customers = emptyCustomers(count, seed);
  const dice = new Dice(seed, 'customers');
  for (let row = 0; row < count; row++) {
    const person = drawPerson(customers, row, dice);
    drawMoney(customers, row, person, dice);
    forget(customers, row, dice);
    if (row % 10_000 === 0) await breathe(row);
  }
  drawNoise(customers, new Dice(seed, 'noise'));
  return customers;
}

/** What the bank does not know: nobody asked, or the customer did not say. */
function forget(customers: Customers, row: number, dice: Dice): void {
  const { fund, wealth } = customers;
  const invests = (fund[row] ?? 0) > 0 || (wealth[row] ?? 0) > 0;
  if (dice.chance(0.12)) customers.occupation[row] = -1;
  if (dice.chance(0.2)) customers.education[row] = -1;
  if (dice.chance(0.08)) customers.marital[row] = -1;
  if (dice.chance(0.15)) customers.incomeBand[row] = -1;
  if (!invests && dice.chance(0.3)) customers.risk[row] = -1;
  if (dice.chance(0.05)) customers.churn[row] = Number.NaN;
}

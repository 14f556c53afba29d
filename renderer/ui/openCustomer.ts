import { create } from 'zustand';
import type { Rule } from '#shared/model/rule';
import { openPage } from './navigation';

/** Opens the customer page on the customer with this key. */
export function openCustomer(customer: string): void {
  openPage({ page: 'customer', customer });
}

/** A rule whose customers another page asked to see. */
export const useHandedCustomers = create<{ readonly rule: Rule | null }>(() => ({ rule: null }));

/** Opens the customer page on some of the customers that a rule finds, masked. */
export function showCustomersOf(rule: Rule): void {
  useHandedCustomers.setState({ rule });
  openPage({ page: 'customer' });
}

export function takeHandedCustomers(): Rule | null {
  const { rule } = useHandedCustomers.getState();
  if (rule !== null) useHandedCustomers.setState({ rule: null });
  return rule;
}

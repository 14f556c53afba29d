import { openPage } from './navigation';

/** Opens the customer page on the customer with this key. */
export function openCustomer(customer: string): void {
  openPage({ page: 'customer', customer });
}

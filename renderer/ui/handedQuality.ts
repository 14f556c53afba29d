import { create } from 'zustand';
import { openPage } from './navigation';

/** Whether another page asked to have a table's quality shown. */
export const useHandedQuality = create<{ readonly asked: boolean }>(() => ({ asked: false }));

/** Opens the data page at the table's quality. */
export function openQuality(table: string): void {
  useHandedQuality.setState({ asked: true });
  openPage({ page: 'data', table });
}

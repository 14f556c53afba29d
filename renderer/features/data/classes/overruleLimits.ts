import { SHORTEST_REASON } from '#shared/model/audit';

export const LONGEST_REASON = 500;
export const LEVELS = [1, 2, 3, 4, 5];

export function isReason(text: string): boolean {
  return [...text.trim()].length >= SHORTEST_REASON;
}

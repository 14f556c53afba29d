import type { Insufficient } from '#shared/model/answers';

export function insufficient(found: number, needed: number): Insufficient {
  return { state: 'insufficient', found, needed };
}

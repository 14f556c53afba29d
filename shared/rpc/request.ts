import { z } from 'zod';
import type { Request } from './method';

const id = z.number().int().nonnegative();

const requestSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('call'), id, method: z.string().max(100), args: z.unknown() }),
  z.strictObject({ kind: z.literal('cancel'), id }),
]);

/** What came over a port, if it is a request. */
export function readRequest(message: unknown): Request | null {
  const read = requestSchema.safeParse(message);
  return read.success ? (read.data as Request) : null;
}

/** No form in the product is as deep, and no list of values as long. */
const DEEPEST = 100;
const MOST_VALUES = 2_000_000;
const MOST_LETTERS = 2 ** 26;

/** Whether arguments can be looked at by functions that call themselves, in reasonable time. */
export function isBounded(args: unknown): boolean {
  const waiting: { readonly parts: object; readonly depth: number }[] = [];
  let [values, letters] = [0, 0];
  const take = (value: unknown, depth: number): boolean => {
    values += 1;
    if (typeof value === 'string') letters += value.length;
    else if (typeof value === 'object' && value !== null && !ArrayBuffer.isView(value)) waiting.push({ parts: value, depth });
    return depth <= DEEPEST && values <= MOST_VALUES && letters <= MOST_LETTERS;
  };
  if (!take(args, 0)) return false;
  for (let next = waiting.pop(); next; next = waiting.pop()) {
    const { parts, depth } = next;
    const isList = Array.isArray(parts);
    for (const [name, value] of isList ? parts.entries() : Object.entries(parts)) {
      if (!(isList || take(name, depth)) || !take(value, depth + 1)) return false;
    }
  }
  return true;
}

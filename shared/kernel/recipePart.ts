import { Fault, type HuaxiangError } from '../model/result';
import { say } from '../model/saying';

/** Runs what belongs to one part of a recipe; a fault then says which one, e.g. `portraits.0.segment`. */
export async function inPart<T>(part: string, work: () => Promise<T> | T): Promise<T> {
  try {
    return await work();
  } catch (cause) {
    throw cause instanceof Fault && cause.error.code !== 'CANCELLED' ? placed(part, cause.error) : cause;
  }
}

function placed(part: string, { say: said, message, at, ...error }: HuaxiangError): Fault {
  const path = at?.path ? `${part}.${at.path}` : part;
  const { hint, ...problem } = said ?? {};
  const sentence = 'key' in problem ? { say: { ...say('recipe.part', { part, problem }), ...(hint ? { hint } : {}) } } : {};
  return new Fault({ ...error, message: `${part}: ${message}`, at: { ...at, path }, ...sentence });
}

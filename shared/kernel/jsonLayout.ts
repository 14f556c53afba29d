import { noPart } from './importParts';
import type { JsonLayout } from './jsonRecords';
import { JsonCursor, JsonEnd, JsonMistake } from './jsonText';

/**
 * Where the rows are, from the text's head. Only the rest of the file shows whether it is sound.
 * @throws Fault INVALID_REQUEST where it has no member `wanted`.
 */
export function jsonLayout(file: string, head: string, isWhole: boolean, wanted: string | undefined): JsonLayout {
  const first = head.trimStart().charAt(0);
  const members = first === '{' && isOneObject(head, isWhole) ? membersWithRows(head) : [];
  if (wanted !== undefined && !members.includes(wanted)) {
    throw noPart(file, wanted, members);
  }
  const member = wanted ?? members[0];
  if (member !== undefined) return { kind: 'member', member, members };
  return { kind: first === '[' ? 'array' : 'lines' };
}

/** Whether the first object is all there is: it fills the file, or is longer than the head. */
function isOneObject(head: string, isWhole: boolean): boolean {
  const cursor = new JsonCursor(head);
  try {
    cursor.skip();
    return isWhole && cursor.isAtEnd();
  } catch (cause) {
    return passed(cause) && !isWhole;
  }
}

/** The members of an object that are arrays of objects, as far as the text goes. */
function membersWithRows(head: string): string[] {
  const cursor = new JsonCursor(head);
  const members: string[] = [];
  try {
    cursor.expect('{');
    while (cursor.peek() !== '}') {
      if (cursor.peek() === ',') cursor.expect(',');
      const name = cursor.name();
      if (!members.includes(name) && holdsRows(head, cursor)) members.push(name);
      cursor.skip();
    }
  } catch (cause) {
    passed(cause);
  }
  return members;
}

function holdsRows(head: string, cursor: JsonCursor): boolean {
  if (cursor.peek() !== '[') return false;
  return new JsonCursor(head, cursor.at + 1).peek() === '{';
}

/** Mistakes and ends are told when the file is read. */
function passed(cause: unknown): boolean {
  if (cause instanceof JsonEnd || cause instanceof JsonMistake) return true;
  throw cause;
}

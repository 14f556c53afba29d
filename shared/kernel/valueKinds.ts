import { isIsoDay } from '../model/calendar';
import type { ColumnPreview, ColumnType } from '../model/import';

/** What a value is in a format that says so of each; `long` are whole numbers that a double would change. */
export type ValueKind = 'null' | 'boolean' | 'integer' | 'long' | 'number' | 'text' | 'other';

/** What the texts of a column are: days, times, times with a zone. */
type TextShape = 'date' | 'timestamp' | 'zoned' | 'text';

/** Day, time, fraction of a second, zone. */
const TIME =
  /^(\d{4}-\d{2}-\d{2})[T ]((?:[01]\d|2[0-3]):[0-5]\d:[0-5]\d)(\.\d{1,9})?(?:(Z)|([+-](?:[01]\d|2[0-3])):?([0-5]\d)?)?$/;

/** The kinds of all values of a column, and the type that holds them without a loss. */
export class ValueKinds {
  private readonly known = new Set<ValueKind>();
  private texts: TextShape | undefined;

  get isKnown(): boolean {
    return this.known.size > 0;
  }

  add(kind: ValueKind, text: string): void {
    if (kind === 'null') return;
    this.known.add(kind);
    if (kind === 'text' && this.texts !== 'text') this.texts = joined(this.texts, shapeOf(text));
  }

  type(): Pick<ColumnPreview, 'type' | 'reason'> {
    const has = (kind: ValueKind) => this.known.has(kind);
    const isNumber = [...this.known].every((kind) => kind === 'integer' || kind === 'long' || kind === 'number');
    if (this.known.size > 1 && !isNumber) return { type: 'text', reason: 'mixedKinds' };
    if (has('boolean')) return { type: 'boolean' };
    if (has('text')) return { type: TEXT_TYPES[this.texts ?? 'text'], ...(this.texts === 'zoned' ? { reason: 'utc' } : {}) };
    if (has('other') || this.known.size === 0) return { type: 'text' };
    if (has('long')) return { type: 'text', reason: 'longDigits' };
    return { type: has('number') ? 'number' : 'integer' };
  }
}

const TEXT_TYPES: Readonly<Record<TextShape, ColumnType>> = {
  date: 'date',
  timestamp: 'timestamp',
  zoned: 'timestamp',
  text: 'text',
};

function shapeOf(text: string): TextShape {
  if (isIsoDay(text)) return 'date';
  const found = TIME.exec(text);
  if (!found || !isIsoDay(found[1] ?? '')) return 'text';
  return found[4] === undefined && found[5] === undefined ? 'timestamp' : 'zoned';
}

/** A time with a zone, as a time in UTC without one. */
export function inUtc(text: string): string {
  const [, day, time, fraction = '', , hours = '+00', minutes = '00'] = TIME.exec(text) ?? [];
  const utc = new Date(Date.parse(`${day}T${time}${hours}:${minutes}`)).toISOString();
  return utc.slice(0, 19).replace('T', ' ') + fraction;
}

function joined(before: TextShape | undefined, now: TextShape): TextShape {
  if (before === undefined || before === now) return now;
  return before === 'zoned' || now === 'zoned' || now === 'text' ? 'text' : 'timestamp';
}

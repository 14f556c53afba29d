import { isIsoDay } from '../model/calendar';
import type { ColumnPreview, ColumnType } from '../model/import';
import { tableNames } from './columnNames';
import { type JsonKind, type JsonLeaf, PATH_SEPARATOR } from './jsonText';

/** What the texts of a column are: days, times, times with a zone. */
type TextShape = 'date' | 'timestamp' | 'zoned' | 'text';

interface Seen {
  readonly kinds: Set<JsonKind>;
  /** Of a number that a double would change. */
  long: boolean;
  texts: TextShape | undefined;
}

const LONGEST_SAFE = String(Number.MAX_SAFE_INTEGER).length;
/** Day, time, fraction of a second, zone. */
const TIME =
  /^(\d{4}-\d{2}-\d{2})[T ]((?:[01]\d|2[0-3]):[0-5]\d:[0-5]\d)(\.\d{1,9})?(?:(Z)|([+-](?:[01]\d|2[0-3])):?([0-5]\d)?)?$/;

export interface FoundColumns {
  readonly columns: readonly ColumnPreview[];
  /** Place of each path among the columns. */
  readonly places: ReadonlyMap<string, number>;
}

/** The columns of a JSON file: every path to a value that some row has, in the order they are met. */
export class JsonColumns {
  private readonly seen = new Map<string, Seen>();

  get size(): number {
    return this.seen.size;
  }

  add(leaves: readonly JsonLeaf[]): void {
    for (const { path, kind, text } of leaves) {
      let column = this.seen.get(path);
      if (!column) {
        column = { kinds: new Set(), long: false, texts: undefined };
        this.seen.set(path, column);
      }
      column.kinds.add(kind);
      if (kind === 'integer') column.long ||= isLong(text);
      else if (kind === 'text' && column.texts !== 'text') column.texts = joined(column.texts, shapeOf(text));
    }
  }

  /** A name that is unknown wherever it is no object is no column. */
  result(): FoundColumns {
    const parents = new Set([...this.seen.keys()].flatMap(parentsOf));
    const kept = [...this.seen].filter(([path, { kinds }]) => !parents.has(path) || [...kinds].some((kind) => kind !== 'null'));
    const names = tableNames(kept.map(([path]) => path.split(PATH_SEPARATOR).join('.')));
    return {
      places: new Map(kept.map(([path], index) => [path, index])),
      columns: kept.map(([, seen], index) => ({ name: names[index] ?? '', ...typeOf(seen) })),
    };
  }
}

function parentsOf(path: string): string[] {
  const steps = path.split(PATH_SEPARATOR);
  return steps.slice(1).map((_, index) => steps.slice(0, index + 1).join(PATH_SEPARATOR));
}

function typeOf({ kinds, long, texts }: Seen): Pick<ColumnPreview, 'type' | 'reason'> {
  const known = [...kinds].filter((kind) => kind !== 'null');
  const isNumber = known.every((kind) => kind === 'integer' || kind === 'number');
  if (known.length > 1 && !isNumber) return { type: 'text', reason: 'mixedKinds' };
  const [kind = 'text'] = known;
  if (kind === 'boolean') return { type: 'boolean' };
  if (kind === 'array') return { type: 'text' };
  if (kind === 'text') return textType(texts);
  if (long) return { type: 'text', reason: 'longDigits' };
  return { type: known.includes('number') ? 'number' : 'integer' };
}

const TEXT_TYPES: Readonly<Record<TextShape, ColumnType>> = {
  date: 'date',
  timestamp: 'timestamp',
  zoned: 'timestamp',
  text: 'text',
};

function textType(texts: TextShape = 'text'): Pick<ColumnPreview, 'type' | 'reason'> {
  return { type: TEXT_TYPES[texts], ...(texts === 'zoned' ? { reason: 'utc' } : {}) };
}

/** Identifiers are written as numbers too; a double keeps 15 of their digits. */
function isLong(digits: string): boolean {
  return digits.length >= LONGEST_SAFE && !Number.isSafeInteger(Number(digits));
}

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

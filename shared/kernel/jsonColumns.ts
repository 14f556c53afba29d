import type { ColumnPreview } from '../model/import';
import { tableNames } from './columnNames';
import { type JsonLeaf, PATH_SEPARATOR } from './jsonText';
import { type ValueKind, ValueKinds } from './valueKinds';

export interface FoundColumns {
  readonly columns: readonly ColumnPreview[];
  /** Place of each path among the columns. */
  readonly places: ReadonlyMap<string, number>;
}

/** The columns of a JSON file: every path to a value that some row has, in the order they are met. */
export class JsonColumns {
  private readonly seen = new Map<string, ValueKinds>();

  get size(): number {
    return this.seen.size;
  }

  add(leaves: readonly JsonLeaf[]): void {
    for (const leaf of leaves) {
      let kinds = this.seen.get(leaf.path);
      if (!kinds) {
        kinds = new ValueKinds();
        this.seen.set(leaf.path, kinds);
      }
      kinds.add(kindOf(leaf), leaf.text);
    }
  }

  /** A name that is unknown wherever it is no object is no column. */
  result(): FoundColumns {
    const parents = new Set([...this.seen.keys()].flatMap(parentsOf));
    const kept = [...this.seen].filter(([path, kinds]) => !parents.has(path) || kinds.isKnown);
    const names = tableNames(kept.map(([path]) => path.split(PATH_SEPARATOR).join('.')));
    return {
      places: new Map(kept.map(([path], index) => [path, index])),
      columns: kept.map(([, kinds], index) => ({ name: names[index] ?? '', ...kinds.type() })),
    };
  }
}

function parentsOf(path: string): string[] {
  const steps = path.split(PATH_SEPARATOR);
  return steps.slice(1).map((_, index) => steps.slice(0, index + 1).join(PATH_SEPARATOR));
}

const LONGEST_SAFE = String(Number.MAX_SAFE_INTEGER).length;

/** Identifiers are written as numbers too; most programs would lose some of their digits. */
function kindOf({ kind, text }: JsonLeaf): ValueKind {
  if (kind === 'array') return 'other';
  return kind === 'integer' && text.length >= LONGEST_SAFE && !Number.isSafeInteger(Number(text)) ? 'long' : kind;
}

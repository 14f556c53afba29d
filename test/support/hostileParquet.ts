import { ByteWriter, ParquetWriter } from 'hyparquet-writer';

type Cells = readonly (string | null)[];
type Written = Partial<ConstructorParameters<typeof ParquetWriter>[0]>;

/** Texts as a Parquet file, as packages write them. */
export function plainTable(names: readonly string[], rows: readonly Cells[]): Uint8Array {
  return writtenTable(names, rows, {}, { encoding: 'PLAIN', offsetIndex: false });
}

function writtenTable(names: readonly string[], rows: readonly Cells[], other: Written, how: object): Uint8Array {
  const writer = new ByteWriter();
  const leaf = { type: 'BYTE_ARRAY', converted_type: 'UTF8', repetition_type: 'OPTIONAL' } as const;
  const schema = [{ name: 'customers', num_children: names.length }, ...names.map((name) => ({ name, ...leaf }))];
  const parquet = new ParquetWriter({ writer, schema, codec: 'UNCOMPRESSED', statistics: false, ...other });
  parquet.write({ columnData: names.map((name, place) => ({ name, data: rows.map((cells) => cells[place] ?? null), ...how })) });
  parquet.finish();
  return writer.getBytes();
}

/** Files that are none of a package, made of one that is. */
export function hostileParquet(good: Uint8Array): readonly (readonly [what: string, bytes: Uint8Array])[] {
  const many = Array.from({ length: 60 }, () => ['h', '20–29']);
  const bomb = many.map(() => ['x'.repeat(100_000), null]);
  const at = (place: number, ...bytes: readonly number[]) => {
    const changed = Uint8Array.from(good);
    changed.set(bytes, place < 0 ? good.length + place : place);
    return changed;
  };
  return [
    ['empty', new Uint8Array()],
    ['four letters', good.subarray(0, 4)],
    ['cut off in its rows', good.subarray(0, good.length >> 1)],
    ['cut off at its end', good.subarray(0, -1)],
    ['of another beginning', at(0, 0x4d, 0x5a)],
    ['of another end', at(-4, 0x50, 0x41, 0x52, 0x45)],
    ['of a footer longer than itself', at(-8, 0xff, 0xff, 0xff, 0x7f)],
    ['without a footer', at(-8, 0, 0, 0, 0)],
    ['with something between', joinedAt(good, 4, Uint8Array.of(0))],
    ['of a page with more values than it says elsewhere', morePage(good)],
    ['compressed', writtenTable(['客户', '年龄'], many, { codec: 'SNAPPY' }, { encoding: 'PLAIN', offsetIndex: false })],
    ['a bomb of one text', writtenTable(['客户', '年龄'], bomb, {}, { encoding: 'RLE_DICTIONARY', offsetIndex: false })],
    ['with statistics', writtenTable(['客户', '年龄'], many, { statistics: true }, { encoding: 'PLAIN', offsetIndex: false })],
  ];
}

function joinedAt(bytes: Uint8Array, place: number, more: Uint8Array): Uint8Array {
  return Uint8Array.from([...bytes.subarray(0, place), ...more, ...bytes.subarray(place)]);
}

/** With a first page that says it holds 63 values, and nothing else of it changed. */
function morePage(good: Uint8Array): Uint8Array {
  const changed = Uint8Array.from(good);
  const PAGE_FIELD = 0x5c;
  changed[changed.indexOf(PAGE_FIELD, 4) + 2] = 0x7e;
  return changed;
}

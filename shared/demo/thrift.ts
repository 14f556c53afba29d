/** Field types of Thrift's compact protocol. */
const BOOLEAN_FALSE = 2;
const BOOLEAN_TRUE = 1;
const I32 = 5;
const I64 = 6;
const BINARY = 8;
const LIST = 9;
const STRUCT = 12;

/** A value that knows how to write itself: `i32`, `i64`, `text`, `list`, `struct`, `flag` make them. */
export interface ThriftValue {
  readonly type: number;
  write(out: number[]): void;
}

/** Fields by number; those that are undefined are left out. */
export type ThriftFields = Readonly<Record<number, ThriftValue | undefined>>;

export const i32 = (value: number): ThriftValue => ({ type: I32, write: (out) => writeVarint(out, zigzag(value)) });
export const i64 = (value: number): ThriftValue => ({ type: I64, write: (out) => writeVarint(out, zigzag(value)) });
export const flag = (value: boolean): ThriftValue => ({ type: value ? BOOLEAN_TRUE : BOOLEAN_FALSE, write: () => undefined });

export function text(value: string): ThriftValue {
  const bytes = new TextEncoder().encode(value);
  const write = (out: number[]) => {
    writeVarint(out, bytes.length);
    for (const byte of bytes) out.push(byte);
  };
  return { type: BINARY, write };
}

/** A list of values of one type; not empty. */
export function list(values: readonly ThriftValue[]): ThriftValue {
  const write = (out: number[]) => {
    const type = values[0]?.type ?? STRUCT;
    if (values.length < 15) out.push((values.length << 4) | type);
    else {
      out.push(0xf0 | type);
      writeVarint(out, values.length);
    }
    for (const value of values) value.write(out);
  };
  return { type: LIST, write };
}

export function struct(fields: ThriftFields): ThriftValue {
  const write = (out: number[]) => {
    let last = 0;
    for (const [key, value] of Object.entries(fields)) {
      if (value === undefined) continue;
      const id = Number(key);
      out.push(((id - last) << 4) | value.type);
      value.write(out);
      last = id;
    }
    out.push(0);
  };
  return { type: STRUCT, write };
}

/** The bytes of a struct that stands alone, such as a page header. */
export function thriftBytes(value: ThriftValue): Uint8Array {
  const out: number[] = [];
  value.write(out);
  return Uint8Array.from(out);
}

/** An unsigned number in groups of seven bits, lowest first; numbers up to 2^53. */
export function writeVarint(out: number[], value: number): void {
  let rest = value;
  while (rest >= 0x80) {
    out.push((rest % 0x80) | 0x80);
    rest = Math.floor(rest / 0x80);
  }
  out.push(rest);
}

function zigzag(value: number): number {
  return value >= 0 ? value * 2 : -value * 2 - 1;
}

import type { SchemaElement } from 'hyparquet';

/** How a column of the database stands in a Parquet file. */
export interface ParquetType {
  readonly element: Omit<SchemaElement, 'name'>;
  /** What Frictionless calls it. */
  readonly field: 'string' | 'integer' | 'number' | 'date' | 'datetime' | 'boolean';
  /** Whether its values are taken as the database prints them, since no number of JavaScript holds them. */
  readonly asText: boolean;
}

const WHOLE = /^U?(TINY|SMALL)INT$|^U?INTEGER$|^BIGINT$/;
const DECIMAL = /^DECIMAL\((\d+),(\d+)\)$/;
/** Digits that 64 bits hold. */
const LONG_DIGITS = 18;
const MOST_DIGITS = 38;
const WIDE_BYTES = 16;

/** Text where Parquet has no type of its own for what the database prints. */
export function parquetType(sqlType: string): ParquetType {
  if (WHOLE.test(sqlType)) return { element: { type: 'INT64' }, field: 'integer', asText: false };
  const [, precision, scale] = DECIMAL.exec(sqlType) ?? [];
  if (precision !== undefined) return decimalType(Number(precision), Number(scale));
  switch (sqlType) {
    case 'UBIGINT':
    case 'HUGEINT':
      return { ...decimalType(MOST_DIGITS, 0), field: 'integer' };
    case 'FLOAT':
    case 'DOUBLE':
      return { element: { type: sqlType }, field: 'number', asText: false };
    case 'BOOLEAN':
      return { element: { type: 'BOOLEAN' }, field: 'boolean', asText: false };
    case 'DATE':
      return { element: { type: 'INT32', converted_type: 'DATE' }, field: 'date', asText: false };
    case 'TIMESTAMP':
      return {
        element: { type: 'INT64', logical_type: { type: 'TIMESTAMP', isAdjustedToUTC: false, unit: 'MICROS' } },
        field: 'datetime',
        asText: false,
      };
    default:
      return { element: { type: 'BYTE_ARRAY', converted_type: 'UTF8' }, field: 'string', asText: true };
  }
}

function decimalType(precision: number, scale: number): ParquetType {
  const physical =
    precision <= LONG_DIGITS
      ? ({ type: 'INT64' } as const)
      : ({ type: 'FIXED_LEN_BYTE_ARRAY', type_length: WIDE_BYTES } as const);
  return { element: { ...physical, converted_type: 'DECIMAL', precision, scale }, field: 'number', asText: true };
}

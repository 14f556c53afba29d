/** An identifier as DuckDB reads it, whatever characters it holds. */
export function identifier(name: string): string {
  return `"${name.replaceAll('"', '""')}"`;
}

export function qualified(schema: string, name: string): string {
  return `${identifier(schema)}.${identifier(name)}`;
}

/** A constant inside a statement that takes no parameters (table functions, views) or that a person reads. */
export function literal(value: string | number | boolean | null): string {
  if (value === null) return 'NULL';
  if (typeof value === 'string') return textLiteral(value);
  if (typeof value === 'boolean') return value ? 'TRUE' : 'FALSE';
  if (!Number.isFinite(value)) throw new Error(`no SQL literal for ${value}`);
  return Number.isInteger(value) && Math.abs(value) <= Number.MAX_SAFE_INTEGER ? String(value) : `CAST('${value}' AS DOUBLE)`;
}

function textLiteral(value: string): string {
  const quoted = (part: string) => `'${part.replaceAll("'", "''")}'`;
  const parts = value.split('\0');
  return parts.length === 1 ? quoted(value) : `(${parts.map(quoted).join(' || chr(0) || ')})`;
}

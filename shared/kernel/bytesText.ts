/** Bytes as DuckDB writes them: printable characters as they are, all others as `\xFF`. */
export function bytesText(bytes: Uint8Array): string {
  const isPlain = (byte: number) => byte >= 32 && byte < 127 && byte !== 34 && byte !== 39 && byte !== 92;
  const hex = (byte: number) => `\\x${byte.toString(16).toUpperCase().padStart(2, '0')}`;
  return Array.from(bytes, (byte) => (isPlain(byte) ? String.fromCharCode(byte) : hex(byte))).join('');
}

/** A stack frame ends in line and column, or in a name for code without them. */
const FRAME = /^\s*at .*(:\d+:\d+\)?|<anonymous>\)|\(native\))$/;

/** A thrown thing as one log line: kind, code and stack frames. Its message is left out, as it may quote customers' values. */
export function describeBug(cause: unknown): string {
  if (!(cause instanceof Error)) return `thrown ${typeof cause}`;
  const code = 'code' in cause && typeof cause.code === 'string' ? ` ${cause.code}` : '';
  return `${cause.name}${code}${frames(cause)}`;
}

function frames({ stack = '', message }: Error): string {
  const lines = stack
    .replace(message, '')
    .split('\n')
    .filter((line) => FRAME.test(line));
  return lines.map((line) => ` | ${line.trim()}`).join('');
}

import { parseArgs } from 'node:util';
import { type CommandName, syntax } from './syntax';
import { UsageError } from './usageError';

/** A command with its arguments, taken apart; `first` is the workspace or the demo's folder. */
export interface Call {
  readonly command: CommandName;
  readonly first: string;
  readonly others: readonly string[];
  readonly options: Readonly<Record<string, string | boolean | undefined>>;
  readonly engine: 'native' | 'wasm';
  readonly json: boolean;
}

/** @throws UsageError when the command, an option or the number of arguments is wrong. */
export function parseCall(args: readonly string[]): Call | 'help' {
  const [command, ...rest] = args;
  if (command === undefined) throw new UsageError('no command is given');
  if (args.includes('--help') || command === 'help') return 'help';
  if (!isCommand(command)) throw new UsageError(`unknown command: ${command}`);
  const { values, positionals } = parse(command, rest);
  const { json, engine = 'native', ...options } = values;
  if (engine !== 'native' && engine !== 'wasm') throw new UsageError('--engine is native or wasm');
  const { least, most, form } = syntax[command];
  const [first = '', ...others] = positionals;
  if (positionals.length < least) throw new UsageError(`${command} needs: ${form}`);
  if (positionals.length > most) throw new UsageError(`${command} does not take ${positionals.slice(most).join(' ')}`);
  return { command, first, others, options, engine, json: json === true };
}

/** An option that was given with a value. */
export function optionText({ options }: Call, name: string): string | undefined {
  const value = options[name];
  return typeof value === 'string' ? value : undefined;
}

/** @throws UsageError when the option is missing. */
export function neededText(call: Call, name: string): string {
  const value = optionText(call, name);
  if (value === undefined) throw new UsageError(`${call.command} needs: ${syntax[call.command].form}`);
  return value;
}

function isCommand(name: string): name is CommandName {
  return Object.hasOwn(syntax, name);
}

function parse(command: CommandName, args: string[]) {
  const own = Object.entries<'string' | 'boolean'>(syntax[command].options).map(([name, type]) => [name, { type }] as const);
  const common = { json: { type: 'boolean' }, engine: { type: 'string' }, 'passphrase-stdin': { type: 'boolean' } } as const;
  const options = { ...Object.fromEntries(own), ...common } as const;
  try {
    return parseArgs({ args, options, allowPositionals: true }) as {
      values: Record<string, string | boolean | undefined>;
      positionals: string[];
    };
  } catch (cause) {
    // The first sentence; what follows is advice on shell quoting.
    if (isParseError(cause)) throw new UsageError(cause.message.split(/\.\s/)[0] ?? cause.message);
    throw cause;
  }
}

function isParseError(cause: unknown): cause is Error {
  return cause instanceof Error && 'code' in cause && String(cause.code).startsWith('ERR_PARSE_ARGS_');
}

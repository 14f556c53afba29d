import { Fault, type HuaxiangError } from '#shared/model/result';
import { parseCall } from './call';
import { commands } from './commands';
import type { Console } from './console';
import { withKernel } from './kernelClient';
import { usage } from './syntax';
import { renderTables } from './textTable';
import { UsageError } from './usageError';

const DONE = 0;
const DATA_AT_FAULT = 1;
const CALL_AT_FAULT = 2;
/** As the verifier in `resources/verifier` says that nothing can be said without the passphrase. */
const SEALED = 4;
/** What shells give for a process that Ctrl+C ended. */
const INTERRUPTED = 130;

/** Runs one command; returns the exit code. `args` = what follows the program's name. */
export async function runCommandLine(args: readonly string[], console: Console): Promise<number> {
  try {
    return await runCall(args, console);
  } catch (cause) {
    const error = describe(cause);
    console.writeError(`huaxiang: ${error.message}${error.hint ? ` (${error.hint})` : ''}\n`);
    if (cause instanceof UsageError) console.writeError(`\n${usage()}`);
    if (args.includes('--json')) console.writeOut(json({ error }));
    return exitCode(cause, error);
  }
}

async function runCall(args: readonly string[], console: Console): Promise<number> {
  const call = parseCall(args);
  if (call === 'help') {
    console.writeOut(usage());
    return DONE;
  }
  const run = commands[call.command];
  const answer = await withKernel({ engine: call.engine, console }, (kernel) => run(kernel, call));
  console.writeOut(call.json || answer.tables === null ? json(answer.json) : renderTables(answer.tables));
  if (!answer.failure) return DONE;
  console.writeError(`huaxiang: ${answer.failure.message}\n`);
  return answer.failure.code;
}

function describe(cause: unknown): HuaxiangError {
  if (cause instanceof Fault) return cause.error;
  if (cause instanceof UsageError) return { code: 'INVALID_REQUEST', message: cause.message };
  throw cause;
}

/** A request that the contract refuses came from the arguments, unless a definition's file is named. */
function exitCode(cause: unknown, { code, at }: HuaxiangError): number {
  if (cause instanceof UsageError || (code === 'INVALID_REQUEST' && at?.file === undefined)) return CALL_AT_FAULT;
  if (code === 'PACKAGE_SEALED') return SEALED;
  return code === 'CANCELLED' ? INTERRUPTED : DATA_AT_FAULT;
}

function json(value: unknown): string {
  return `${JSON.stringify(value, null, 2)}\n`;
}

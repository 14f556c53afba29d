import { text } from 'node:stream/consumers';
import { runCommandLine } from './commandLine';

const interruption = new AbortController();
// A second Ctrl+C ends the process the hard way.
process.once('SIGINT', () => interruption.abort());
process.once('SIGTERM', () => interruption.abort());
process.stdout.on('error', ignoreClosedPipe);

void runCommandLine(process.argv.slice(2), {
  writeOut: (chunk) => void process.stdout.write(chunk),
  writeError: (chunk) => void process.stderr.write(chunk),
  showsProgress: process.stderr.isTTY === true,
  readInput: () => text(process.stdin),
  signal: interruption.signal,
}).then((code) => {
  process.exitCode = code;
});

/** A reader such as `head` may stop early. */
function ignoreClosedPipe(error: NodeJS.ErrnoException): void {
  if (error.code !== 'EPIPE') throw error;
}

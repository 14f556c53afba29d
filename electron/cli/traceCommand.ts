import type { Call } from './call';
import type { KernelClient } from './kernelClient';
import { type Output, openWorkspace } from './output';

/** Says which packages of a workspace a list that was found has its rows from. */
export async function runTrace(kernel: KernelClient, call: Call): Promise<Output> {
  const [file = ''] = call.others;
  await openWorkspace(kernel, call);
  const trace = await kernel.ask('exports.trace', { file: kernel.grant(file) });
  const { rows, customers, canaries, packages } = trace;
  return {
    json: trace,
    tables: [
      { header: ['rows', 'of known customers', 'canary rows'], rows: [[rows, customers, canaries]] },
      {
        header: ['verdict', 'export', 'name', 'recipient', 'canary rows', 'of', 'customers', 'of', 'in its order', 'of'],
        rows: packages.map((each) => [
          each.verdict,
          each.id,
          each.name,
          each.recipient.name,
          ...[each.canaries.found, each.canaries.of, each.customers.found, each.customers.of],
          ...[each.order.inOrder, each.order.pairs],
        ]),
      },
    ],
  };
}

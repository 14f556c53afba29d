import { fault } from '#shared/model/result';

const EXTENSION = /^\s*(force\s+)?(install|load|update\s+extensions)\b/i;

/**
 * No engine fetches or loads code: natively it would be asked for on the network, and the wasm worker would wait for it for ever.
 * @throws Fault NO_PERMISSION.
 */
export function refuseExtensions(sql: string): void {
  if (EXTENSION.test(sql)) throw fault('NO_PERMISSION', 'engine.extension', {});
}

import { openVirtualDisplay } from './display.mjs';

/** Before the end-to-end tests: gives them a display; returns what takes it away again. */
export default async function setup() {
  const { env, close } = await openVirtualDisplay();
  Object.assign(process.env, env);
  return close;
}

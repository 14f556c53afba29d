import { afterAll } from 'vitest';
import { openVirtualDisplay } from './display.mjs';

/** Before each file of end-to-end tests: a display of its own, so that files run side by side without taking each other's focus. */
const { env, close } = await openVirtualDisplay();
Object.assign(process.env, env);
afterAll(close);

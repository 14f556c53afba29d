import { z } from 'zod';
import type { LockState } from '../model/lock';
import { passphrase } from './dataMethods';
import { type MethodMap, method, nothing } from './method';

/** The lock of the window. While it is closed nothing else is answered, but for the closing of the workspace. */
export const lockMethods = {
  'lock.state': method<LockState>()(nothing),
  /** Locks the window. @throws Fault NO_PASSPHRASE where the key that signs has none. */
  'lock.close': method<null>()(nothing),
  /** Unlocks it with the passphrase of the key that signs, which can sign from then on. @throws Fault WRONG_PASSPHRASE, TOO_MANY_TRIES. */
  'lock.open': method<null>()(z.strictObject({ passphrase })),
} satisfies MethodMap;

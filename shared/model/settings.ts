import { z } from 'zod';

export const settingsSchema = z.strictObject({
  /** `system` follows the operating system. */
  language: z.enum(['system', 'zh-CN', 'en-US']).default('system'),
  theme: z.enum(['system', 'light', 'dark']).default('system'),
  engine: z.enum(['auto', 'native', 'wasm']).default('auto'),
  /** DuckDB's memory limit in MiB; null = 40% of this machine's memory. */
  memoryMiB: z.number().int().min(256).nullable().default(null),
  /** null = every core. */
  threads: z.number().int().min(1).max(256).nullable().default(null),
});
export type Settings = z.infer<typeof settingsSchema>;

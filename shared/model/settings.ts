import { z } from 'zod';
import { LOCK_MINUTES } from './lock';

const fields = {
  /** `system` follows the operating system. */
  language: z.enum(['system', 'zh-CN', 'en-US']),
  theme: z.enum(['system', 'light', 'dark']),
  engine: z.enum(['auto', 'native', 'wasm']),
  /** DuckDB's memory limit in MiB; null = 40% of this machine's memory. */
  memoryMiB: z.number().int().min(256).nullable(),
  /** null = every core. */
  threads: z.number().int().min(1).max(256).nullable(),
  /** Minutes of idleness after which a window whose key is sealed is locked; null = never by itself. */
  lockMinutes: z.literal(LOCK_MINUTES).nullable(),
};

export const settingsSchema = z.strictObject({
  language: fields.language.default('system'),
  theme: fields.theme.default('system'),
  engine: fields.engine.default('auto'),
  memoryMiB: fields.memoryMiB.default(null),
  threads: fields.threads.default(null),
  lockMinutes: fields.lockMinutes.default(15),
});
export type Settings = z.infer<typeof settingsSchema>;

/** What a person changed; what is not named stays. Two changes at once would undo each other if each named all. */
export const settingsChangeSchema = z.strictObject(fields).partial();
export type SettingsChange = z.infer<typeof settingsChangeSchema>;

import { z } from 'zod';

/** What a person is in a workspace. */
export const ROLES = ['analyst', 'reviewer', 'admin'] as const;
export type Role = (typeof ROLES)[number];

export const publicKeySchema = z.string().regex(/^[0-9a-f]{64}$/);

/** Who works in a workspace, known by the key of their profile. */
export const personSchema = z.strictObject({
  name: z.string().min(1).max(200),
  publicKey: publicKeySchema,
  role: z.enum(ROLES),
});
export type Person = z.infer<typeof personSchema>;

/** What takes a role where people are named. */
export const DEEDS = ['export', 'workList', 'unmask', 'erase', 'exportPolicy', 'mandatory', 'classes'] as const;
export type Deed = (typeof DEEDS)[number];

/** Unmasking is up to the policy. */
const ALLOWED: Readonly<Record<Exclude<Deed, 'unmask'>, readonly Role[]>> = {
  export: ['analyst', 'admin'],
  workList: ['analyst', 'admin'],
  erase: ['admin'],
  exportPolicy: ['admin'],
  mandatory: ['admin'],
  classes: ['admin'],
};

export function rolesFor(deed: Deed, { unmask }: { readonly unmask: readonly Role[] }): readonly Role[] {
  return deed === 'unmask' ? unmask : ALLOWED[deed];
}

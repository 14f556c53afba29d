/** A name with what its numbers are counted in, unless it says so itself. */
export function nameWithUnit({ name, unit }: { readonly name: string; readonly unit?: string }): string {
  return unit === undefined || name.includes(unit) ? name : `${name} (${unit})`;
}

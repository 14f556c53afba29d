/** A step of a plan as DuckDB writes it in JSON. */
export interface PlanStep {
  readonly name: string;
  readonly children: readonly PlanStep[];
  readonly extra_info: Readonly<Record<string, string | readonly string[]>>;
}

/** A step per line, those that feed it below it and further in. */
export function planLines(steps: readonly PlanStep[], indent: string): string[] {
  return steps.flatMap(({ name, children, extra_info }) => {
    const facts = Object.entries(extra_info).map(
      ([fact, value]) => `${fact}: ${typeof value === 'string' ? value : value.join(', ')}`,
    );
    const line = [name.trim(), ...facts.map((fact) => fact.replaceAll(/\s*\n\s*/g, ', '))].join(' · ');
    return [indent + line, ...planLines(children, `${indent}    `)];
  });
}

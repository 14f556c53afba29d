import type { FunnelAnswer } from '#shared/model/funnel';

/** The steps and the levels as rows of a sheet; numbers as they are. */
export function funnelTsv({ steps, levels = [] }: FunnelAnswer): string {
  const head = ['step', 'count', 'fromPrevious', 'fromStart', 'medianSeconds', 'p90Seconds'];
  const rows = steps.map(({ label, count, fromPrevious, fromStart, medianSeconds, p90Seconds }) => {
    return [label, count, fromPrevious, fromStart, medianSeconds, p90Seconds];
  });
  const levelRows = levels.map(({ value, label, steps: counts }) => [label ?? value, ...counts.map(({ count }) => count)]);
  const more = levelRows.length > 0 ? [[], ['level', ...steps.map(({ label }) => label)], ...levelRows] : [];
  return [head, ...rows, ...more].map((row) => row.map(cell).join('\t')).join('\n');
}

function cell(value: string | number | boolean | null): string {
  return String(value ?? '').replace(/[\t\r\n]+/g, ' ');
}

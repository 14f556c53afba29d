import type { Rule } from '#shared/model/rule';
import { useFormat } from '../../text';
import { toSegment } from './insightRules';

interface CountButtonProps {
  readonly n: number;
  readonly rule: Rule;
  /** Says what becomes a segment. */
  readonly label: string;
  readonly testId?: string;
}

/** A number of customers that becomes a segment when it is clicked. */
export function CountButton({ n, rule, label, testId }: CountButtonProps) {
  const format = useFormat();
  if (n === 0) return <span className="hx-tabular">0</span>;
  return (
    <button
      type="button"
      className="ins-count hx-tabular"
      title={label}
      aria-label={label}
      onClick={() => toSegment(rule)}
      data-testid={testId}
      data-n={n}
    >
      {format.exact(n)}
    </button>
  );
}

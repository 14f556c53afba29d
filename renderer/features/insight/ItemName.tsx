import type { InsightItem } from '#shared/model/insight';

/** What an item is called, and its code where that is something else. */
export function ItemName({ item: { id, label } }: { readonly item: Pick<InsightItem, 'id' | 'label'> }) {
  return (
    <span className="ins-item">
      <strong>{label}</strong>
      {label === id ? null : <span className="hx-faint">{id}</span>}
    </span>
  );
}

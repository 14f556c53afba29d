import { CalendarOutlined, CheckSquareOutlined, NumberOutlined, TagOutlined } from '@ant-design/icons';
import type { TagType } from '#shared/model/tag';
import './tagLook.css';

const ICONS = { category: TagOutlined, boolean: CheckSquareOutlined, number: NumberOutlined, date: CalendarOutlined };

/** The sign of a tag's type; `label` names the type for those who do not see it. */
export function TagTypeIcon({ type, label }: { readonly type: TagType; readonly label: string }) {
  const Icon = ICONS[type];
  return <Icon className={`hx-tag-icon hx-tag-icon-${type}`} title={label} aria-label={label} />;
}

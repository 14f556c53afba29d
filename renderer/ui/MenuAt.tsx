import { Dropdown, type MenuProps } from 'antd';

interface MenuAtProps {
  /** Pixels of the window; null is closed. */
  readonly at: { readonly x: number; readonly y: number } | null;
  /** What the menu is of. */
  readonly title: string;
  /** What must be known of it, in a sentence. */
  readonly note?: string;
  readonly items: NonNullable<MenuProps['items']>;
  readonly onChoose: (key: string) => void;
  readonly onClose: () => void;
}

/** What can be done with the mark of a chart or a cell of a table that was picked, where it stands. */
export function MenuAt({ at, title, note, items, onChoose, onClose }: MenuAtProps) {
  const said = note === undefined ? title : <TitleWithNote title={title} note={note} />;
  return (
    <Dropdown
      open={at !== null}
      trigger={['click']}
      autoFocus
      destroyOnHidden
      onOpenChange={(open) => !open && onClose()}
      menu={{ onClick: ({ key }) => onChoose(key), items: [{ key: 'title', type: 'group', label: said }, ...items] }}
    >
      <span className="hx-menu-at" style={{ left: at?.x ?? 0, top: at?.y ?? 0 }} aria-hidden />
    </Dropdown>
  );
}

function TitleWithNote({ title, note }: { readonly title: string; readonly note: string }) {
  return (
    <>
      {title}
      <span className="hx-menu-note">{note}</span>
    </>
  );
}

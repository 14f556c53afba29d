import { Collapse } from 'antd';
import type { ReactNode } from 'react';

interface TagFoldProps {
  readonly label: string;
  /** Why they are. */
  readonly help: string;
  readonly testId: string;
  readonly children: ReactNode;
}

/** Tags that are no findings, or none of their own, folded away until somebody asks. */
export function TagFold({ label, help, testId, children }: TagFoldProps) {
  const shown = (
    <>
      <p className="por-fold-help hx-secondary">{help}</p>
      {children}
    </>
  );
  const items = [
    {
      key: 'tags',
      label: (
        <span data-testid={testId} title={help}>
          {label}
        </span>
      ),
      children: shown,
    },
  ];
  return <Collapse ghost className="por-fold" items={items} />;
}

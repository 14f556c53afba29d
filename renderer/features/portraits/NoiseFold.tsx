import { Collapse } from 'antd';
import type { ReactNode } from 'react';

interface NoiseFoldProps {
  readonly label: string;
  /** Why these are noise. */
  readonly help: string;
  readonly testId: string;
  readonly children: ReactNode;
}

/** Tags of which nothing can be said, folded away until somebody asks. */
export function NoiseFold({ label, help, testId, children }: NoiseFoldProps) {
  const shown = (
    <>
      <p className="por-noise-help hx-secondary">{help}</p>
      {children}
    </>
  );
  const items = [{ key: 'noise', label: <span data-testid={testId}>{label}</span>, children: shown }];
  return <Collapse ghost className="por-noise" items={items} />;
}

import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { config } from 'zod';
import { receivePorts } from '../engine/ports';
import { App } from './App';

/** Draws the application once the main process has handed over the ports. */
export async function startApplication(): Promise<void> {
  // Without this zod tries to compile code from text, which the page's policy refuses and counts.
  config({ jitless: true });
  await receivePorts();
  const root = document.getElementById('root');
  if (!root) throw new Error('the page has no root element');
  createRoot(root).render(
    <StrictMode>
      <App />
    </StrictMode>,
  );
}

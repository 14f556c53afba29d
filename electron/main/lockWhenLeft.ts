import { type BrowserWindow, powerMonitor } from 'electron';
import type { EngineSupervisor } from './engineSupervisor';
import { IdleWatch } from './idleWatch';

const LOOK_MS = 5000;

/** Locks the window that nobody has touched for so many minutes, and with the computer: null = not by itself. */
export function lockWhenLeft(
  { webContents }: BrowserWindow,
  engine: Pick<EngineSupervisor, 'lock'>,
  minutes: () => number | null,
): void {
  const idle = new IdleWatch(minutes, () => engine.lock('idle'));
  webContents.on('input-event', () => idle.touched());
  setInterval(() => idle.look(), LOOK_MS).unref();
  const left = () => {
    if (minutes() !== null) engine.lock('system');
  };
  powerMonitor.on('lock-screen', left);
  powerMonitor.on('suspend', left);
}

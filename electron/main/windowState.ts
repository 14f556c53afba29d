import type { BrowserWindow, Rectangle } from 'electron';
import { z } from 'zod';
import { readJson, writeJson } from './jsonFile';

export const MINIMUM = { width: 1024, height: 700 } as const;

const DEFAULT = { width: 1440, height: 900 } as const;
/** So much of a window must be on a screen for a person to find and move it. */
const VISIBLE = { width: 200, height: 100 } as const;
const SAVE_AFTER_MS = 500;

type Size = Pick<Rectangle, 'width' | 'height'>;

const placeSchema = z.strictObject({
  bounds: z.strictObject({ x: z.number().int(), y: z.number().int(), width: z.number().int(), height: z.number().int() }),
  maximised: z.boolean(),
});
type Place = z.infer<typeof placeSchema>;

export function readPlace(file: string): Place | undefined {
  return readJson(file, placeSchema.optional(), undefined).value;
}

/** Where a window opens: as it was left, if that is still on a screen, else in the middle. Width and height fit the first screen. */
export function windowBounds(saved: Rectangle | undefined, areas: readonly Rectangle[]): Size | Rectangle {
  const area = areas[0];
  if (saved && areas.some((each) => isReachable(saved, each))) return atLeastMinimum(saved);
  return area ? fitted(area) : DEFAULT;
}

/** Keeps the place of a window in a file, soon after it changes and when it closes. */
export function rememberPlace(window: BrowserWindow, file: string): void {
  let timer: NodeJS.Timeout | undefined;
  const save = () => {
    clearTimeout(timer);
    const place: Place = { bounds: window.getNormalBounds(), maximised: window.isMaximized() };
    writeJson(file, place);
  };
  const saveSoon = () => {
    clearTimeout(timer);
    timer = setTimeout(save, SAVE_AFTER_MS);
  };
  window.on('resize', saveSoon);
  window.on('move', saveSoon);
  window.on('close', save);
}

function isReachable(bounds: Rectangle, area: Rectangle): boolean {
  const width = Math.min(bounds.x + bounds.width, area.x + area.width) - Math.max(bounds.x, area.x);
  const height = Math.min(bounds.y + bounds.height, area.y + area.height) - Math.max(bounds.y, area.y);
  return width >= VISIBLE.width && height >= VISIBLE.height && bounds.y >= area.y - VISIBLE.height;
}

function atLeastMinimum(bounds: Rectangle): Rectangle {
  return { ...bounds, width: Math.max(bounds.width, MINIMUM.width), height: Math.max(bounds.height, MINIMUM.height) };
}

function fitted(area: Rectangle): Size {
  return {
    width: Math.max(MINIMUM.width, Math.min(DEFAULT.width, area.width)),
    height: Math.max(MINIMUM.height, Math.min(DEFAULT.height, area.height)),
  };
}

import { type RefObject, useCallback, useEffect, useLayoutEffect, useRef, useState } from 'react';
import { clampTop, type Geometry, isScaled, scrollTopFor, topRowAt } from './gridGeometry';

interface GridScroll {
  readonly topRow: number;
  readonly left: number;
  /** Inner size in pixels. */
  readonly size: { readonly width: number; readonly height: number };
  readonly scrollToRow: (topRow: number) => void;
}

/** Follows the scroll bars of `box`. Where the content is too tall for them the wheel still moves row by row. */
export function useGridScroll(box: RefObject<HTMLDivElement | null>, geometryOf: (height: number) => Geometry): GridScroll {
  const [position, setPosition] = useState({ topRow: 0, left: 0 });
  const size = useSize(box);
  const expected = useRef(0);
  const current = useRef(geometryOf(size.height));
  current.current = geometryOf(size.height);

  const scrollToRow = useCallback(
    (wanted: number) => {
      const element = box.current;
      if (!element) return;
      const topRow = clampTop(current.current, wanted);
      element.scrollTop = scrollTopFor(current.current, topRow);
      expected.current = element.scrollTop;
      setPosition({ topRow, left: element.scrollLeft });
    },
    [box],
  );

  useEffect(() => {
    const element = box.current;
    if (!element) return;
    const scroll = () => {
      const { scrollTop, scrollLeft: left } = element;
      const own = Math.abs(scrollTop - expected.current) < 1;
      expected.current = scrollTop;
      setPosition((before) => ({
        left,
        topRow: own && isScaled(current.current) ? before.topRow : topRowAt(current.current, scrollTop),
      }));
    };
    element.addEventListener('scroll', scroll, { passive: true });
    return () => element.removeEventListener('scroll', scroll);
  }, [box]);

  const { topRow } = position;
  useEffect(() => {
    const element = box.current;
    if (!element) return;
    const wheel = (event: WheelEvent) => {
      if (!isScaled(current.current) || event.ctrlKey || event.shiftKey || event.deltaY === 0) return;
      event.preventDefault();
      scrollToRow(topRow + event.deltaY / current.current.rowHeight);
    };
    element.addEventListener('wheel', wheel, { passive: false });
    return () => element.removeEventListener('wheel', wheel);
  }, [box, scrollToRow, topRow]);

  return { ...position, size, scrollToRow };
}

function useSize(box: RefObject<HTMLDivElement | null>): { width: number; height: number } {
  const [size, setSize] = useState({ width: 0, height: 0 });
  useLayoutEffect(() => {
    const element = box.current;
    if (!element) return;
    const measure = () => setSize({ width: element.clientWidth, height: element.clientHeight });
    measure();
    const observer = new ResizeObserver(measure);
    observer.observe(element);
    return () => observer.disconnect();
  }, [box]);
  return size;
}

import { useCallback, useEffect, useState } from 'react';
import { type FieldStanding, type ShownValue, UNMASKED_SECONDS } from '#shared/model/customer';

export interface UnmaskedField {
  readonly shown: ShownValue;
  readonly standing?: FieldStanding;
  /** Milliseconds since 1970. */
  readonly until: number;
}

export interface UnmaskedFields {
  /** What may be seen now, and for how many seconds. */
  readonly fieldOf: (tag: string) => (UnmaskedField & { readonly secondsLeft: number }) | undefined;
  readonly show: (tag: string, field: Omit<UnmaskedField, 'until'>) => void;
  readonly mask: (tag: string) => void;
}

const TICK_MS = 1000;

/** Values that were unmasked, kept here and nowhere else until their time is over or the customer is left. */
export function useUnmasked(): UnmaskedFields {
  const [fields, setFields] = useState<ReadonlyMap<string, UnmaskedField>>(new Map());
  const [now, setNow] = useState(Date.now);
  const counts = fields.size > 0;
  useEffect(() => {
    if (!counts) return undefined;
    const timer = setInterval(() => {
      setNow(Date.now());
      setFields(stillShown);
    }, TICK_MS);
    return () => clearInterval(timer);
  }, [counts]);
  const show = useCallback<UnmaskedFields['show']>((tag, field) => {
    const shownAt = Date.now();
    setNow(shownAt);
    setFields((shown) => new Map(shown).set(tag, { ...field, until: shownAt + UNMASKED_SECONDS * 1000 }));
  }, []);
  const mask = useCallback((tag: string) => setFields((shown) => new Map([...shown].filter(([each]) => each !== tag))), []);
  const fieldOf = (tag: string) => {
    const field = fields.get(tag);
    return field && field.until > now ? { ...field, secondsLeft: Math.ceil((field.until - now) / 1000) } : undefined;
  };
  return { fieldOf, show, mask };
}

function stillShown(fields: ReadonlyMap<string, UnmaskedField>): ReadonlyMap<string, UnmaskedField> {
  const shown = [...fields].filter(([, { until }]) => until > Date.now());
  return shown.length === fields.size ? fields : new Map(shown);
}

/** `4:59`. */
export function countDownText(seconds: number): string {
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`;
}

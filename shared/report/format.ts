/** How numbers and times are written in one language. */
export interface Format {
  /** Short: 45211 → `4.52万` or `45.2K`; under ten thousand as it is. Show `exact` on hover. */
  count(n: number): string;
  exact(n: number): string;
  /** A share 0–1 as `12.3%`; `digits` after the point, 1 when absent. */
  percent(share: number, digits?: number): string;
  decimal(x: number, digits?: number): string;
  /** `YYYY-MM-DD` of a day, or day and minute of an ISO time. */
  date(iso: string): string;
  bytes(n: number): string;
  /** Seconds. */
  duration(seconds: number): string;
  /** Seconds in the unit that a person would say, with one digit after the point at most. */
  span(seconds: number): string;
}

const LONGEST_EXACT_COUNT = 9_999;

/** The formats of one language. */
export function makeFormat(language: 'zh' | 'en'): Format {
  const locale = language === 'zh' ? 'zh-CN' : 'en-US';
  const plain = new Intl.NumberFormat(locale);
  const compact = new Intl.NumberFormat(locale, { notation: 'compact', maximumFractionDigits: language === 'zh' ? 2 : 1 });
  const fixed = (x: number, digits: number) =>
    x.toLocaleString(locale, { minimumFractionDigits: digits, maximumFractionDigits: digits });
  return {
    count: (n) => (Math.abs(n) <= LONGEST_EXACT_COUNT ? plain.format(n) : compact.format(n)),
    exact: (n) => plain.format(n),
    percent: (share, digits = 1) => `${fixed(share * 100, digits)}%`,
    decimal: (x, digits = 2) => fixed(x, digits),
    date: dayOrMinute,
    bytes: (n) => bytesText(n, fixed),
    duration: (seconds) => durationText(seconds, language, fixed),
    span: (seconds) => spanText(seconds, language, fixed),
  };
}

function dayOrMinute(iso: string): string {
  if (iso.length <= 10) return iso;
  const time = new Date(iso);
  const two = (n: number) => String(n).padStart(2, '0');
  const day = `${time.getFullYear()}-${two(time.getMonth() + 1)}-${two(time.getDate())}`;
  return `${day} ${two(time.getHours())}:${two(time.getMinutes())}`;
}

const BYTE_UNITS = ['B', 'KB', 'MB', 'GB', 'TB'];

function bytesText(n: number, fixed: (x: number, digits: number) => string): string {
  const power = Math.min(BYTE_UNITS.length - 1, n < 1 ? 0 : Math.floor(Math.log(n) / Math.log(1024)));
  return `${fixed(n / 1024 ** power, power < 2 ? 0 : 1)} ${BYTE_UNITS[power]}`;
}

function durationText(seconds: number, language: 'zh' | 'en', fixed: (x: number, digits: number) => string): string {
  const [hour, minute, second] = language === 'zh' ? [' 小时 ', ' 分 ', ' 秒'] : ['h ', 'm ', ' s'];
  if (seconds < 60) return `${fixed(seconds, seconds < 10 ? 1 : 0)}${second}`;
  const whole = Math.round(seconds);
  const rest = `${Math.floor((whole % 3600) / 60)}${minute}${whole % 60}${second}`;
  return whole < 3600 ? rest : `${Math.floor(whole / 3600)}${hour}${rest}`;
}

const SPAN_UNITS = [
  { seconds: 86_400, zh: '天', en: 'd' },
  { seconds: 3600, zh: '小时', en: 'h' },
  { seconds: 60, zh: '分钟', en: 'min' },
  { seconds: 1, zh: '秒', en: 's' },
] as const;

function spanText(seconds: number, language: 'zh' | 'en', fixed: (x: number, digits: number) => string): string {
  const unit = SPAN_UNITS.find((each) => seconds >= each.seconds) ?? SPAN_UNITS[3];
  const n = seconds / unit.seconds;
  return `${fixed(n, Number.isInteger(n) || n >= 100 ? 0 : 1)} ${unit[language]}`;
}

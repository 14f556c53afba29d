import { type EncodingChoice, TEXT_ENCODINGS, type TextEncodingName } from '../model/import';

/** What the first bytes, or their pattern, say of how a text file was written. */
export interface FoundEncoding {
  readonly encoding: TextEncodingName;
  /** A mark at the start says so. */
  readonly marked: boolean;
}

const MARKS: readonly { readonly encoding: TextEncodingName; readonly bytes: readonly number[] }[] = [
  { encoding: 'utf-8', bytes: [0xef, 0xbb, 0xbf] },
  { encoding: 'gb18030', bytes: [0x84, 0x31, 0x95, 0x33] },
  { encoding: 'utf-16le', bytes: [0xff, 0xfe] },
  { encoding: 'utf-16be', bytes: [0xfe, 0xff] },
];

/**
 * Guesses the encoding of a text file from samples of its bytes, the head first: a mark, else the pattern of NUL bytes, else
 * strict UTF-8, else what the bytes above 127 look like. Samples may begin and end inside a character.
 */
export function guessEncoding(samples: readonly Uint8Array[]): FoundEncoding {
  const [head = new Uint8Array()] = samples;
  const marked = MARKS.find(({ bytes }) => bytes.every((byte, index) => head[index] === byte));
  if (marked) return { encoding: marked.encoding, marked: true };
  const wide = wideEncoding(head);
  if (wide) return { encoding: wide, marked: false };
  const isUtf8 = decodes(samples, 'utf-8') || samples.some(isDamagedUtf8);
  return { encoding: isUtf8 ? 'utf-8' : eightBitEncoding(samples), marked: false };
}

const NEVER_IN_TEXT = 0xff;
const DAMAGE_SHARE = 0.25;

/** Most characters beyond ASCII are whole, or a byte stands there that no encoding of text has. */
function isDamagedUtf8(sample: Uint8Array): boolean {
  if (sample.includes(NEVER_IN_TEXT)) return true;
  const beyond = new TextDecoder('utf-8').decode(sample).match(/[^\0-\x7f]/gu) ?? [];
  const broken = beyond.filter((character) => character === '\uFFFD').length;
  return broken > 0 && broken <= beyond.length * DAMAGE_SHARE;
}

const CHOICE_LINES = 2;
const CHOICE_CHARACTERS = 60;

/** How the first lines that are not plain ASCII would read in each encoding they are valid in, the chosen one first. */
export function encodingChoices(head: Uint8Array, chosen: TextEncodingName): EncodingChoice[] {
  if (head.every((byte) => byte < 0x80 && byte !== 0)) return [];
  const others = TEXT_ENCODINGS.filter((encoding) => encoding !== chosen && isValid(head, encoding));
  return [chosen, ...others].map((encoding) => ({ encoding, sample: tellingLines(new TextDecoder(encoding).decode(head)) }));
}

function tellingLines(text: string): string {
  const telling = text.split(/[\r\n]+/).filter((line) => /[^\0-\x7f]/.test(line));
  return telling
    .slice(0, CHOICE_LINES)
    .map((line) => line.slice(0, CHOICE_CHARACTERS))
    .join(' ⏎ ');
}

/** Delimiters, digits and line ends of a UTF-16 file have a NUL on one side. */
function wideEncoding(head: Uint8Array): TextEncodingName | undefined {
  const nuls = [0, 0];
  for (let index = 0; index < head.length; index++) if (head[index] === 0) nuls[index & 1] = (nuls[index & 1] ?? 0) + 1;
  const [even = 0, odd = 0] = nuls;
  const fewest = Math.max(FEWEST_NULS, (head.length / 2) * WIDE_SHARE);
  if (odd >= fewest && even <= odd * STRAY_SHARE && isValid(head, 'utf-16le')) return 'utf-16le';
  return even >= fewest && odd <= even * STRAY_SHARE && isValid(head, 'utf-16be') ? 'utf-16be' : undefined;
}

/** One or two are damage in a file of another encoding. */
const FEWEST_NULS = 3;
const WIDE_SHARE = 0.05;
const STRAY_SHARE = 0.02;

function eightBitEncoding(samples: readonly Uint8Array[]): TextEncodingName {
  const pairs = pairStatistics(samples);
  if (decodes(samples, 'gb18030') && pairs.high >= pairs.all * CHINESE_SHARE) return 'gb18030';
  return pairs.low >= pairs.all * JAPANESE_SHARE && decodes(samples, 'shift_jis') ? 'shift_jis' : 'windows-1252';
}

/** Chinese characters in daily use have both bytes of their pair from here on; Western letters stand between ASCII ones. */
const FIRST_COMMON_BYTE = 0xa1;
const CHINESE_SHARE = 0.6;
/** First bytes below it begin most Japanese characters and are no letters in Western text. */
const JAPANESE_SHARE = 0.3;

/** How characters of two bytes, as GB18030 cuts them, begin and end. */
function pairStatistics(samples: readonly Uint8Array[]): { all: number; high: number; low: number } {
  const pairs = { all: 0, high: 0, low: 0 };
  for (const sample of samples) {
    for (let index = 0; index < sample.length; index++) {
      const lead = sample[index] ?? 0;
      if (lead < 0x81) continue;
      const trail = sample[index + 1] ?? 0;
      const isFourBytes = trail >= 0x30 && trail <= 0x39;
      index += isFourBytes ? 3 : 1;
      if (isFourBytes) continue;
      pairs.all += 1;
      if (lead < FIRST_COMMON_BYTE) pairs.low += 1;
      else if (trail >= FIRST_COMMON_BYTE) pairs.high += 1;
    }
  }
  return pairs;
}

/** Whether the bytes are valid characters; all samples but the first may begin inside one, and all may end inside one. */
function decodes(samples: readonly Uint8Array[], encoding: TextEncodingName): boolean {
  return samples.every((sample, index) => {
    const starts = index === 0 ? [0] : [0, 1, 2, 3];
    return starts.some((start) => isValid(sample.subarray(start), encoding));
  });
}

function isValid(bytes: Uint8Array, encoding: TextEncodingName): boolean {
  try {
    new TextDecoder(encoding, { fatal: true }).decode(bytes, { stream: true });
    return true;
  } catch {
    return false;
  }
}

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { safeText, undoSafeText } from '#shared/privacy/safeCell';
import { FORMULA_PAYLOADS } from '../../support/formulaPayloads';

describe('a text for a spreadsheet', () => {
  it(`is no formula, whatever it was (${FORMULA_PAYLOADS.length} payloads)`, () => {
    expect(FORMULA_PAYLOADS).toHaveLength(200);
    for (const payload of FORMULA_PAYLOADS) expect(safeText(payload), JSON.stringify(payload)).toMatch(/^['\\]/);
  });

  it('shows letters that nobody sees, and does not turn the line round', () => {
    expect(safeText('a\u202Egpj.exe')).toBe('a\\u202Egpj.exe');
    expect(safeText('a\0b')).toBe('a\\u0000b');
  });

  it('keeps all digits of a long number', () => {
    expect(safeText('11010519491231002')).toBe("'11010519491231002");
    expect(safeText('13812345678')).toBe('13812345678');
  });

  it('leaves ordinary words as they are', () => {
    for (const text of ['张伟', '2026-06', '20–29', 'a-b', 'a=b', '']) expect(safeText(text)).toBe(text);
  });

  it('is taken back to what it was', () => {
    fc.assert(
      fc.property(
        fc.oneof(fc.string({ unit: 'binary' }), fc.constantFrom(...FORMULA_PAYLOADS), fc.constantFrom('\\u0041', "'", "''x")),
        (text) => {
          expect(undoSafeText(safeText(text))).toBe(text);
        },
      ),
      { numRuns: 2000 },
    );
  });
});

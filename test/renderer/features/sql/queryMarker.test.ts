import { describe, expect, it } from 'vitest';
import { formatted } from '../../../../renderer/features/sql/formatSql';
import { wrongPiece } from '../../../../renderer/features/sql/queryMarker';
import { inItsPlace } from '../../../../shared/model/sqlTokens';

const error = (line: number, column: number) => ({ code: 'INVALID_SQL' as const, message: '', at: { line, column } });

describe('the wrong piece', () => {
  it.each([
    ['SELECT nmae FROM t', error(1, 8), 'nmae'],
    ['SELECT 1,\n  "余 额" FROM t', error(2, 3), '"余 额"'],
    ['SELECT id FROM t WHERE ', error(1, 23), 'WHERE'],
    ['SELECT id FROM t -- end', error(1, 24), 't'],
    ["SELECT 'open", error(1, 8), "'open"],
  ])('of %s is a whole one', (text, at, piece) => {
    const { from, to } = wrongPiece(text, at);
    expect(text.slice(from, to)).toBe(piece);
  });

  it('of one statement among several is where it is in the text', () => {
    const text = 'SELECT 1;\nSELECT a; SELECT b';
    const second = inItsPlace(text, 10, 18);
    expect(second).toBe('         \nSELECT a');
    expect(wrongPiece(second, error(2, 8))).toEqual({ from: 17, to: 18 });
    expect(text.slice(17, 18)).toBe('a');
  });
});

describe('laying out', () => {
  it('keeps what DuckDB has beyond other databases', async () => {
    const text = 'from data.t select * exclude (a), [1,2][1], list_transform(l, x -> x+1) qualify row_number() over () = 1';
    const laid = await formatted(text);
    expect(laid.replaceAll(/\s+/g, '').toLowerCase()).toBe(text.replaceAll(/\s+/g, ''));
    expect(laid).toContain('\n');
  });

  it('leaves alone what it cannot read', async () => {
    expect(await formatted("select 'open")).toBe("select 'open");
  });
});

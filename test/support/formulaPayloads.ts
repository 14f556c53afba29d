const LEADS = ['', ' ', '  ', '\t', '\r', '\n', '\uFEFF', '\u00A0', '\u3000', '\u200B'];
const SIGNS = ['=', '+', '-', '@', '＝', '＋', '－', '＠', '|', '%'];
const BODIES = ['1+1', "cmd|' /C calc'!A0"];

/** After OWASP's list of formula injections: every sign, after whatever a program may leave out before it. */
export const FORMULA_PAYLOADS = LEADS.flatMap((lead) => SIGNS.flatMap((sign) => BODIES.map((body) => `${lead}${sign}${body}`)));

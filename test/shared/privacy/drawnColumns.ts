import type { ColumnType } from '../../../shared/model/import';
import { countTests } from '../../../shared/privacy/columnKind';
import type { CountedColumn } from '../../../shared/privacy/tableKinds';

const TODAY = '2026-09-01';
const ROWS = 400;

/** A column by how its cells are drawn, the same every time. */
export interface DrawnColumn {
  readonly header: string;
  readonly cell: (row: number) => string;
  readonly type?: ColumnType;
}

/** A number below `below` that looks drawn: of the row and a salt. */
export function draw(row: number, salt: number, below: number): number {
  const mixed = Math.imul((row + 1) * 2654435761 + salt * 40503, 2246822519) >>> 0;
  return (Math.imul(mixed ^ (mixed >>> 15), 3266489917) >>> 0) % below;
}

export const pick = <T>(items: readonly T[], row: number, salt: number): T => items[draw(row, salt, items.length)] as T;
export const digits = (row: number, salt: number, n: number) =>
  Array.from({ length: n }, (_, at) => draw(row, salt + at, 10)).join('');
export const day = (row: number, salt: number) =>
  `${1950 + draw(row, salt, 55)}-${String(1 + draw(row, salt + 1, 12)).padStart(2, '0')}-${String(1 + draw(row, salt + 2, 28)).padStart(2, '0')}`;

const REGIONS = ['110101', '310104', '440305', '330106', '510107', '650102'];
export function id(row: number): string {
  const body = pick(REGIONS, row, 1) + day(row, 2).replaceAll('-', '') + digits(row, 5, 3);
  const sum = [...body].reduce((total, digit, place) => total + Number(digit) * (2 ** (17 - place) % 11), 0);
  return body + '10X98765432'[sum % 11];
}
function luhn(body: string): string {
  const sum = [...body].reverse().reduce((total, digit, place) => {
    const value = Number(digit) * (place % 2 === 0 ? 2 : 1);
    return total + (value > 9 ? value - 9 : value);
  }, 0);
  return body + String((10 - (sum % 10)) % 10);
}
export const card = (row: number) => luhn(pick(['622202', '622848', '621700', '411111', '356600'], row, 9) + digits(row, 10, 9));
export const mobile = (row: number) =>
  pick(['130', '138', '139', '150', '159', '177', '188', '199'], row, 20) + digits(row, 21, 8);
export const landline = (row: number) =>
  `0${pick(['10', '21', '571', '755'], row, 30)}-${2 + draw(row, 31, 7)}${digits(row, 32, 7)}`.slice(0, 13);
export const SURNAMES = [...'王李张刘陈杨黄赵吴周徐孙', '欧阳', '司马'];
const GIVEN = ['伟', '芳', '娜', '秀英', '敏', '静', '子涵', '浩然', '欣怡', '建国', '淑珍', '梓轩'];
export const name = (row: number) => pick(SURNAMES, row, 40) + pick(GIVEN, row, 41);
export const latinName = (row: number) =>
  `${pick(['Wei', 'Fang', 'Na', 'Zihan'], row, 42)} ${pick(['Wang', 'Li', 'Zhang', 'Liu', 'Chen'], row, 43)}`;
export const CITIES = ['北京市', '上海市', '杭州市', '郑州市', '徐州市', '苏州市', '石家庄市', '黄山市', '高雄市'];
export const address = (row: number) =>
  `${pick(CITIES, row, 50)}${pick(['西湖', '海淀', '浦东新'], row, 51)}区文三路${draw(row, 52, 300)}号${draw(row, 53, 30)}幢${draw(row, 54, 900)}室`;
export const email = (row: number) =>
  `${pick(['wang', 'li', 'zhao88', '10086'], row, 60)}${draw(row, 61, 9999)}@${pick(['qq.com', '163.com', 'mail.example.cn'], row, 62)}`;
const LETTERS = '0123456789ABCDEFGHJKLMNPQRTUWXY';
export function creditCode(row: number): string {
  const body = `91${pick(REGIONS, row, 70)}${Array.from({ length: 9 }, (_, at) => LETTERS[draw(row, 71 + at, 31)]).join('')}`;
  let [sum, weight] = [0, 1];
  for (const letter of body) {
    sum += LETTERS.indexOf(letter) * weight;
    weight = (weight * 3) % 31;
  }
  return body + LETTERS[(31 - (sum % 31)) % 31];
}
export const note = (row: number, inside: string) =>
  pick([`客户 ${inside} 来电咨询`, `已与本人核实(${inside})`, `contact ${inside} again`], row, 80);
export const some = (share: number, cell: (row: number) => string, rest: (row: number) => string) => (row: number) =>
  draw(row, 90, 1000) < share * 1000 ? cell(row) : rest(row);
export const full = (text: string) =>
  text.replace(/[0-9X]/g, (letter) => String.fromCodePoint((letter.codePointAt(0) ?? 0) + 0xfee0));

export const PRODUCTS = ['金卡', '白金卡', '高新贷', '黄金积存', '安心宝', '万利得', '江南红', '周周发'];

export function counted({ header, cell, type = 'text' }: DrawnColumn): CountedColumn {
  const times = new Map<string, number>();
  for (let row = 0; row < ROWS; row++) {
    const text = cell(row);
    if (text !== '') times.set(text, (times.get(text) ?? 0) + 1);
  }
  return { name: header, type, counts: countTests(times, type, TODAY) };
}

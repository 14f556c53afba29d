import { expect, test } from 'vitest';
import type { ColumnKind } from '../../../shared/model/classification';
import { evidenceWords } from '../../../shared/model/classWords';
import type { ColumnType } from '../../../shared/model/import';
import { ENGLISH, spell } from '../../../shared/model/saying';
import { countTests, kindOfColumn } from '../../../shared/privacy/columnKind';

const TODAY = '2026-09-01';
const ROWS = 400;

/** A column of the corpus under each of its names, and what a person says it holds. */
interface Labelled {
  readonly kind: ColumnKind | null;
  readonly names: string;
  readonly cell: (row: number) => string;
  readonly type?: ColumnType;
}

/** A number below `below` that looks drawn: of the row and a salt. */
function draw(row: number, salt: number, below: number): number {
  const mixed = Math.imul((row + 1) * 2654435761 + salt * 40503, 2246822519) >>> 0;
  return (Math.imul(mixed ^ (mixed >>> 15), 3266489917) >>> 0) % below;
}

const pick = <T>(items: readonly T[], row: number, salt: number): T => items[draw(row, salt, items.length)] as T;
const digits = (row: number, salt: number, n: number) => Array.from({ length: n }, (_, at) => draw(row, salt + at, 10)).join('');
const day = (row: number, salt: number) =>
  `${1950 + draw(row, salt, 55)}-${String(1 + draw(row, salt + 1, 12)).padStart(2, '0')}-${String(1 + draw(row, salt + 2, 28)).padStart(2, '0')}`;

const REGIONS = ['110101', '310104', '440305', '330106', '510107', '650102'];
function id(row: number): string {
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
const card = (row: number) => luhn(pick(['622202', '622848', '621700', '411111', '356600'], row, 9) + digits(row, 10, 9));
const mobile = (row: number) => pick(['130', '138', '139', '150', '159', '177', '188', '199'], row, 20) + digits(row, 21, 8);
const landline = (row: number) =>
  `0${pick(['10', '21', '571', '755'], row, 30)}-${2 + draw(row, 31, 7)}${digits(row, 32, 7)}`.slice(0, 13);
const SURNAMES = [...'王李张刘陈杨黄赵吴周徐孙', '欧阳', '司马'];
const GIVEN = ['伟', '芳', '娜', '秀英', '敏', '静', '子涵', '浩然', '欣怡', '建国', '淑珍', '梓轩'];
const name = (row: number) => pick(SURNAMES, row, 40) + pick(GIVEN, row, 41);
const latinName = (row: number) =>
  `${pick(['Wei', 'Fang', 'Na', 'Zihan'], row, 42)} ${pick(['Wang', 'Li', 'Zhang', 'Liu', 'Chen'], row, 43)}`;
const CITIES = ['北京市', '上海市', '杭州市', '郑州市', '徐州市', '苏州市', '石家庄市', '黄山市', '高雄市'];
const address = (row: number) =>
  `${pick(CITIES, row, 50)}${pick(['西湖', '海淀', '浦东新'], row, 51)}区文三路${draw(row, 52, 300)}号${draw(row, 53, 30)}幢${draw(row, 54, 900)}室`;
const email = (row: number) =>
  `${pick(['wang', 'li', 'zhao88', '10086'], row, 60)}${draw(row, 61, 9999)}@${pick(['qq.com', '163.com', 'mail.example.cn'], row, 62)}`;
const LETTERS = '0123456789ABCDEFGHJKLMNPQRTUWXY';
function creditCode(row: number): string {
  const body = `91${pick(REGIONS, row, 70)}${Array.from({ length: 9 }, (_, at) => LETTERS[draw(row, 71 + at, 31)]).join('')}`;
  let [sum, weight] = [0, 1];
  for (const letter of body) {
    sum += LETTERS.indexOf(letter) * weight;
    weight = (weight * 3) % 31;
  }
  return body + LETTERS[(31 - (sum % 31)) % 31];
}
const note = (row: number, inside: string) =>
  pick([`客户 ${inside} 来电咨询`, `已与本人核实(${inside})`, `contact ${inside} again`], row, 80);
const some = (share: number, cell: (row: number) => string, rest: (row: number) => string) => (row: number) =>
  draw(row, 90, 1000) < share * 1000 ? cell(row) : rest(row);
const full = (text: string) => text.replace(/[0-9X]/g, (letter) => String.fromCodePoint((letter.codePointAt(0) ?? 0) + 0xfee0));

const OF_PERSONS: readonly Labelled[] = [
  { kind: 'residentId', names: '身份证号|证件号码|id_no|col7', cell: id },
  { kind: 'residentId', names: 'zjhm|x', cell: (row) => id(row).toLowerCase() },
  { kind: 'residentId', names: '身份证|b', cell: (row) => full(id(row)) },
  { kind: 'residentId', names: '身份证号码|c', cell: (row) => `'${id(row)}` },
  { kind: 'residentId', names: '证件号|ident', cell: some(0.6, id, (row) => `E${digits(row, 100, 8)}`) },
  { kind: 'residentId', names: '旧身份证|d', cell: (row) => id(row).slice(0, 6) + id(row).slice(8, 17) },
  { kind: 'residentId', names: '身份证号|e', cell: (row) => `${id(row).slice(0, 15)}000` },
  { kind: 'residentId', names: '身份证号|f', cell: (row) => `${id(row)[0]}.${id(row).slice(1, 6)}E+17` },
  { kind: 'residentId', names: '身份证号', cell: (row) => (Number(id(row).slice(0, 17)) * 10).toExponential(), type: 'number' },
  { kind: 'bankCard', names: '卡号|card_no|银行卡|col9', cell: card },
  { kind: 'bankCard', names: 'cardNumber|g', cell: (row) => card(row).replace(/(.{4})(?=.)/g, '$1 ') },
  { kind: 'bankCard', names: '扣款卡号', cell: (row) => `95588${digits(row, 110, 11)}` },
  { kind: 'bankCard', names: '卡号', cell: (row) => `6.2220${draw(row, 111, 9)}E+18` },
  { kind: 'mobile', names: '手机号|mobile|联系电话|客户手机|phone_no|col3', cell: mobile },
  { kind: 'mobile', names: 'customerMobile|h', cell: mobile, type: 'integer' },
  { kind: 'mobile', names: '移动电话|i', cell: (row) => `+86 ${mobile(row).replace(/(.{3})(.{4})/, '$1-$2-')}` },
  { kind: 'mobile', names: '手机|j', cell: (row) => full(mobile(row)) },
  { kind: 'mobile', names: '联系方式', cell: some(0.6, mobile, landline) },
  { kind: 'landline', names: '固定电话|家庭电话|landline|fax', cell: landline },
  { kind: 'email', names: '邮箱|e-mail|email_address|col4', cell: email },
  { kind: 'email', names: '电子邮件|k', cell: some(0.5, email, () => '无') },
  { kind: 'name', names: '姓名|客户姓名|户名|联系人|customer_name|col5|经办人姓名|公司联系人姓名', cell: name },
  { kind: 'name', names: 'name|full_name|Customer Name|contactName', cell: latinName },
  { kind: 'name', names: '客户姓名', cell: (row) => pick(['买买提·艾力', '阿依古丽·热合曼', '古丽娜尔·吐尔逊'], row, 120) },
  { kind: 'address', names: '地址|家庭住址|home_address|col6|户籍地址', cell: address },
  { kind: 'passport', names: '护照号|passport_no|证件号码', cell: (row) => `E${digits(row, 130, 8)}` },
  { kind: 'permit', names: '通行证号|港澳通行证', cell: (row) => `H${digits(row, 140, 10)}` },
  { kind: 'creditCode', names: '统一社会信用代码|税号|col8', cell: creditCode },
  { kind: 'account', names: '账号|account_no|结算账户号', cell: (row) => digits(row, 150, 12) },
  { kind: 'account', names: 'iban|l', cell: (row) => `NL44RABO${digits(row, 151, 10)}` },
  { kind: 'birthDate', names: '出生日期|birth_date|生日', cell: (row) => day(row, 160), type: 'date' },
  { kind: 'birthDate', names: 'dob|客户生日', cell: (row) => day(row, 160).replaceAll('-', '/') },
  {
    kind: 'amount',
    names: '存款余额|deposit_balance|交易金额|月收入|aum|信用额度',
    cell: (row) => `${draw(row, 170, 99999)}.5`,
    type: 'number',
  },
  {
    kind: 'credential',
    names: '登录密码|password|pin|cvv2|磁道信息|指纹模板|短信验证码|track2|face_template',
    cell: (row) => digits(row, 180, 6),
  },
  { kind: 'credential', names: '卡片有效期|card_expiry', cell: (row) => digits(row, 181, 4) },
  { kind: 'credential', names: 'm', cell: (row) => `;${card(row)}=2512101${digits(row, 182, 6)}` },
  {
    kind: 'freeText',
    names: '备注|remark|通话摘要',
    cell: some(
      0.05,
      (row) => note(row, mobile(row)),
      () => '来电咨询理财产品',
    ),
  },
  {
    kind: 'freeText',
    names: '说明|memo',
    cell: some(
      0.03,
      (row) => note(row, id(row)),
      () => '资料齐全',
    ),
  },
  {
    kind: 'freeText',
    names: '处理意见',
    cell: some(
      0.03,
      (row) => note(row, card(row)),
      () => '同意',
    ),
  },
  {
    kind: 'freeText',
    names: 'notes',
    cell: some(
      0.03,
      (row) => note(row, email(row)),
      () => 'see file',
    ),
  },
];

const PRODUCTS = ['金卡', '白金卡', '高新贷', '黄金积存', '安心宝', '万利得', '江南红', '周周发'];
const PLAIN: readonly Labelled[] = [
  { kind: null, names: '订单号|order_no|流水号|ref|col1', cell: (row) => `20240115${String(10_000_000 + row)}` },
  { kind: null, names: '订单编号|trade_id|序列号', cell: (row) => `6220${digits(row, 200, 12)}` },
  { kind: null, names: '业务编号|n|biz_id', cell: (row) => digits(row, 210, 18).replace(/^0/, '1') },
  { kind: null, names: '客户号|id|cust_no|o', cell: (row) => String(13_000_000_000 + row), type: 'integer' },
  { kind: null, names: '编号|seq|p', cell: (row) => String(10_000_000_000 + draw(row, 220, 1e9) * 9), type: 'integer' },
  {
    kind: null,
    names: '创建时间戳|ts_ms|created',
    cell: (row) => String(1_700_000_000_000 + draw(row, 230, 1e9)),
    type: 'integer',
  },
  { kind: null, names: '物联网卡|iot', cell: (row) => `10648${digits(row, 240, 8)}` },
  { kind: null, names: '产品名称|product_name|产品|q', cell: (row) => pick(PRODUCTS, row, 250) },
  { kind: null, names: '城市|city|归属地', cell: (row) => pick(CITIES, row, 260) },
  {
    kind: null,
    names: '支行|branch_name|机构名称',
    cell: (row) => `${pick(SURNAMES, row, 270)}家${pick(['路', '桥', '湾'], row, 271)}支行`,
  },
  { kind: null, names: '网点地址|branch_address|r', cell: (row) => `${address(row)}工行文三路支行` },
  { kind: null, names: 'ip_address|ip', cell: (row) => `10.0.${draw(row, 280, 255)}.${draw(row, 281, 255)}` },
  { kind: null, names: '性别|gender', cell: (row) => pick(['男', '女'], row, 290) },
  { kind: null, names: '年龄|age', cell: (row) => String(18 + draw(row, 300, 70)), type: 'integer' },
  { kind: null, names: '职业|job|occupation', cell: (row) => pick(['金融', '教师', '高管', '程序员', '万能工'], row, 310) },
  { kind: null, names: '手机型号|phone_model', cell: (row) => pick(['iPhone 15', 'Mate 60', 'Reno 11'], row, 320) },
  { kind: null, names: '手机银行登录次数|mobile_banking_logins', cell: (row) => String(draw(row, 330, 50)), type: 'integer' },
  { kind: null, names: '密码错误次数|password_changed_at_count', cell: (row) => String(draw(row, 340, 5)), type: 'integer' },
  { kind: null, names: '卡类型|card_type|卡等级', cell: (row) => pick(['借记卡', '信用卡', '准贷记卡'], row, 350) },
  { kind: null, names: '开户日期|open_date|last_login', cell: (row) => day(row, 360), type: 'date' },
  { kind: null, names: '年化利率|annual_rate|流失评分', cell: (row) => `0.${draw(row, 370, 999)}`, type: 'number' },
  { kind: null, names: '交易笔数|amount_count|余额变动次数', cell: (row) => String(draw(row, 380, 99)), type: 'integer' },
  { kind: null, names: '收入档|income_band', cell: (row) => pick(['5万以下', '5-10万', '10万以上'], row, 390) },
  {
    kind: null,
    names: '备注|渠道说明|s',
    cell: (row) => pick(['来电咨询理财', '订单 202401150000012345 已发', '预约 2024-01-15 到店'], row, 400),
  },
  { kind: null, names: '邮政编码|zip_code', cell: (row) => digits(row, 410, 6) },
  { kind: null, names: '产品代码|sku|item', cell: (row) => `E${digits(row, 420, 8)}` },
  { kind: null, names: '批次|batch_date', cell: (row) => day(row, 430).replaceAll('-', '') },
  { kind: null, names: '电话营销结果|phone_result', cell: (row) => pick(['接通', '未接', '拒绝'], row, 440) },
  { kind: null, names: '账户状态|account_type', cell: (row) => pick(['正常', '冻结'], row, 450) },
  { kind: null, names: '标签|segment', cell: (row) => pick(['高净值', '潜力', '金领', '万元户'], row, 460) },
  {
    kind: null,
    names: '设备号|device_id|会话',
    cell: (row) => `${digits(row, 470, 8)}-${digits(row, 471, 4)}-${digits(row, 472, 12)}`,
  },
  { kind: null, names: '经度|lon|纬度', cell: (row) => `1${draw(row, 480, 20)}.${digits(row, 481, 6)}`, type: 'number' },
  { kind: null, names: '版本|url', cell: (row) => `https://www.example.cn/p/${digits(row, 490, 11)}` },
  { kind: null, names: '联系人关系|与户主关系', cell: (row) => pick(['父亲', '配偶', '子女'], row, 500) },
  { kind: null, names: '活动名称|campaign_name', cell: (row) => pick(['春季理财节', '金秋送礼', '周末优惠'], row, 510) },
  { kind: null, names: '空列|empty', cell: () => '' },
];

const CORPUS = [...OF_PERSONS, ...PLAIN].flatMap((each) => each.names.split('|').map((header) => ({ ...each, header })));

function found({ header, cell, type = 'text' }: (typeof CORPUS)[number]) {
  const times = new Map<string, number>();
  for (let row = 0; row < ROWS; row++) {
    const text = cell(row);
    if (text !== '') times.set(text, (times.get(text) ?? 0) + 1);
  }
  return kindOfColumn({ name: header, type, besidePersons: false }, countTests(times, type, TODAY));
}

test('finds what a person labelled: recall and false alarms are those that are promised', () => {
  expect(CORPUS.length).toBeGreaterThanOrEqual(200);
  const tried = CORPUS.map((column) => ({ header: column.header, kind: column.kind, found: found(column).kind }));
  const wrong = tried.filter(({ kind, found: said }) => kind !== said);
  const recall = (...kinds: readonly ColumnKind[]) => {
    const wanted = tried.filter(({ kind }) => kind !== null && kinds.includes(kind));
    return wanted.filter(({ kind, found: said }) => kind === said).length / wanted.length;
  };
  expect(wrong).toEqual([]);
  expect(recall('residentId', 'bankCard')).toBeGreaterThanOrEqual(0.99);
  expect(recall('mobile', 'email')).toBeGreaterThanOrEqual(0.97);
  expect(recall('name', 'address')).toBeGreaterThanOrEqual(0.9);
  const plain = tried.filter(({ kind }) => kind === null);
  expect(plain.filter(({ found: said }) => said !== null).length / plain.length).toBeLessThanOrEqual(0.02);
});

const SENTENCES: readonly [header: string, (row: number) => string, string][] = [
  ['x', some(0.92, id, () => 'unknown'), '% pass the checksum of resident identity numbers'],
  ['身份证号', id, '100% pass the checksum of resident identity numbers, and the name of the column says so'],
  ['身份证号', (row) => `${id(row).slice(0, 15)}000`, 'are resident identity numbers whose last digits a spreadsheet lost'],
  ['password', () => 'secret', 'the name of the column speaks of passwords, card security codes or biometrics'],
  ['city', (row) => pick(CITIES, row, 1), 'nothing of persons in 400 cells'],
];

test.each(SENTENCES)('says of %s what speaks for it in a sentence without values', (header, cell, words) => {
  expect(spell(evidenceWords(found({ kind: null, names: '', header, cell })), ENGLISH)).toContain(words);
});

import { COMPOUND_SURNAMES } from './mask';

/** What is asked of single cells; `detectors.ts` and `detectorsSql.ts` answer alike. */
export const CELL_TESTS = [
  /** With a true check character, province and birth date; or the older number of 15 digits. */
  'residentId',
  'residentIdForm',
  /** An identity number whose last digits a spreadsheet lost. */
  'roundedId',
  /** Of a known issuer, with its check digit. */
  'bankCard',
  /** Of any issuer, with its check digit. */
  'checkedCard',
  'cardDigits',
  'roundedCard',
  'mobile',
  'elevenDigits',
  'landline',
  'passport',
  'permit',
  'creditCode',
  'iban',
  'account',
  'birthDay',
  'writtenAmount',
  /** From one amount to another, or from one on. */
  'amountBand',
  'email',
  'surname',
  'spelled',
  'han',
  'latin',
  'address',
  /** The magnetic stripe of a card. */
  'track',
  /** Words, and an identity, phone or card number or an e-mail address among them. */
  'inText',
] as const;
export type CellTest = (typeof CELL_TESTS)[number];

/** Letters of a cell that are looked at. */
export const LONGEST_TRIED = 1000;

const range = (from: number, to: number) =>
  Array.from({ length: to - from + 1 }, (_, at) => String.fromCodePoint(from + at)).join('');
const DASHES = '‐‑‒–—―−';
const DOTS = '•・‧';
const BLANKS = '\t\u00a0\u3000';
/** Letter by letter: what stands for the same on another keyboard. It is as much of NFKC as exports have. */
export const PLAIN_LETTERS = {
  from: range(0xff01, 0xff5e) + DASHES + DOTS + BLANKS,
  to: range(0x21, 0x7e) + '-'.repeat(DASHES.length) + '·'.repeat(DOTS.length) + ' '.repeat(BLANKS.length),
};
/** What a number is grouped or kept from being a number with. */
const GROUPING = " -'`()";
/** A packed cell: small letters as capitals; those without a counterpart are left out. */
export const PACKED_LETTERS = { from: range(0x61, 0x7a) + GROUPING, to: range(0x41, 0x5a) };
/** The country code before a mobile number, in a packed cell. */
export const COUNTRY_CODE = '^(?:\\+|00)?86(1[0-9]{10})$';

/** Provinces of GB/T 2260, with Taiwan, Hong Kong and Macau. */
const PROVINCES = '(?:1[1-5]|2[1-3]|3[1-7]|4[1-6]|5[0-4]|6[1-5]|71|8[1-3])';
/** The cards of foreigners with permanent residence begin with 9, then comes the province. */
const RESIDENT_ID = `(?:${PROVINCES}[0-9]{4}|9${PROVINCES}[0-9]{3})[0-9]{11}[0-9Xx]`;
/** A spreadsheet shows an identity number as 1.1E+17. */
const ROUNDED_PROVINCES = '(?:1\\.[1-5]|2\\.[1-3]|3\\.[1-7]|4\\.[1-6]|5(?:\\.[0-4])?|6\\.[1-5]|7\\.1|8\\.[1-3]|9\\.[1-8])';
/** UnionPay, Visa, Mastercard, American Express, JCB, in the lengths that they issue. */
const BANK_CARD =
  '(?:62[0-9]{11,17}|4[0-9]{12}(?:[0-9]{3}){0,2}|5[1-5][0-9]{14}|2(?:22[1-9]|2[3-9][0-9]|[3-6][0-9]{2}|7[01][0-9]|720)[0-9]{12}|' +
  '3[47][0-9]{13}|35[0-9]{14})';
const MONTH_AND_DAY = '(?:0[1-9]|1[0-2])(?:0[1-9]|[12][0-9]|3[01])';
const LOOSE_MONTH_AND_DAY = '[./年](?:0?[1-9]|1[0-2])[./月](?:0?[1-9]|[12][0-9]|3[01])日?';

/** Regular expressions that RE2 and JavaScript read alike, each for a whole packed cell. */
export const PACKED_FORMS = {
  residentIdForm: RESIDENT_ID,
  olderId: `${PROVINCES}[0-9]{13}`,
  roundedId: `${ROUNDED_PROVINCES}[0-9]*E\\+?17`,
  cutId: `${PROVINCES}[0-9]{13}000`,
  bankCard: BANK_CARD,
  cardDigits: '[0-9]{13,19}',
  roundedCard: '[2-6](?:\\.[0-9]+)?E\\+?1[4-8]',
  mobile: '1[3-9][0-9]{9}',
  elevenDigits: '[1-9][0-9]{10}',
  landline: '(?:0(?:10|2[0-9]|[3-9][0-9]{2}))?[2-9][0-9]{6,7}',
  passport: '(?:[EGDSP][0-9]{8}|E[A-Z][0-9]{7})',
  /** To and from Hong Kong, Macau and Taiwan, and the older cards of foreigners. */
  permit: '(?:[HMC][0-9]{8,10}|T?[0-9]{8}|T[0-9]{7,10}|[A-Z]{3}[0-9]{12})',
  iban: '[A-Z]{2}[0-9]{2}(?:[A-Z]{4}[0-9]{7,18}|[0-9]{11,24})',
  account: '[A-Z]{0,6}[0-9][0-9A-Z]{5,33}',
  birthDay: `(?:19|20)[0-9]{2}(?:${MONTH_AND_DAY}|${LOOSE_MONTH_AND_DAY})(?:T?[0-9]{2}:[0-9:.]+)?`,
  writtenAmount: '[+¥￥$€]*[0-9][0-9.,]*(?:元|万元|万)?',
} as const;

/** The commonest surnames: nine of ten people have one of them. */
const SURNAMES =
  '王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗郑梁谢宋唐许韩冯邓曹彭曾肖田董袁潘于蒋蔡余杜叶程苏魏吕丁任沈姚卢姜崔钟谭陆汪范金石廖贾夏韦付方白邹孟熊秦邱江尹薛闫段雷侯龙史陶黎贺顾毛郝龚邵万钱严覃武戴莫孔向汤欧';
/** The same in Latin letters, which stand first or last; not those that are English words. */
const SPELLED_SURNAMES =
  'wang|li|zhang|liu|chen|yang|huang|zhao|wu|zhou|xu|sun|ma|zhu|hu|guo|gao|lin|luo|zheng|liang|xie|tang|han|feng|deng|cao|peng|zeng|' +
  'xiao|tian|dong|yuan|yu|jiang|cai|du|ye|cheng|su|wei|lv|lu|ding|ren|shen|yao|cui|zhong|jin|shi|liao|jia|xia|fu|bai|zou|meng|' +
  'xiong|qin|qiu|yin|yan|xue|duan|lei|hou|tao|gu|mao|hao|gong|shao|qian|dai|mo|kong|xiang|ouyang';
/** English given names that are common, without those that are places or other words too. */
const GIVEN_NAMES =
  'james|john|robert|michael|william|david|richard|joseph|thomas|charles|christopher|daniel|matthew|anthony|donald|steven|stephen|paul|andrew|' +
  'joshua|kenneth|kevin|brian|george|edward|ronald|timothy|jason|jeffrey|ryan|jacob|gary|nicholas|eric|jonathan|larry|justin|scott|brandon|' +
  'benjamin|samuel|gregory|raymond|frank|alexander|patrick|jack|dennis|jerry|henry|peter|adam|nathan|douglas|zachary|kyle|walter|ethan|jeremy|' +
  'harold|keith|roger|arthur|lawrence|albert|philip|ralph|eugene|mary|patricia|jennifer|linda|elizabeth|barbara|susan|jessica|sarah|karen|lisa|' +
  'nancy|betty|margaret|sandra|ashley|kimberly|emily|donna|michelle|carol|amanda|dorothy|melissa|deborah|stephanie|rebecca|sharon|laura|' +
  'cynthia|kathleen|amy|angela|shirley|anna|brenda|pamela|emma|nicole|helen|samantha|katherine|christine|debra|rachel|carolyn|janet|catherine|' +
  'maria|heather|diane|ruth|julie|olivia|joyce|joan|anne|ann|kelly|christina|evelyn|martha|judith|megan|cheryl|andrea|hannah|alice|sally|jane|' +
  'bob|rob|bill|mike|tom|jim|joe|dave|dan|steve|tony|kate|sue|liz';
const HAN = '㐀-鿿𠀀-𲎯〇';

const MONEY = '[¥￥$€£]? ?[0-9][0-9.,]* ?(?:百万|千|万|亿|[kmw])? ?(?:元|rmb|cny|usd)?';
const MONEY_RANGE = `(?:${MONEY} ?(?:-|~|to|至|到) ?${MONEY}|[[(] ?[0-9.]+[千万kmw]?元?, ?(?:[0-9.]+[千万kmw]?元?|\\+?∞)? ?[\\])])`;
const BELOW_OR_ABOVE =
  '(?:under|over|below|above|less than|more than|up to|at least|at most|[<>]=?|[≤≥]|低于|高于|不足|不到|超过|小于|大于|至少)';
const AND_ON = '(?:[+]|以上|以下|以内|及以上|及以下|起|or (?:more|less|over)|and (?:over|above|more|below))';

/** Likewise, for a whole plain cell. */
export const PLAIN_FORMS = {
  email: '[^@ \\r\\n]{1,64}@(?:[^@ .\\r\\n]+\\.)+[^@ .\\r\\n]{2,}',
  surname: `(?:[${SURNAMES}][${HAN}]{1,2}|(?:${[...COMPOUND_SURNAMES].join('|')})[${HAN}]{1,2}|[${HAN}]{1,10}·[${HAN}]{1,10})`,
  /** In small letters. */
  spelled: `(?:(?:${SPELLED_SURNAMES}),? [a-z'-]+(?: [a-z'-]+)?|[a-z'-]+ (?:${SPELLED_SURNAMES})|(?:${GIVEN_NAMES})(?:[ ,][^0-9\\r\\n]{1,60})?)`,
  /** Likewise. */
  amountBand: `(?:[0-9]{1,2} ?[).、:] ?)?(?:${MONEY_RANGE}|${BELOW_OR_ABOVE} ?${MONEY}|${MONEY} ?${AND_ON})(?: ?/? ?(?:月|年|month|year))?`,
  han: `[${HAN}·]{2,15}`,
  latin: "[A-Za-zÀ-ɏ][A-Za-zÀ-ɏ .,'-]+",
} as const;

const BEFORE = '(?:^|[^0-9A-Za-z])';
/** In an address of the web or a name of a file, eleven digits are no phone. */
const BEFORE_PHONE = '(?:^|[^0-9A-Za-z/=._-])';
const AFTER = '(?:[^0-9A-Za-z]|$)';
const COARSE_PLACE = '[省市区县旗镇乡]';
const STREET = '(?:路|街|道|巷|弄|胡同|村|小区|苑|里)';
const DOOR = '[0-9][^\\r\\n]{0,20}[号室栋幢楼弄]';

/** Likewise, for any part of a plain cell; what is in brackets that capture is looked at further. */
export const PARTS = {
  /** Products, places and offices may begin with a surname too; so they end. */
  notOfPersons: '[卡贷行市县区州省部店院司厂路街镇乡村井仓险债券]$',
  address: `(?:${COARSE_PLACE}[^\\r\\n]{0,40}${STREET}|${STREET}[^\\r\\n]{0,20}${DOOR})`,
  /** In small letters. */
  road: '(?:^|[ ,])[0-9]{1,6}[a-z]? (?:[a-z0-9.\'"-]+ ){1,5}(?:st|street|av|ave|avenue|rd|road|blvd|boulevard|dr|drive|ln|lane|ct|court|pl|place|sq|square|hwy|highway)(?:[ .,#]|$)',
  office: '(?:支行|分行|总行|营业部|网点|分理处|门店)',
  track: '(?:%?B[0-9]{13,19}\\^|;[0-9]{13,19}=[0-9]{4})',
  words: `[A-Za-z${HAN}]`,
  residentId: `${BEFORE}(${RESIDENT_ID})${AFTER}`,
  card: `${BEFORE}([2-6][0-9]{3}[ -]?[0-9]{4}[ -]?[0-9]{4}[ -]?[0-9]{1,4}(?:[ -]?[0-9]{1,3})?)${AFTER}`,
  mobile: `${BEFORE_PHONE}(?:\\+?(?:00)?86[ -]?)?1[3-9][0-9][ -]?[0-9]{4}[ -]?[0-9]{4}${AFTER}`,
  email: '[A-Za-z0-9._%+-]{1,64}@[A-Za-z0-9-]{1,63}\\.[A-Za-z]{2}',
} as const;

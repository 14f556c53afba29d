import { isBankCard, isMobile, isResidentId } from './checkDigits';
import { identifier, literal } from './quote';

/** The commonest surnames: nine of ten people have one of them. */
const SURNAMES =
  '王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗郑梁谢宋唐许韩冯邓曹彭曾肖田董袁潘于蒋蔡余杜叶程苏魏吕丁任沈姚卢姜崔钟谭陆汪范金石廖贾夏韦付方白邹孟熊秦邱江尹薛闫段雷侯龙史陶黎贺顾毛郝龚邵万钱严覃武戴莫孔向汤欧';

/** The same in Latin letters, which stand first or last; not those that are English words. */
const SPELLED_SURNAMES =
  'wang|li|zhang|liu|chen|yang|huang|zhao|wu|zhou|xu|sun|ma|zhu|hu|guo|gao|lin|luo|zheng|liang|xie|tang|han|feng|deng|cao|peng|zeng|' +
  'xiao|tian|dong|yuan|yu|jiang|cai|du|ye|cheng|su|wei|lv|lu|ding|ren|shen|yao|cui|zhong|jin|shi|liao|jia|xia|fu|bai|zou|meng|' +
  'xiong|qin|qiu|yin|yan|xue|duan|lei|hou|tao|gu|mao|hao|gong|shao|qian|dai|mo|kong|xiang|ouyang';

/**
 * One row: how many of the column's first known cells there are (`known`) and how many look like each kind: numbers without blanks,
 * dashes and country code, `han` and `latin` like names in either writing, `surname` and `spelled` like names with a common surname.
 */
export function tryMasksSql(relation: string, column: string, cells: number): string {
  const first = `SELECT trim(CAST(${identifier(column)} AS VARCHAR)) AS cell FROM ${relation} WHERE ${identifier(column)} IS NOT NULL LIMIT ${cells}`;
  const packed = `SELECT cell, regexp_replace(regexp_replace(cell, '[\\s-]', '', 'g'), '^(\\+|00)?86(1[0-9]{10})$', '\\2') AS digits FROM (${first})`;
  const like = (pattern: string) => `regexp_full_match(cell, ${literal(pattern)})`;
  const kinds = {
    residentId: isResidentId('digits'),
    mobile: isMobile('digits'),
    bankCard: isBankCard('digits'),
    email: like('[^@\\s]+@[^@\\s]+\\.[^@\\s]+'),
    surname: like(`[${SURNAMES}]\\p{Han}{1,3}`),
    spelled: like(`(?i)((${SPELLED_SURNAMES}),? [a-z'-]+( [a-z'-]+)?|[a-z'-]+ (${SPELLED_SURNAMES}))`),
    han: like('[\\p{Han}·]{2,15}'),
    latin: like("[\\p{L}][\\p{L} .,'-]+"),
  };
  const counts = Object.entries(kinds).map(([kind, test]) => `count(*) FILTER (WHERE ${test}) AS ${identifier(kind)}`);
  return `SELECT count(*) AS known, ${counts.join(', ')} FROM (${packed})`;
}

/** Nothing but the page itself may be loaded, and nothing sent. */
const STILL_POLICY = "default-src 'none'; style-src 'unsafe-inline'";
const POLICY = `${STILL_POLICY}; script-src 'unsafe-inline'; img-src data:`;

const STYLE = `
:root{color-scheme:light dark;--line:#d5dae3;--soft:#f3f5f9;--segment:#2155d6;--base:#aeb7c6;--over:#1f5fbf;--under:#b8560b}
@media (prefers-color-scheme:dark){:root{--line:#3a4352;--soft:#1d232e;--segment:#6f9bff;--base:#6b7689;--over:#7db0ff;--under:#f2a65a}}
body{max-width:1080px;margin:24px auto;padding:0 20px;font:14px/1.6 system-ui,"Microsoft YaHei","Noto Sans CJK SC",sans-serif}
h1{font-size:22px}h2{margin-top:28px;font-size:17px}h3{margin:18px 0 6px;font-size:15px}small{font-weight:400;opacity:.75}
table{width:100%;border-collapse:collapse;font-variant-numeric:tabular-nums}
th,td{padding:4px 8px;border-bottom:1px solid var(--line);text-align:right;font-weight:400;white-space:nowrap}
thead th{background:var(--soft);font-size:12px}th:first-child{text-align:left;white-space:normal}
td .share{display:inline-block;width:52px}td:has(.bar){text-align:left}td .bar{display:inline-block;height:9px;vertical-align:baseline}.bar.segment{background:var(--segment)}.bar.base{background:var(--base)}
tr.above td:nth-child(7){color:var(--over);font-weight:600}tr.below td:nth-child(7){color:var(--under);font-weight:600}
tr.hidden td{text-align:left;opacity:.7}.words{padding:10px 14px;border-left:3px solid var(--segment);background:var(--soft)}
table.plain{display:block;overflow-x:auto}table.plain :is(th,td){text-align:left}pre{padding:8px 12px;background:var(--soft);overflow-x:auto}
h4{margin:18px 0 6px;font-size:14px}
@media print{
:root{color-scheme:light;--line:#d5dae3;--soft:#f3f5f9;--segment:#2155d6;--base:#aeb7c6;--over:#1f5fbf;--under:#b8560b}
body{margin:0;padding:0;max-width:none;font-size:11.5px;line-height:1.45;print-color-adjust:exact}.find{display:none}
h1{margin-top:0;font-size:19px}h2{margin-top:18px;font-size:14.5px}h3{margin:12px 0 4px;font-size:12.5px}
th,td{padding:2px 5px}thead th{font-size:10.5px;white-space:normal}table.means{font-size:10px}.means th,.means td{padding:2px 3px}.means thead th{font-size:9.5px}.means th:first-child{white-space:nowrap}th[scope=row]{min-width:84px}td .share{width:38px}td .bar{zoom:.5}
section,.means,tr,ul,.words{break-inside:avoid}section.long{break-inside:auto}h1,h2,h3,h4,summary,.means{break-after:avoid}thead{display:table-header-group}}`;

/** Hides sections whose name lacks what is typed, and folds nothing away on paper; without scripts all are shown. */
const SCRIPT = `
addEventListener('beforeprint',function(){document.querySelectorAll('details').forEach(function(d){d.open=true})});
document.getElementById('find')?.addEventListener('input',function(){var q=this.value.trim().toLowerCase();
document.querySelectorAll('section').forEach(function(s){s.hidden=q!==''&&s.dataset.name.indexOf(q)<0})});`;

/** A whole HTML document around pieces of a body that are HTML already. */
export function htmlPage(title: string, language: 'zh' | 'en', body: readonly string[]): string {
  return documentOf(title, language, POLICY, [...body, `<script>${SCRIPT}</script>`]);
}

/** The same without anything that runs: those who receive it need not trust whoever made it. */
export function stillPage(title: string, language: 'zh' | 'en', body: readonly string[]): string {
  return documentOf(title, language, STILL_POLICY, body);
}

function documentOf(title: string, language: 'zh' | 'en', policy: string, body: readonly string[]): string {
  return [
    `<!doctype html><html lang="${language === 'zh' ? 'zh-CN' : 'en'}"><head><meta charset="utf-8">`,
    `<meta http-equiv="Content-Security-Policy" content="${policy}">`,
    '<meta name="viewport" content="width=device-width,initial-scale=1">',
    `<title>${escapeHtml(title)}</title><style>${STYLE}</style></head><body>`,
    ...body,
    '</body></html>\n',
  ].join('\n');
}

const ENTITIES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };

export function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (letter) => ENTITIES[letter] ?? letter);
}

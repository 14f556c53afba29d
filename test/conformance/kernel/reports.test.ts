import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { readXlsx } from 'hucre/xlsx';
import JSZip from 'jszip';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { KernelMethods } from '#shared/rpc/contract';
import type { Args } from '#shared/rpc/method';
import { describeEngines } from '../../support/engines';
import { startKernel, type TestKernel } from '../../support/kernel';

const CITIES = ['杭州', '上海', '北京 <b>&'];

/** 400 customers, 100 of them in the segment; nine of these from a fourth city. */
function customers(): string {
  const rows = Array.from({ length: 400 }, (_, row) => {
    const isMember = row < 100;
    const city = isMember && row < 9 ? '温州' : (CITIES[isMember ? row % 2 : row % 3] ?? '');
    const day = `2026-01-${String(1 + (row % 28)).padStart(2, '0')}`;
    return `${row},${isMember ? 'yes' : 'no'},${city},${isMember ? 20 + (row % 10) : 40 + (row % 20)},${day}`;
  });
  return `id,member,city,age,since\n${rows.join('\n')}\n`;
}

describeEngines('portrait reports', (engine) => {
  let test: TestKernel;
  const spec = {
    segment: { kind: 'tag' as const, tag: 'member', op: 'is' as const, values: ['yes'] },
    tags: ['city', 'age', 'since'],
  };

  beforeAll(async () => {
    test = startKernel(engine);
    const file = join(engine.folder, 'customers.csv');
    writeFileSync(file, customers());
    await test.call('workspace.create', { file: null });
    await test.call('imports.run', { file: test.grant(file), table: 'customers' });
    await test.call('entities.apply', { map: { customers: { table: 'customers', key: 'id' } } });
  });
  afterAll(() => test.kernel.close());

  async function report(name: string, format: 'html' | 'xlsx' | 'pptx'): Promise<Buffer> {
    const path = join(engine.folder, name);
    await test.call('reports.portrait', { spec, name: '年轻 <客户>', format, language: 'zh', file: test.grant(path) });
    return readFileSync(path);
  }

  it('are pages that ask for nothing, escape names and are the same bytes each time', async () => {
    const page = (await report('one.html', 'html')).toString('utf8');
    expect(page).not.toMatch(/https?:|\ssrc=|\shref=|@import|url\(/);
    expect(page).toContain("default-src 'none'");
    expect(page).toContain('画像：年轻 &lt;客户&gt;');
    expect(page).toContain('北京 &lt;b&gt;&amp;');
    expect(page).toContain('客群 100 人，基准“全部客户” 400 人。');
    expect((await report('two.html', 'html')).toString('utf8')).toBe(page);
  });

  it('hide a city of nine and another that would give it away', async () => {
    const page = (await report('cells.html', 'html')).toString('utf8');
    const hidden = [...page.matchAll(/<tr class="hidden"><th scope="row">([^<]*)/g)].map(([, name]) => name);
    expect(hidden.filter((name) => !name?.includes('2026')).sort()).toEqual(['杭州', '温州']);
    expect(page).not.toMatch(/温州[^\n]*<td>9</);
  });

  it('are workbooks whose numbers are numbers, equal to the answer', async () => {
    const answer = await test.call('portraits.compute', { spec });
    const { sheets } = await readXlsx(await report('book.xlsx', 'xlsx'));
    expect(sheets.map(({ name }) => name)).toEqual(['取值', '均值', '口径', '来源']);
    const city = answer.tags.find(({ tag }) => tag === 'city')?.values.find(({ value }) => value === '上海');
    const row = sheets[0]?.rows.find((cells) => cells[0] === 'city' && cells[3] === '上海');
    expect(row?.slice(4, 9)).toEqual([city?.n, city?.share, city?.baseN, city?.baseShare, city?.tgi]);
    const means = sheets[1]?.rows.find((cells) => cells[0] === 'age');
    expect(means?.slice(2, 4)).toEqual([100, 24.5]);
    const days = sheets[1]?.rows.find((cells) => cells[0] === 'since');
    expect(days?.[3]).toMatch(/^2026-01-\d\d$/);
    const cells = sheets[0]?.rows.flat() ?? [];
    expect(cells).not.toContain(9);
  });

  it('are slides with charts of the same numbers, without small cells, and the same bytes each time', async () => {
    const bytes = await report('slides.pptx', 'pptx');
    const zip = await JSZip.loadAsync(bytes);
    const part = async (name: string) => (await zip.file(name)?.async('string')) ?? '';
    const slides = Object.keys(zip.files).filter((name) => /^ppt\/slides\/slide\d+\.xml$/.test(name));
    const texts = await Promise.all(
      slides.map(async (name) => [...(await part(name)).matchAll(/<a:t>([^<]*)/g)].map(([, text]) => text)),
    );
    expect(texts[0]?.[0]).toBe('画像：年轻 &lt;客户&gt;');
    const city = texts.find(([title]) => title === 'city') ?? [];
    expect(city.slice(city.indexOf('上海'), city.indexOf('上海') + 2)).toEqual(['上海', '46']);
    for (const small of ['温州', '杭州']) expect(city[city.indexOf(small) + 1]).toBe('人数过少，不显示');
    const charts = await Promise.all(
      Object.keys(zip.files)
        .filter((name) => /chart\d+\.xml$/.test(name))
        .map(part),
    );
    const ofCity = charts.find((chart) => chart.includes('上海')) ?? '';
    expect(ofCity).not.toMatch(/温州|杭州/);
    // 46 of 100, and 146 of 400.
    for (const share of ['0.46', '0.365']) expect(ofCity).toContain(`<c:v>${share}</c:v>`);
    expect((await report('again.pptx', 'pptx')).equals(bytes)).toBe(true);
  });

  it('are drawings of one tag, with what they are of, without small cells, and the same bytes each time', async () => {
    const [path, again] = [join(engine.folder, 'city.svg'), join(engine.folder, 'again.svg')];
    const asked = { spec, picture: { kind: 'tag', tag: 'city' } as const, name: '年轻 <客户>', language: 'zh' as const };
    await test.call('reports.picture', { ...asked, file: test.grant(path) });
    const svg = readFileSync(path, 'utf8');
    expect(svg.match(/https?:[^"]*/g)).toEqual(['http://www.w3.org/2000/svg']);
    const texts = [...svg.matchAll(/<text [^>]*>([^<]*)<\/text>/g)].map(([, text]) => text);
    expect(texts[0]).toBe('city');
    expect(texts[1]).toBe('画像：年轻 &lt;客户&gt; – 客群 100 人，基准“全部客户” 400 人。');
    // Every second of the members from the tenth on, 46 of 100; and 100 of the 300 others.
    const shanghai = texts.indexOf('上海');
    expect(texts.slice(shanghai + 1, shanghai + 3)).toEqual(['46.0%', '36.5%']);
    for (const small of ['温州', '杭州']) expect(texts[texts.indexOf(small) + 1]).toBe('人数过少，不显示');
    expect(texts.join()).toMatch(/数据版本 \d+ · 截至 \d{4}-\d\d-\d\d/);
    await test.call('reports.picture', { ...asked, file: test.grant(again) });
    expect(readFileSync(again, 'utf8')).toBe(svg);
  });

  it('are drawings of all values at once and of two tags at once, without small cells', async () => {
    const texts = async (...asked: Parameters<typeof draw>) =>
      [...(await draw(...asked)).matchAll(/<text [^>]*>([^<]*)<\/text>/g)].map(([, text]) => text ?? '');
    const answer = await test.call('portraits.compute', { spec });
    const highest = answer.tags
      .flatMap(({ name, setByRule, values }) => (setByRule ? [] : values.map((value) => ({ name, ...value }))))
      .filter(({ n, baseN, direction, value }) => direction === 'above' && n >= 10 && baseN >= 10 && value !== '杭州')
      .sort((a, b) => Number(b.tgi) - Number(a.tgi));
    const ranks = await texts({ kind: 'highestTgi' });
    expect(ranks[0]).toBe('TGI 最高的取值（前 20）');
    const drawn = ranks.filter((text) => text.startsWith('▲ ')).map((text) => Number(text.slice(2).replaceAll(',', '')));
    expect(drawn).toEqual(highest.slice(0, 20).map(({ tgi }) => Math.round(Number(tgi))));
    expect(await draw({ kind: 'words', tags: ['city'] })).toMatch(/>上海<\/tspan><tspan [^>]*>city · 126</);
    expect((await texts({ kind: 'words', tags: ['age'] })).join()).toContain('没有显著高于基准的取值');
    const others = { ...spec, segment: { ...spec.segment, values: ['no'] } };
    const days = (await test.call('portraits.compute', { spec: others })).tags.find(({ tag }) => tag === 'since')?.values ?? [];
    const spokes = days.slice(1, 4).map(({ value }) => ({ tag: 'since', value }));
    const indices = (found: string[]) => found.filter((text) => /^[▲▼≈] \d/.test(text));
    const written = days.slice(1, 4).map(({ tgi }) => `≈ ${Math.round(Number(tgi))}`);
    expect(indices(await texts({ kind: 'radar', values: spokes }, others))).toEqual(written);
    expect(await texts({ kind: 'radar', values: spokes.slice(1) }, others)).toContain('不足 3 个取值，画不成雷达图。');
    for (const kind of ['quadrants', 'words', 'largestDifferences'] as const)
      expect((await texts({ kind })).join()).not.toMatch(/温州|杭州/);
    const cross = await draw({ kind: 'cross', tags: ['city', 'age'] });
    expect(await draw({ kind: 'cross', tags: ['city', 'age'] })).toBe(cross);
    const counted = await test.call('portraits.cross', { spec: { ...spec, tags: ['city', 'age'] } });
    const large = counted.cells.filter(({ n, baseN }) => (n === 0 || n >= 10) && baseN >= 10 && baseN - n >= 10);
    expect(cross.match(/url\(#few\)/g)?.length).toBeGreaterThanOrEqual(counted.cells.length - large.length);
  });

  async function draw(picture: Args<KernelMethods, 'reports.picture'>['picture'], of = spec): Promise<string> {
    const path = join(engine.folder, 'drawn.svg');
    await test.call('reports.picture', { spec: of, picture, name: '年轻', language: 'zh', file: test.grant(path) });
    return readFileSync(path, 'utf8');
  }

  it('are not made of nobody, nor of a tag that the portrait has not', async () => {
    const file = test.grant(join(engine.folder, 'none.html'));
    const nobody = { ...spec, segment: { kind: 'tag' as const, tag: 'age', op: 'gt' as const, values: [200] } };
    const none = test.call('reports.portrait', { spec: nobody, format: 'html', file });
    await expect(none).rejects.toMatchObject({ error: { code: 'INVALID_REQUEST', at: { path: 'spec.segment' } } });
    const unknown = test.call('reports.picture', { spec, picture: { kind: 'tag', tag: 'height' }, file });
    await expect(unknown).rejects.toMatchObject({ error: { code: 'UNKNOWN_TAG', at: { field: 'height' } } });
  });

  it('say neither the size nor the means of a segment of nine', async () => {
    const path = join(engine.folder, 'nine.html');
    const nine = { segment: { kind: 'tag' as const, tag: 'city', op: 'is' as const, values: ['温州'] }, tags: ['age', 'city'] };
    await test.call('reports.portrait', { spec: nine, format: 'html', language: 'zh', file: test.grant(path) });
    const page = readFileSync(path, 'utf8');
    expect(page).toContain('客群 &lt; 10 人，基准“全部客户” 400 人。');
    expect(page).not.toContain('均值差（95%）');
  });
});

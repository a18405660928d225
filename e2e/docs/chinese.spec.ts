import { describe, expect, test } from '@jest/globals';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const ROOT = join(import.meta.dirname, '../..');
const PLACES = [
  'README.zh-CN.md',
  'docs/zh',
  'apps',
  'libs',
  'scripts',
  'integrations',
  'examples',
  'deploy',
];
const TEXT = /\.(md|ts|tsx|mjs|js|vue|html|sh|yml|json|wxml)$/;
const NOT_OURS = /(^|\/)(node_modules|dist|\.[^/]*|.*\.spec\.ts)(\/|$)/;
const HAN = '[\\u4e00-\\u9fff]';

/** Every line of ours that has Chinese in it and is no comment, as `file:line` and text. */
const lines = PLACES.flatMap((place) =>
  TEXT.test(place)
    ? [place]
    : readdirSync(join(ROOT, place), { recursive: true, encoding: 'utf8', withFileTypes: true })
        .filter((entry) => entry.isFile() && TEXT.test(entry.name))
        .map((entry) =>
          join(entry.parentPath, entry.name)
            .slice(ROOT.length + 1)
            .replaceAll('\\', '/'),
        ),
)
  .filter((file) => !NOT_OURS.test(file))
  .flatMap((file) =>
    readFileSync(join(ROOT, file), 'utf8')
      .split('\n')
      .map((text, index) => ({ at: `${file}:${index + 1}`, text })),
  )
  .filter(({ text }) => new RegExp(HAN).test(text) && !/^\s*(\/\/|\/?\*+ )/.test(text));

const where = (pattern: RegExp) => lines.filter(({ text }) => pattern.test(text)).map(({ at }) => at);

describe('issue 13, number 13: Chinese, read by native eyes', () => {
  test('the texts are found in the sources', () => {
    expect(lines.length).toBeGreaterThan(2000);
  });

  test.each([
    ['已退出登录', '登录已退出'],
    ['已登录的', '登录着的'],
    ['没有响应', '没有回答|没有应答|没有回应|没有及时(回答|应答)'],
    ['响应较慢', '回应得慢|回答得慢'],
    ['退出管理', '锁上'],
    ['请回到电脑查看', '请看打开网页的屏幕'],
    ['封禁, 解封', '拉黑|封锁这个人|解除封禁'],
    ['站长', '网站主人|网站拥有者|网站的主人|运维的人'],
    ['文案', '词语'],
    ['自带登录页', '托管登录页'],
    ['连不上, 不可用', '(Redis|数据库|存储)不在'],
    ['返回', '(一律|后端|你)回答(了)? ?[`2-5]'],
  ])('one way to say it: %s', (_said, pattern) => {
    expect(where(new RegExp(pattern))).toEqual([]);
  });

  test('no word is written twice by mistake', () => {
    const twice = new RegExp(`(${HAN}{2,})\\1`);
    const meant = /小块小块|'密钥密钥/;
    expect(lines.filter(({ text }) => twice.test(text) && !meant.test(text)).map(({ at }) => at)).toEqual([]);
  });

  test('punctuation between Chinese words is Chinese', () => {
    expect(where(new RegExp(`${HAN}[,;?!]\\s*${HAN}`))).toEqual([]);
  });

  test('what guides quote is what people see', () => {
    const words = lines
      .filter(({ at }) => /^(apps|libs)\//.test(at))
      .map(({ text }) => text)
      .join('\n');
    const cells = lines
      .filter(({ at }) => at.startsWith('docs/zh/embed.md'))
      .flatMap(({ text }) => [...(/^\| “([^”]+)”/.exec(text)?.slice(1) ?? [])]);
    expect(cells.length).toBeGreaterThan(2);
    expect(cells.filter((cell) => !words.includes(cell))).toEqual([]);
  });
});

import { describe, expect, test } from '@jest/globals';
import { compareRegions, regionOf, regionText } from './region.ts';

describe('a region in words', () => {
  test.each([
    [['中国', '浙江省', '杭州市'], '浙江 杭州'],
    [['中国', '浙江省', '0'], '浙江'],
    [['中国', '北京', '北京市'], '北京'],
    [['中国', '北京市', ''], '北京'],
    [['中国', '内蒙古', '区锡林郭勒盟锡林浩特市'], '内蒙古 锡林郭勒'],
    [['中国', '广西壮族自治区', '南宁市'], '广西 南宁'],
    [['中国', '吉林省', '延边州'], '吉林 延边'],
    [['中国', '吉林省', '吉林市'], '吉林'],
    [['中国', '香港', ''], '中国香港'],
    [['中国', '澳门', '0'], '中国澳门'],
    [['中国', '台湾省', '台北市'], '中国台湾 台北'],
    [['中国', '', ''], '中国'],
    [['美国', '0', '0'], '美国'],
    [['日本', '北海道', ''], '日本 北海道'],
    [['荷兰', '阿姆斯特丹', '阿姆斯特丹'], '荷兰 阿姆斯特丹'],
    [['0', '0', '内网IP'], null],
    [['', '', ''], null],
  ])('%j', ([country = '', province = '', city = ''], text) => {
    expect(regionText(regionOf(country, province, city))).toBe(text);
  });
});

describe('two regions', () => {
  const hangzhou = regionOf('中国', '浙江省', '杭州市');
  const zhejiang = regionOf('中国', '浙江省', '');
  test.each([
    ['one city', hangzhou, regionOf('中国', '浙江', '杭州'), 'same'],
    [
      'a municipality, with and without its city',
      regionOf('中国', '北京', '北京市'),
      regionOf('中国', '北京市', ''),
      'same',
    ],
    [
      'the halves of the database',
      regionOf('中国', '四川省', '凉山'),
      regionOf('中国', '四川省', '凉山州'),
      'same',
    ],
    ['two cities of a province', hangzhou, regionOf('中国', '浙江省', '宁波市'), 'apart'],
    ['two provinces', zhejiang, regionOf('中国', '广东省', '深圳市'), 'apart'],
    ['two countries', regionOf('美国', '', ''), hangzhou, 'apart'],
    ['a province and a city in it', zhejiang, hangzhou, 'unknown'],
    ['a country twice', regionOf('美国', '', ''), regionOf('美国', '', ''), 'unknown'],
    ['a province twice', zhejiang, zhejiang, 'unknown'],
    ['nothing and a city', regionOf('', '', ''), hangzhou, 'unknown'],
  ])('%s', (_name, one, other, comparison) => {
    expect(compareRegions(one, other)).toBe(comparison);
    expect(compareRegions(other, one)).toBe(comparison);
  });
});

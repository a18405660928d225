import type { MessageTable } from '../../platform/operator-messages/messages.ts';

/** What is wrong with SITE_LOGO or WORDS_FILE. */
export const brandingMessages = {
  logo_missing: {
    en: 'SITE_LOGO names a file that is not there: {path}.',
    zh: 'SITE_LOGO 指向的文件不存在：{path}。',
  },
  logo_not_read: {
    en: 'SITE_LOGO {path} cannot be read ({failure}): give the account of the server the right to read it.',
    zh: '无法读取 SITE_LOGO {path}（{failure}）：请让运行服务器的账号可以读取它。',
  },
  logo_too_large: {
    en: 'SITE_LOGO {path} has {size} KB; at most {most} KB are shown to phones on weak networks. Make it smaller.',
    zh: 'SITE_LOGO {path} 有 {size} KB，最大 {most} KB，否则网络差的手机打不开。请把它缩小。',
  },
  logo_no_picture: {
    en: 'SITE_LOGO {path} is no PNG, SVG or WebP picture, or it is broken. Save it anew as one of them.',
    zh: 'SITE_LOGO {path} 不是 PNG、SVG 或 WebP 图片，或者已经损坏。请重新存成其中一种。',
  },
  logo_with_script: {
    en: 'SITE_LOGO {path} holds {what}, which does nothing in a logo and could do harm. Export it as a plain SVG, or as PNG.',
    zh: 'SITE_LOGO {path} 里有 {what}，标志用不到，还可能有害。请导出为普通的 SVG，或者用 PNG。',
  },
  words_missing: {
    en: 'WORDS_FILE names a file that is not there: {path}.',
    zh: 'WORDS_FILE 指向的文件不存在：{path}。',
  },
  words_not_read: {
    en: 'The words in {path} cannot be read ({failure}): give the account of the server the right to read the file.',
    zh: '无法读取文案文件 {path}（{failure}）：请让运行服务器的账号可以读取它。',
  },
  words_too_large: {
    en: 'The words in {path} have more than {most} MB; all words of a language have 40 KB.',
    zh: '文案文件 {path} 超过 {most} MB；一种语言的全部文案只有 40 KB。',
  },
  words_not_json: {
    en: '{path} is no JSON object of languages: begin with {example}.',
    zh: '{path} 不是按语言写的 JSON 对象：请从 {example} 开始写。',
  },
  words_no_tag: {
    en: '{path} names a language "{tag}", which is no language tag such as en, zh-TW or ja.',
    zh: '{path} 里的“{tag}”不是语言代码；应为 en、zh-TW、ja 这样的写法。',
  },
  words_no_object: {
    en: '{at} in {path} must be a JSON object.',
    zh: '{path} 里的 {at} 应为 JSON 对象。',
  },
  words_no_text: {
    en: '{at} in {path} must be a text that is not empty.',
    zh: '{path} 里的 {at} 应为非空的文字。',
  },
  words_too_long: {
    en: '{at} in {path} is too long: at most 500 characters.',
    zh: '{path} 里的 {at} 太长：最多 500 个字符。',
  },
  words_unknown: {
    en: '{at} in {path} is no word that Maqiao has. Did you mean one of: {known}?',
    zh: '{path} 里的 {at} 不是码桥的文案。相近的有：{known}。',
  },
  words_place: {
    en: '{at} in {path} has the place {place}, which nothing fills there. That sentence may have: {places}.',
    zh: '{path} 里的 {at} 用了 {place}，那里没有内容可填。这句话可以用的只有：{places}。',
  },
  words_incomplete: {
    en: 'The language {tag} lacks {count} words, which are shown in {base} instead: {first} …',
    zh: '语言 {tag} 缺少 {count} 条文案，将以{base}显示：{first} …',
  },
} as const satisfies MessageTable;

import type { MessageTable } from '../../platform/operator-messages/messages.ts';

/** What `maqiao init` asks and prints about the ways to sign in. */
export const initWayMessages = {
  ask_ways: {
    en: `What do you have at WeChat? Numbers, with commas between them
  1  a mini program
  2  the free test account, for developers
  3  a certified service account
  4  a personal account, or one that is not certified: people send it six digits
  5  a website app of the open platform
Your answer`,
    zh: `你在微信有哪些账号？填序号，多个用逗号隔开
  1  小程序
  2  接口测试号（免费，供开发者使用）
  3  已认证的服务号
  4  个人订阅号，或没有认证的公众号：用户给它发六位数字
  5  开放平台的网站应用
请回答`,
  },
  unknown_way: {
    en: 'These are numbers from 1 to 5, or names among: {known}.',
    zh: '请填 1 到 5 的序号，或这些名称：{known}。',
  },
  one_account: {
    en: 'A server has one official account: choose one of 2, 3 and 4.',
    zh: '一台服务只能用一个公众号：2、3、4 只能选一个。',
  },
  ask_account_app_id: {
    en: 'AppID of the official account ({console})',
    zh: '公众号的 AppID（{console}）',
  },
  ask_account_secret: {
    en: 'Its AppSecret, from the same page (not shown while you type)',
    zh: '公众号的 AppSecret，在同一页（输入时不显示）',
  },
  ask_account_id: {
    en: 'Its original ID, which begins with gh_',
    zh: '公众号的原始 ID，以 gh_ 开头',
  },
  ask_account_token: {
    en: 'Token of the event push, 3 to 32 letters and digits (not shown while you type)',
    zh: '消息推送的 Token，3 到 32 个字母和数字（输入时不显示）',
  },
  ask_account_key: {
    en: 'EncodingAESKey of the event push, 43 letters and digits (not shown while you type)',
    zh: '消息推送的 EncodingAESKey，43 个字母和数字（输入时不显示）',
  },
  ask_account_name: {
    en: 'Name of the account, by which people find it in WeChat',
    zh: '公众号的名称，用户在微信里用它搜索',
  },
  ask_account_code: {
    en: 'File with the picture of its code (PNG or JPEG, at most 256 KB)',
    zh: '公众号二维码图片的文件（PNG 或 JPEG，不超过 256 KB）',
  },
  ask_website_app_id: {
    en: 'AppID of the website app (open.weixin.qq.com)',
    zh: '网站应用的 AppID（open.weixin.qq.com）',
  },
  ask_website_secret: {
    en: 'Its AppSecret, from the same page (not shown while you type)',
    zh: '网站应用的 AppSecret，在同一页（输入时不显示）',
  },
  answer_made: { en: 'a new random one', zh: '随机生成' },
  no_such_file: { en: '{path} is no file that can be read.', zh: '{path} 不是能读取的文件。' },
  enter_test_account: {
    en: `On the page of the test account ({page}), under {place}, once the server runs:
  URL    {url}
  Token  {token}
For the sign-in inside WeChat, enter {host} in the row {domain} there.`,
    zh: `服务启动以后，在测试号页面（{page}）的“{place}”填写：
  URL    {url}
  Token  {token}
要在微信里打开的网页登录，还要在那里的“{domain}”一行填写 {host}。`,
  },
  enter_account: {
    en: `In the console (mp.weixin.qq.com) under {place}, once the server runs. Switching it on disables automatic replies and menu: the doctor saves them.
  URL             {url}
  Token           {token}
  EncodingAESKey  {key}
  and choose {mode}`,
    zh: `服务启动以后，在公众平台（mp.weixin.qq.com）的“{place}”填写。启用后自动回复和菜单会失效，诊断程序会先保存它们。
  URL             {url}
  Token           {token}
  EncodingAESKey  {key}
  消息加解密方式选“{mode}”`,
  },
  enter_account_lists: {
    en: 'There also: the address of this server under {ipList}, and {host} under {domain}, for the sign-in inside WeChat.',
    zh: '还要在“{ipList}”填写本机的 IP；要在微信里打开的网页登录，在“{domain}”填写 {host}。',
  },
  enter_website: {
    en: 'At open.weixin.qq.com, in the website app, {host} as {field}.',
    zh: '在 open.weixin.qq.com 的网站应用里，“{field}”填写 {host}。',
  },
  as_in_file: { en: '{name} in {file}', zh: '{file} 里的 {name}' },
} as const satisfies MessageTable;

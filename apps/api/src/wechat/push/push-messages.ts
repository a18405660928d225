import type { MessageTable } from '../../platform/operator-messages/messages.ts';

/** What the log says of WeChat's messages to the official account. None repeats anything of a message. */
export const pushMessages = {
  refused_unreadable: {
    en: 'A message to /wechat/official-account was refused: it is neither XML without a document type nor JSON, or lacks what every message has.',
    zh: '拒绝了一条发到 /wechat/official-account 的消息：既不是（没有 DOCTYPE 的）XML，也不是 JSON，或者缺少每条消息都有的内容。',
  },
  refused_forged: {
    en: 'A message to /wechat/official-account was refused: its signature does not fit WECHAT_OFFICIAL_ACCOUNT_TOKEN. Either it is not WeChat’s, or the console has another token.',
    zh: '拒绝了一条发到 /wechat/official-account 的消息：签名与 WECHAT_OFFICIAL_ACCOUNT_TOKEN 不符。要么不是微信发的，要么公众平台里的 Token 不同。',
  },
  refused_old: {
    en: 'A message to /wechat/official-account was refused: it is more than five minutes old, or from the future. Either somebody repeats it, or this machine’s clock is wrong.',
    zh: '拒绝了一条发到 /wechat/official-account 的消息：它的时间与本机相差超过五分钟。要么有人在重放，要么本机的时钟不准。',
  },
  refused_plain: {
    en: 'A message to /wechat/official-account was refused: it is not encrypted. Choose the safe mode in the console; for WeChat’s test account, which cannot encrypt, set WECHAT_OFFICIAL_ACCOUNT_MODE=plain.',
    zh: '拒绝了一条发到 /wechat/official-account 的消息：它没有加密。请在公众平台选“安全模式”；接口测试号不能加密，请设 WECHAT_OFFICIAL_ACCOUNT_MODE=plain。',
  },
  refused_other_body: {
    en: 'A message to /wechat/official-account was refused: its signature came before, with another message. Somebody has read a signature, in a log or on the way.',
    zh: '拒绝了一条发到 /wechat/official-account 的消息：同样的签名之前用在另一条消息上。有人从日志里或途中得到了签名。',
  },
  refused_key: {
    en: 'A message to /wechat/official-account was refused: WECHAT_OFFICIAL_ACCOUNT_ENCODING_AES_KEY does not decrypt it. The console has another EncodingAESKey; while it is being changed, set the one before as WECHAT_OFFICIAL_ACCOUNT_PREVIOUS_ENCODING_AES_KEY.',
    zh: '拒绝了一条发到 /wechat/official-account 的消息：WECHAT_OFFICIAL_ACCOUNT_ENCODING_AES_KEY 解不开它，公众平台里的 EncodingAESKey 不同；更换期间，把旧的设为 WECHAT_OFFICIAL_ACCOUNT_PREVIOUS_ENCODING_AES_KEY。',
  },
  refused_other_app: {
    en: 'A message to /wechat/official-account was refused: inside it names another AppID than WECHAT_OFFICIAL_ACCOUNT_APP_ID.',
    zh: '拒绝了一条发到 /wechat/official-account 的消息：里面的 AppID 不是 WECHAT_OFFICIAL_ACCOUNT_APP_ID。',
  },
  refused_other_account: {
    en: 'A message to /wechat/official-account was refused: it is for another account than WECHAT_OFFICIAL_ACCOUNT_ID.',
    zh: '拒绝了一条发到 /wechat/official-account 的消息：它不是发给 WECHAT_OFFICIAL_ACCOUNT_ID 的。',
  },
  forward_failed: {
    en: 'WECHAT_OFFICIAL_ACCOUNT_FORWARD_URL gave no answer that can be passed on ({reason}); WeChat was told success.',
    zh: 'WECHAT_OFFICIAL_ACCOUNT_FORWARD_URL 没有给出可以转交的回答（{reason}），已回复微信 success。',
  },
} as const satisfies MessageTable;

// Generates docs/error-codes.md and its Chinese version, from the texts of the clients, the causes of the API and
// WeChat's errcodes.
import { ERROR_CAUSES } from '../../../apps/api/src/platform/http/error-causes.ts';
import { KNOWN_ERRCODES, meaningOfErrcode } from '../../../apps/api/src/wechat/errcodes.ts';
import {
  WEB_OAUTH_ERRCODES,
  meaningOfWebOauthErrcode,
} from '../../../apps/api/src/wechat/web-oauth-errcodes.ts';
import { ERROR_STATUS } from '../../../libs/shared/src/error-codes.ts';
import { ERROR_WORDS } from '../../../libs/shared/src/error-words.ts';
import { GENERATED } from './generated.mjs';

const WORDS = {
  en: {
    opening: `# Error codes

Every error has a \`code\`: in the problem document of an HTTP call, or in \`data.code\` of a refused socket. Users see a text in their language; this page gives the causes. For each failure that the operator must fix, the log has a line with the \`requestId\` that the client got.

[The protocol](protocol.md#errors) describes the problem documents. When the login page says that the site is not set up correctly, the log names one of [WeChat's errcodes](#wechats-errcodes).`,
    status: 'Status',
    socket: 'sockets only',
    people: 'Users see ',
    stop: '. ',
    end: '.',
    quote: (text) => `"${text}"`,
    numbers: `## WeChat's errcodes

The \`errcode\` of WeChat's responses, the error code that clients get, and what to do. Any other errcode gives \`wechat_unavailable\`, and the log names it.

| errcode | clients get | cause and fix |
| --- | --- | --- |`,
    atWxacode: 'when a picture is asked for',
    atWebOauth: 'at web sign-in',
  },
  zh: {
    opening: `# 错误码

每个错误都有一个 \`code\`：HTTP 调用的在错误文档里，socket 被拒绝时在 \`data.code\` 里。用户看到的是自己语言的说明；本页列出原因。需要站长处理的失败，日志里都有一行，带有客户端收到的 \`requestId\`。

错误文档的形式见[协议](protocol.md#错误)。登录页提示“这个网站的微信设置有误”时，日志里会有一个[微信的错误码](#微信的错误码)。`,
    status: '状态码',
    socket: '仅 socket',
    people: '用户看到',
    stop: '，',
    end: '',
    quote: (text) => `“${text}”`,
    numbers: `## 微信的错误码

微信返回的 \`errcode\`、客户端得到的错误码，以及解决办法。其他 \`errcode\` 一律是 \`wechat_unavailable\`，日志里会写明。

| errcode | 客户端得到 | 原因和解决办法 |
| --- | --- | --- |`,
    atWxacode: '取小程序码时',
    atWebOauth: '网页授权',
  },
};

/** @param {'en' | 'zh'} language */
export function errorCodesPage(language) {
  const words = WORDS[language];
  const parts = [GENERATED[language], words.opening];
  for (const [code, status] of Object.entries(ERROR_STATUS)) {
    const { happened, next } = ERROR_WORDS[code][language];
    const quoted = words.quote(`${happened}${words.stop}${next}${words.end}`);
    const kind = code === 'replaced' ? words.socket : `${words.status} ${status}`;
    parts.push(`## \`${code}\``, `${kind} · ${words.people}${quoted}`, ERROR_CAUSES[code][language]);
  }
  return `${[...parts, `${words.numbers}\n${numberRows(language).join('\n')}`].join('\n\n')}\n`;
}

function numberRows(language) {
  const row = (number, { code, words }) =>
    `| ${number} | \`${code}\` | ${words[language].replaceAll('|', '\\|')} |`;
  const webOauth = [...WEB_OAUTH_ERRCODES].map((number) =>
    row(
      `${number}, ${WORDS[language].atWebOauth}`,
      meaningOfWebOauthErrcode('oauth2_access_token', number, 'wechat-website'),
    ),
  );
  const others = [...KNOWN_ERRCODES]
    .sort((a, b) => a - b)
    .flatMap((number) => {
      const usual = meaningOfErrcode('jscode2session', number);
      const atWxacode = meaningOfErrcode('getwxacodeunlimit', number);
      if (usual === atWxacode) return [row(number, usual)];
      return [row(number, usual), row(`${number}, ${WORDS[language].atWxacode}`, atWxacode)];
    });
  return [...others, ...webOauth];
}

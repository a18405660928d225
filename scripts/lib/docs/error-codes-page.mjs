// docs/error-codes.md and its Chinese twin, from the words of the clients, the causes of the API and WeChat's numbers.
import { ERROR_CAUSES } from '../../../apps/api/src/platform/http/error-causes.ts';
import { KNOWN_ERRCODES, meaningOfErrcode } from '../../../apps/api/src/wechat/errcodes.ts';
import { ERROR_STATUS } from '../../../libs/shared/src/error-codes.ts';
import { ERROR_WORDS } from '../../../libs/shared/src/error-words.ts';
import { GENERATED } from './generated.mjs';

const WORDS = {
  en: {
    opening: `# Error codes and their cures

Every refusal carries a \`code\`, in the problem document of a call or in \`data.code\` of a socket that was refused. People read the words of the code in their language; you read here what makes it. The log has one line for each failure that is yours to mend, with the \`requestId\` that the client was given.

[The protocol](protocol.md#errors) has the form of the documents. When the login page says that the site is not set up correctly, the log names one of [WeChat's numbers](#wechats-numbers).`,
    status: 'Status',
    socket: 'sockets only',
    people: 'People read ',
    stop: '. ',
    end: '.',
    quote: (text) => `"${text}"`,
    numbers: `## WeChat's numbers

What WeChat answers (\`errcode\`) when it refuses, what clients are told then, and what to do. A number that is not here is \`wechat_unavailable\`, and the log names it.

| number | clients are told | cause and cure |
| --- | --- | --- |`,
    atWxacode: 'when a picture is asked for',
  },
  zh: {
    opening: `# 错误码和解决办法

每次拒绝都带一个 \`code\`：调用的在错误文档里，socket 被拒的在 \`data.code\` 里。用户看到的是这个码在他们语言里的说法；这里写给你看，是什么原因。凡是要你处理的失败，日志里都有一行，带着给客户端的那个 \`requestId\`。

错误文档的形式见[协议](protocol.md#错误)。登录页提示“这个网站的微信设置有误”时，日志里会有一个[微信的错误号](#微信的错误号)。`,
    status: '状态码',
    socket: '仅 socket',
    people: '用户看到',
    stop: '，',
    end: '',
    quote: (text) => `“${text}”`,
    numbers: `## 微信的错误号

微信拒绝时返回的 \`errcode\`、客户端得到的码，以及该怎么办。这里没有的号一律是 \`wechat_unavailable\`，日志里会写出是几号。

| 错误号 | 客户端得到 | 原因和解决办法 |
| --- | --- | --- |`,
    atWxacode: '取小程序码时',
  },
};

/** @param {'en' | 'zh'} language */
export function errorCodesPage(language) {
  const words = WORDS[language];
  const parts = [GENERATED[language], words.opening];
  for (const [code, status] of Object.entries(ERROR_STATUS)) {
    const { happened, next } = ERROR_WORDS[code][language];
    const told = words.quote(`${happened}${words.stop}${next}${words.end}`);
    const kind = code === 'replaced' ? words.socket : `${words.status} ${status}`;
    parts.push(`## \`${code}\``, `${kind} · ${words.people}${told}`, ERROR_CAUSES[code][language]);
  }
  return `${[...parts, `${words.numbers}\n${numberRows(language).join('\n')}`].join('\n\n')}\n`;
}

function numberRows(language) {
  const row = (number, { code, words }) =>
    `| ${number} | \`${code}\` | ${words[language].replaceAll('|', '\\|')} |`;
  return [...KNOWN_ERRCODES]
    .sort((a, b) => a - b)
    .flatMap((number) => {
      const usual = meaningOfErrcode('jscode2session', number);
      const atWxacode = meaningOfErrcode('getwxacodeunlimit', number);
      if (usual === atWxacode) return [row(number, usual)];
      return [row(number, usual), row(`${number}, ${WORDS[language].atWxacode}`, atWxacode)];
    });
}

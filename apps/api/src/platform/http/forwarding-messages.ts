import type { MessageTable } from '../operator-messages/messages.ts';

/** How the proxies in front contradict TRUST_PROXY. */
export const forwardingMessages = {
  proxy_untrusted: {
    en: 'Requests carry forwarding headers, but TRUST_PROXY is 0: limits count the proxy as one address, and every login asks for the digits. Set TRUST_PROXY to the number of proxies in front, each of which must write X-Forwarded-For.',
    zh: '请求带有转发头，但 TRUST_PROXY 是 0：限额会把代理当成同一个地址，每次登录都要输数字。请把 TRUST_PROXY 设为前面代理的层数，每一层都要写 X-Forwarded-For。',
  },
  proxy_silent: {
    en: 'PUBLIC_URL is https, so there is a proxy in front, but it does not send the address of the visitor, and TRUST_PROXY is 0: limits count everybody as one address, and every login asks for the digits. Let the proxy set X-Forwarded-For to the address of the visitor (as deploy/nginx.conf does), and set TRUST_PROXY=1.',
    zh: 'PUBLIC_URL 是 https，说明前面有反向代理，但它没有转发访客的 IP，TRUST_PROXY 又是 0：限额把所有人当成同一个地址，每次登录都要输数字。请让代理把 X-Forwarded-For 设为访客的 IP（见 deploy/nginx.conf），并设 TRUST_PROXY=1。',
  },
  forwarding_short: {
    en: 'A request has fewer addresses in X-Forwarded-For than TRUST_PROXY, which is {trust}: it bypassed a proxy, or a proxy does not write that header. Logins by such requests ask for the digits. npm run doctor says which it is.',
    zh: '有请求的 X-Forwarded-For 里地址比 TRUST_PROXY（{trust}）少：它绕过了代理，或者有代理没有写这个头。这样的请求登录时都要输数字。npm run doctor 会说明是哪一种。',
  },
  forwarding_long: {
    en: 'A request has more addresses in X-Forwarded-For than TRUST_PROXY, which is {trust}: there are more proxies than TRUST_PROXY says, or a visitor has written that header and your proxy adds to it instead of replacing it. Logins by such requests ask for the digits. npm run doctor says which it is.',
    zh: '有请求的 X-Forwarded-For 里地址比 TRUST_PROXY（{trust}）多：代理比设置的多，或者访客自己写了这个头，而你的代理只追加、不替换。这样的请求登录时都要输数字。npm run doctor 会说明是哪一种。',
  },
  forwarding_unreadable: {
    en: 'The entry of X-Forwarded-For that TRUST_PROXY ({trust}) selects is not an IP address: limits count all such requests together, and logins by them ask for the digits. Let the proxy write the address of the visitor there; a proxy that is reached by a Unix socket writes "unix:".',
    zh: 'X-Forwarded-For 中 TRUST_PROXY（{trust}）所指的位置不是 IP：限额把这样的请求合在一起计算，登录时都要输数字。请让代理在那里写访客的 IP；经 Unix 套接字访问的代理会写成“unix:”。',
  },
} as const satisfies MessageTable;

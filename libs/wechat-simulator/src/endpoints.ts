/** The calls of api.weixin.qq.com that are imitated, by their last word. */
export const ENDPOINTS = ['stable_token', 'token', 'getwxacodeunlimit', 'jscode2session'] as const;
export type Endpoint = (typeof ENDPOINTS)[number];

/** The calls of WeChat's servers that are imitated. */
export const ENDPOINTS = [
  'stable_token',
  'token',
  'getwxacodeunlimit',
  'jscode2session',
  'qrcode_create',
  'showqrcode',
  'user_info',
  'get_current_autoreply_info',
  'get_current_selfmenu_info',
  'sns_access_token',
  'sns_refresh_token',
  'sns_auth',
  'sns_userinfo',
  'headimg',
] as const;
export type Endpoint = (typeof ENDPOINTS)[number];

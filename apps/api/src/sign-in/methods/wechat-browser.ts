/**
 * Whether a browser is WeChat's own, on a phone or a computer, so that WeChat knows who holds it. Not that of a mini
 * program, whose pages may not leave for WeChat's, and not WeCom's, which says MicroMessenger too.
 */
export function isWechatBrowser(userAgent: string | undefined): boolean {
  if (userAgent === undefined) return false;
  return /\bMicroMessenger\//i.test(userAgent) && !/\bminiProgram\b|\bwxwork\//i.test(userAgent);
}

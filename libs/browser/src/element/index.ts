export type { LoginErrorDetail, LoginEventDetail, MaqiaoLoginEvents } from './events.ts';
export { defineMaqiaoLogin } from './define.ts';
export { MaqiaoLoginElement } from './maqiao-login-element.ts';
export { MAQIAO_LOGIN_CSS } from './styles.ts';

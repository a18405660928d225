export type { LoginErrorDetail, LoginEventDetail, MaqiaoLoginEvents } from './events.ts';
export { defineMaqiaoLogin, MaqiaoLoginElement } from './maqiao-login-element.ts';
export { MAQIAO_LOGIN_CSS } from './styles.ts';

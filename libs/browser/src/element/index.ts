export {
  defineMaqiaoLogin,
  MaqiaoLoginElement,
  type LoginErrorDetail,
  type LoginEventDetail,
  type MaqiaoLoginEvents,
} from './maqiao-login-element.ts';

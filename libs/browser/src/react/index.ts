'use client';
export type { MaqiaoLoginAttributes } from './intrinsic-element.ts';
export { MaqiaoLogin, type MaqiaoLoginProps } from './maqiao-login.ts';
export { useMaqiaoLogin, type MaqiaoLoginHandle } from './use-maqiao-login.ts';

import type { MessageTable } from '../operator-messages/messages.ts';

/** What the log says when the clock was changed or the process stood still. */
export const clockMessages = {
  clock_set: {
    en: 'The clock of this machine was set by {seconds} s. Logins go on; what has a time of the old clock may be refused once. If it happens again: let NTP keep the time.',
    zh: '本机时钟被调整了 {seconds} 秒。登录照常；带着旧时间的东西可能会被拒绝一次。如果反复出现，请用 NTP 校时。',
  },
  stood_still: {
    en: 'This machine or this process stood still for {seconds} s: it slept, or had too much to do.',
    zh: '本机或本进程停顿了 {seconds} 秒：休眠过，或者太忙。',
  },
} as const satisfies MessageTable;

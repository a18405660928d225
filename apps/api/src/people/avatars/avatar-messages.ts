import type { MessageTable } from '../../platform/operator-messages/messages.ts';

/** What the log says of pictures that could not be stored, drawn or deleted. */
export const avatarMessages = {
  pictures_untidied: { en: 'Old pictures stay for now ({why}).', zh: '旧的头像暂时没有清理（{why}）。' },
  picture_stays: {
    en: 'A picture that nobody has any more stays for now. {why}',
    zh: '有一张没人用的头像暂时还在。{why}',
  },
  pictures_away: {
    en: 'The storage of pictures does not serve ({why}). Look at AVATAR_STORAGE, and at the disk or the server behind it.',
    zh: '头像的存储不可用（{why}）。请检查 AVATAR_STORAGE，以及它背后的磁盘或服务器。',
  },
  pictures_not_drawn: {
    en: 'Pictures cannot be drawn: the process that draws them does not start, or sharp does not load in it on this machine. Install the dependencies again, and see that the account may start processes.',
    zh: '无法处理头像：处理头像的进程启动不了，或者 sharp 在这台机器上加载不了。请重新安装依赖，并确认这个账号可以启动进程。',
  },
  picture_too_slow: {
    en: 'An uploaded picture was given up: drawing it took longer than five seconds. If ordinary ones are, the machine is too busy.',
    zh: '有一张上传的头像被放弃：处理超过了五秒。如果普通图片也这样，说明机器太忙。',
  },
  picture_too_large: {
    en: 'An uploaded picture was given up: drawing it took too much memory, or the process that drew it was ended from outside.',
    zh: '有一张上传的头像被放弃：处理时占用内存过多，或者处理它的进程被外部结束。',
  },
  pictures_too_many: {
    en: 'More pictures are uploaded than can be drawn.',
    zh: '上传的头像太多，处理不过来。',
  },
} as const satisfies MessageTable;

// Generates docs/privacy-guide.md and its Chinese version: the text for WeChat's privacy guide of each mini program.
import { join } from 'node:path';
import { CONSOLE_MENUS } from '../../../libs/shared/src/console-menus.ts';
import { privacyGuide } from '../mini-program/privacy-guide.mjs';
import { root } from '../workspace.mjs';
import { GENERATED } from './generated.mjs';

/** The builds that the page is read from. */
export const PROGRAMS_OF_GUIDES = ['miniprogram-under-test', 'miniprogram-without-profile'];

/** Each program with the folder to read. The native page is copied by owners without a build. */
const PROGRAMS = [
  {
    folder: 'apps/miniprogram/dist/weapp-under-test',
    en: "## Maqiao's program as it comes",
    zh: '## 码桥的小程序，原样',
  },
  {
    folder: 'apps/miniprogram/dist/weapp-without-profile',
    en: `## Maqiao's program without the profile page

Built with \`WECHAT_PROFILE_PAGE=false\` in \`.env\`: nobody sets a nickname or a picture, everything else is there.`,
    zh: `## 码桥的小程序，不带资料页

在 \`.env\` 里设 \`WECHAT_PROFILE_PAGE=false\` 再构建：没有昵称和头像，其他都在。`,
  },
  {
    folder: 'integrations/native-page',
    en: `## Your own program with the native page

This is what [the page](../integrations/native-page/README.md) adds to the guide of your program. Leave out what is not true of the rest of it.`,
    zh: `## 你自己的小程序，加上原生页面

[这个页面](../../integrations/native-page/README.zh-CN.md)要在你小程序的指引里加上的内容。和小程序其他部分不符的要改掉。`,
  },
  {
    // The page, and the component that it shows.
    folder: ['integrations/uni-app', 'integrations/native-page/maqiao-login'],
    en: `## Your own program with the uni-app page

This is what [the page](../integrations/uni-app/README.md) adds to the guide of your program. Leave out what is not true of the rest of it.`,
    zh: `## 你自己的小程序，加上 uni-app 页面

[这个页面](../../integrations/uni-app/README.zh-CN.md)要在你小程序的指引里加上的内容。和小程序其他部分不符的要改掉。`,
  },
];

const OPENING = {
  en: `# The privacy guide of your mini program

WeChat's console requires it before a review: ${CONSOLE_MENUS.privacyGuide}. _Rule_, since October 2023: declare what the program uses, and nothing else. An interface that is not declared fails (errno 112).

The texts below are generated from the programs: from the interfaces in the code that is uploaded. Replace the parts in 【】. If you change the program, \`npm run build\` writes its text to \`apps/miniprogram/dist/privacy-guide.md\`, and fails for an interface that has no text yet.`,
  zh: `# 小程序的用户隐私保护指引

提审之前要在公众平台填写：${CONSOLE_MENUS.privacyGuide}。规则，2023 年 10 月起：小程序用到什么填什么，没用到的不填；没填的接口会调用失败（errno 112）。

下面的文字由小程序本身生成：上传的代码里出现哪些接口，就写哪些。【】里的换成你的。改过小程序？\`npm run build\` 会把你那一份写到 \`apps/miniprogram/dist/privacy-guide.zh-CN.md\`；用到还没有文字的接口时会停下来。`,
};

/** @param {'en' | 'zh'} language @throws CommandError as privacyGuide does */
export function privacyGuidePage(language) {
  const parts = PROGRAMS.flatMap((program) => [
    program[language],
    privacyGuide(
      [program.folder].flat().map((folder) => join(root, folder)),
      language,
    ),
  ]);
  return `${[GENERATED[language], OPENING[language], ...parts].join('\n\n')}\n`;
}

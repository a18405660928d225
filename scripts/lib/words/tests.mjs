// Messages of npm test and similar commands about the programs that tests need.

/** @satisfies {Record<string, { en: string, zh: string }>} */
export const TEST_WORDS = {
  installing_program: { en: 'Installing {program} (Debian) …', zh: '正在安装 {program}（Debian）…' },
  unpacking_program: { en: 'Unpacking {program} (Debian) …', zh: '正在解压 {program}（Debian）…' },
  tests_need: {
    en: 'The tests need {program}: install it (Debian and Ubuntu: sudo apt-get install {package}), or set {variable} to its path.',
    zh: '测试需要 {program}：请安装（Debian 和 Ubuntu：sudo apt-get install {package}），或者在 {variable} 里写明它的位置。',
  },
  program_path_wants: {
    en: '{variable} must be the path of {program}.',
    zh: '{variable} 应为 {program} 的路径。',
  },
  programs_folder_wants: {
    en: '{variable} must be a folder with {programs}.',
    zh: '{variable} 应为含有 {programs} 的文件夹。',
  },
  recipes_untested: {
    en: '{program} is missing: its recipes are not tested.',
    zh: '缺少 {program}：不测试它的示例。',
  },
  tests_skipped: {
    en: 'NOT RUN: the tests that need {programs}, which are not on this machine and could not be installed.',
    zh: '没有运行：需要 {programs} 的测试。本机没有这些程序，也没能安装。',
  },
  alerts_untested: {
    en: 'promtool is missing: alerts and dashboard are tested without it.',
    zh: '缺少 promtool：告警和面板的测试不用它。',
  },
  races_wants: {
    en: 'The number of logins must be a whole number, such as 1000.',
    zh: '登录次数应为整数，例如 1000。',
  },
  uni_app_without_program: {
    en: 'uni-app has written no program: {path} is missing.',
    zh: 'uni-app 没有生成程序：缺少 {path}。',
  },
};

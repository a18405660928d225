import type { MessageTable } from '../platform/operator-messages/messages.ts';

/** What `maqiao help` and `maqiao version` print. The usage of each command is in the messages of its feature. */
export const helpMessages = {
  help_opening: {
    en: 'Maqiao: WeChat login for websites. Usage: {command} <command> [options]',
    zh: '码桥：网站的微信登录。用法：{command} <命令> [选项]',
  },
  help_closing: {
    en: `{command} <command> --help says more about one. Settings come from the environment, and below it from .env
of this folder, or the file that MAQIAO_ENV_FILE names. Messages speak English or Chinese: MAQIAO_LANG=zh`,
    zh: `{command} <命令> --help 查看某个命令的用法。设置来自环境变量，其次是这个文件夹的 .env，
或 MAQIAO_ENV_FILE 指向的文件。提示语有中文和英文：MAQIAO_LANG=zh`,
  },
  help_unknown: {
    en: 'There is no command {name}.',
    zh: '没有 {name} 这个命令。',
  },
  about_init: { en: 'asks for the settings, and writes them', zh: '询问设置并写好' },
  about_install: {
    en: 'makes this release a service of systemd; also upgrades',
    zh: '把这个安装包装成 systemd 服务；升级也用它',
  },
  about_uninstall: { en: 'undoes that, and keeps the data', zh: '撤销安装，保留数据' },
  about_start: { en: 'runs the server, until Ctrl+C or SIGTERM', zh: '运行服务，直到 Ctrl+C 或 SIGTERM' },
  about_doctor: { en: 'says what is wrong, and the cure', zh: '指出哪里有问题、怎么解决' },
  about_users: {
    en: 'people: list, find, block, unblock, delete, merge, export',
    zh: '用户：列出、查找、封禁、解封、删除、合并、导出',
  },
  about_clients: {
    en: 'OpenID Connect clients: add, list, show, update, rotate-secret, remove',
    zh: 'OpenID Connect 客户端：添加、列出、显示、修改、换密钥、删除',
  },
  about_backup: { en: 'a copy of what cannot be made again', zh: '备份无法再生成的内容' },
  about_restore: { en: 'puts a backup in the place of what there is', zh: '用一份备份替换现有内容' },
  about_keys_rotate: {
    en: 'the next key that signs access tokens',
    zh: '换下一把签发访问令牌的密钥',
  },
  about_version: { en: 'the version of this release', zh: '这个安装包的版本' },
  about_help: { en: 'this list, or more about one command', zh: '这份列表，或某个命令的用法' },
  start_usage: {
    en: `{command}
  runs the server in the foreground; stops on SIGTERM or Ctrl+C, when calls under way have ended`,
    zh: `{command}
  在前台运行服务；收到 SIGTERM 或 Ctrl+C 后，等进行中的请求结束再退出`,
  },
  keys_rotate_usage: {
    en: `{command} [--revoke]
  --revoke  replaces all keys at once, as after a leak: access tokens of before end`,
    zh: `{command} [--revoke]
  --revoke  立即更换全部密钥，用于泄露之后：之前的访问令牌全部失效`,
  },
  version_usage: {
    en: '{command} [--json]\n  --json  for machines',
    zh: '{command} [--json]\n  --json  供程序读取',
  },
  help_usage: { en: '{command} [<command>]', zh: '{command} [<命令>]' },
  version_line: {
    en: 'Maqiao {version} for {platform}, with Node {node}',
    zh: '码桥 {version}，平台 {platform}，自带 Node {node}',
  },
} as const satisfies MessageTable;

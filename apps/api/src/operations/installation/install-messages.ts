import type { MessageTable } from '../../platform/operator-messages/messages.ts';

/** What `maqiao install` and `maqiao uninstall` print. */
export const installMessages = {
  install_usage: {
    en: `{command} [--root <folder>] [--no-start]
  makes this release a systemd service: the account maqiao, the folders, the settings, the units, the command maqiao.
  Run it again at any time, and from a newer release to upgrade: existing data and settings stay
  --root      writes below this folder instead, as for an image; starts nothing
  --no-start  neither starts nor restarts the service`,
    zh: `{command} [--root <文件夹>] [--no-start]
  把这个安装包装成 systemd 服务：账号 maqiao、文件夹、设置、服务单元和命令 maqiao。
  可以随时再次执行；升级时从新的安装包里执行即可，已有的保持不变
  --root      写入这个文件夹之下，例如制作镜像时；不启动任何东西
  --no-start  不启动也不重启服务`,
  },
  uninstall_usage: {
    en: `{command} [--root <folder>] [--delete-data --yes]
  undoes install: stops the service, and removes units, releases and the command maqiao.
  Users, avatars, secret, backups, settings and the account stay
  --root         uninstalls from below this folder
  --delete-data  deletes those too, permanently; only together with --yes`,
    zh: `{command} [--root <文件夹>] [--delete-data --yes]
  撤销 install：停止服务，删除服务单元、安装目录和命令 maqiao。
  用户、头像、密钥、备份、设置和账号都保留
  --root         撤销装在这个文件夹之下的那一份
  --delete-data  连这些也删除，无法恢复；必须同时写 --yes`,
  },
  install_refused: { en: 'Nothing was installed: {why}', zh: '没有安装任何东西：{why}' },
  install_stopped: {
    en: 'The installation stopped here: {why} What was done stays; run install again when that is fixed.',
    zh: '安装到这里停止：{why} 已完成的部分保留；解决之后再执行一次 install 即可。',
  },
  uninstall_refused: { en: 'Nothing was removed: {why}', zh: '没有删除任何东西：{why}' },
  only_in_release: {
    en: 'this is the repository, not a release: npm run release makes an archive for a server.',
    zh: '这里是源码仓库，不是安装包：请用 npm run release 生成服务器用的安装包。',
  },
  only_on_linux: { en: 'this is for Linux.', zh: '只能用于 Linux。' },
  wants_root: {
    en: 'this needs root: run it with sudo, or as root.',
    zh: '需要 root：请加 sudo，或以 root 执行。',
  },
  wants_systemd: {
    en: 'systemd does not run here. docs/deploy.md has the other ways: pm2, a container, a panel, by hand.',
    zh: '这里没有运行 systemd。其他方式（pm2、容器、宝塔面板、手动）见 docs/zh/deploy.md。',
  },
  program_failed: { en: '{program} failed: {output}', zh: '{program} 失败：{output}' },
  step_failed: { en: 'it cannot work on {path} ({failure}).', zh: '无法处理 {path}（{failure}）。' },
  mark_done: { en: 'done', zh: '完成' },
  mark_same: { en: 'unchanged', zh: '未变' },
  mark_skipped: { en: 'skipped', zh: '略过' },
  step_account: {
    en: 'account {account}, without a password or a shell',
    zh: '账号 {account}，没有密码，也不能登录',
  },
  step_account_not_root: {
    en: 'account {account} and owners of files: only root can make them',
    zh: '账号 {account} 和文件所有者：只有 root 能设置',
  },
  step_release: { en: 'release in {path}', zh: '程序放在 {path}' },
  step_link: { en: '{link} points to {target}', zh: '{link} 指向 {target}' },
  step_folder: { en: 'folder {path}', zh: '文件夹 {path}' },
  step_settings: { en: 'settings in {path}, for {account} only', zh: '设置在 {path}，只有 {account} 可读' },
  step_settings_from: {
    en: 'settings of {from} copied to {path}, for {account} only; remove the old file when everything works',
    zh: '已把 {from} 的设置复制到 {path}，只有 {account} 可读；一切正常后请删除原文件',
  },
  settings_not_taken: {
    en: '{from} has other settings than {path}, which is not changed: copy what you want to change, then systemctl restart maqiao',
    zh: '{from} 与 {path} 的设置不同，后者保持不变：要改的请自己抄过去，然后 systemctl restart maqiao',
  },
  step_file: { en: 'file {path}', zh: '文件 {path}' },
  step_file_kept: {
    en: 'file {path}; the previous one is kept as {kept}',
    zh: '文件 {path}；原来的内容保留为 {kept}',
  },
  step_enabled: { en: 'enabled at boot: {units}', zh: '开机自动启动：{units}' },
  step_started: { en: 'service {unit} runs and answers', zh: '服务 {unit} 正在运行，并有响应' },
  step_start_left: { en: 'start of {unit}', zh: '启动 {unit}' },
  data_in_folder: {
    en: '{path} has data from trying Maqiao in this folder. It was not copied: run maqiao backup there and maqiao restore here (docs/backups.md).',
    zh: '{path} 里有在这个文件夹试运行时的数据，没有带过来：请在那里执行 maqiao backup，在这里执行 maqiao restore（docs/zh/backups.md）。',
  },
  next_init: {
    en: 'Next: maqiao init writes the settings that are missing; then systemctl start maqiao.',
    zh: '下一步：执行 maqiao init 填写缺少的设置，然后 systemctl start maqiao。',
  },
  next_proxy: {
    en: 'Next: a proxy with a certificate for {origin} (deploy/Caddyfile or deploy/nginx.conf in {current}), then maqiao doctor.',
    zh: '下一步：为 {origin} 配置带证书的反向代理（{current} 里的 deploy/Caddyfile 或 deploy/nginx.conf），然后执行 maqiao doctor。',
  },
  next_look: {
    en: 'The service was started, but does not answer yet. See: journalctl -u maqiao -n 20',
    zh: '服务已启动，但还没有响应。请查看：journalctl -u maqiao -n 20',
  },
  step_stopped: {
    en: 'service stopped, and disabled at boot: {units}',
    zh: '服务已停止，并取消开机自动启动：{units}',
  },
  step_removed: { en: 'removed: {path}', zh: '已删除：{path}' },
  step_account_removed: { en: 'removed: account {account}', zh: '已删除：账号 {account}' },
  step_kept: { en: 'kept: {path}', zh: '保留：{path}' },
  release_kept: {
    en: 'kept, because it holds data or settings: {path}',
    zh: '保留，里面有数据或设置：{path}',
  },
  delete_data_yes: {
    en: '--delete-data permanently deletes users, avatars, secret, backups and settings. To confirm, add --yes.',
    zh: '--delete-data 会永久删除用户、头像、密钥、备份和设置。确定的话请加上 --yes。',
  },
  kept_elsewhere: {
    en: 'Data elsewhere that the settings name (PostgreSQL, Redis, S3, other folders) was not changed.',
    zh: '设置中指向别处的内容（PostgreSQL、Redis、S3、其他文件夹）没有改动。',
  },
  not_installed_here: { en: 'nothing is installed at {path}.', zh: '{path} 没有安装任何东西。' },
} as const satisfies MessageTable;

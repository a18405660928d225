// Messages of npm run release and npm run release:try.

/** @satisfies {Record<string, { en: string, zh: string }>} */
export const RELEASE_WORDS = {
  packing_release: { en: 'Packing a release to try …', zh: '正在打包一个试用的发布包 …' },
  packing: { en: 'Packing {name} …', zh: '正在打包 {name} …' },
  release_dependencies: {
    en: 'Installing what the server needs on {platform} …',
    zh: '正在安装服务端在 {platform} 上所需的依赖 …',
  },
  release_node: {
    en: 'Adding Node {version} for {platform} …',
    zh: '正在放入 {platform} 的 Node {version} …',
  },
  release_program: {
    en: 'Bundling the server for {platform} …',
    zh: '正在为 {platform} 合并服务端程序 …',
  },
  other_node: {
    en: '{name} differs from the one that Maqiao was released with: the registry that npm uses returned another file.',
    zh: '{name} 与码桥发布时所用的不同：npm 所设的镜像给出了别的内容。',
  },
  own_node_elsewhere: {
    en: '--own-node works for {platform} only, the platform of this machine.',
    zh: '--own-node 只能用于本机的平台 {platform}。',
  },
  release_options: {
    en: 'The options are --platform <platform>, --to <folder> and --own-node.',
    zh: '可用的选项是 --platform <平台>、--to <文件夹> 和 --own-node。',
  },
  platform_wants: {
    en: '--platform must be one of {platforms}.',
    zh: '--platform 应为其中之一：{platforms}。',
  },
  no_such_platform: { en: 'There is no platform {platform}.', zh: '没有 {platform} 这个平台。' },
  not_installed: { en: '{name} was not installed.', zh: '没能安装 {name}。' },
  no_binary: {
    en: '{folder} has no binary for {platform}.',
    zh: '{folder} 没有 {platform} 的二进制文件。',
  },
  no_archive: {
    en: 'There is no archive for {platform} yet: npm run release',
    zh: '还没有 {platform} 的发布包：请先运行 npm run release',
  },
  emulator_not_had: {
    en: 'Trying an archive for {platform} here needs an emulator from Debian’s packages (on Debian and Ubuntu): {why}',
    zh: '{platform} 的发布包在本机要用模拟器试，模拟器来自 Debian 软件包（Debian 或 Ubuntu）：{why}',
  },
  unpacking_emulator: { en: 'Unpacking QEMU (Debian, 60 MB) …', zh: '正在解压 QEMU（Debian，60 MB）…' },
  emulator_not_there: {
    en: 'qemu-user-static has no qemu-{processor}-static.',
    zh: 'qemu-user-static 里没有 qemu-{processor}-static。',
  },
  unpacking_libraries: {
    en: 'Unpacking the libraries for {processor} (Debian, 3 MB) …',
    zh: '正在解压 {processor} 的库（Debian，3 MB）…',
  },
  try_usage: {
    en: '{why}: the option is --platform ({platforms}); a folder with archives may follow.',
    zh: '{why}：可用的选项是 --platform（{platforms}），后面可跟存放发布包的文件夹。',
  },
  try_in_empty_root_failed: {
    en: 'It did not start in an empty root.',
    zh: '它在空的根目录里没能启动。',
  },
  try_in_emulator_failed: {
    en: 'It did not start in an emulator.',
    zh: '它在模拟器里没能启动。',
  },
  empty_root_answers: {
    en: '{name} answers in an empty root after {seconds} s, with {size} MiB, of which {own} are its own, draws a picture, and makes a backup.',
    zh: '{name} 在空的根目录里 {seconds} 秒后有响应，占用 {size} MiB（其中自身 {own} MiB），能画图，能备份。',
  },
  emulator_answers: {
    en: '{name} answers in an emulator after {seconds} s, draws a picture, and makes a backup.',
    zh: '{name} 在模拟器里 {seconds} 秒后有响应，能画图，能备份。',
  },
};

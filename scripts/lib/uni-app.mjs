// Compiles a small uni-app program that holds integrations/uni-app/maqiao-login.vue and the native component that it
// shows, with uni-app's own compiler.
import { cpSync, existsSync, mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { installIsolated } from './isolated-install.mjs';
import { say } from './words.mjs';
import { CommandError, pinnedEnvironment, root, run } from './workspace.mjs';

const PROJECT = 'e2e/native/fixtures/uni-project';
const PAGE = 'integrations/uni-app/maqiao-login.vue';
const COMPONENT = 'integrations/native-page/maqiao-login';

export const UNI_APP_SOURCES = [PROJECT, PAGE, COMPONENT];
export const UNI_APP_OUTPUT = 'e2e/dist/uni-app/app.json';

/** @throws CommandError when the compiler fails or writes no program */
export async function buildUniApp() {
  const folder = await installIsolated('uni-app', PROJECT, 'Installing the compiler of uni-app (once) …');
  const sources = join(folder, 'src');
  rmSync(sources, { recursive: true, force: true });
  cpSync(join(root, PROJECT, 'src'), sources, { recursive: true });
  cpSync(join(root, PROJECT, 'vite.config.js'), join(folder, 'vite.config.js'));
  mkdirSync(join(sources, 'pages/account'), { recursive: true });
  cpSync(join(root, PAGE), join(sources, 'pages/account/maqiao-login.vue'));
  cpSync(join(root, COMPONENT), join(sources, 'wxcomponents/maqiao-login'), { recursive: true });
  const output = join(root, UNI_APP_OUTPUT, '..');
  rmSync(output, { recursive: true, force: true });
  await run('node', ['node_modules/@dcloudio/vite-plugin-uni/bin/uni.js', 'build', '-p', 'mp-weixin'], {
    cwd: folder,
    env: pinnedEnvironment({ NODE_ENV: 'production', UNI_OUTPUT_DIR: output }),
    quiet: true,
  });
  if (!existsSync(join(root, UNI_APP_OUTPUT))) {
    throw new CommandError(say('uni_app_without_program', { path: UNI_APP_OUTPUT }));
  }
}

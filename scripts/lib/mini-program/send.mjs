// Checks, compiles and sends the mini program: as a preview, or as a development version.
import { join } from 'node:path';
import { CONSOLE_MENUS } from '../../../libs/shared/src/console-menus.ts';
import { say } from '../words.mjs';
import { cacheFolder, CommandError, root } from '../workspace.mjs';
import { previewWarning, uploadFault } from './base-address.mjs';
import { runCi } from './ci-process.mjs';
import { compiledFault } from './compiled-program.mjs';
import { sendFault } from './send-faults.mjs';
import { sendOptions } from './send-options.mjs';
import { uploadKeyFile } from './upload-key.mjs';

const APP_ID = /^wx[0-9a-z]{16}$/;
const PROGRAM = join(root, 'apps/miniprogram/dist/weapp');

/**
 * @typedef {{ publicUrl: string, appId: string, siteName: string | undefined }} BuildSettings
 * @typedef {object} Surroundings
 * @property {Record<string, string | undefined>} environment
 * @property {BuildSettings} settings
 * @property {(settings: BuildSettings, how: { anew: boolean }) => Promise<void>} build compiles to `folder`; `anew`:
 * even when nothing has changed
 * @property {() => Promise<string>} installCi the folder whose node_modules holds miniprogram-ci
 * @property {(line: string) => void} print
 * @property {string} [folder] the compiled program
 */

/**
 * @param {'preview' | 'upload'} action
 * @param {readonly string[]} args
 * @param {Surroundings} surroundings
 * @throws CommandError with what to do, for every failure that an owner can have
 */
export async function send(
  action,
  args,
  { environment, settings, build, installCi, print, folder = PROGRAM },
) {
  const { version, desc, robot } = sendOptions(args);
  const { publicUrl, appId } = settings;
  if (!environment.WECHAT_APP_ID) {
    throw new CommandError(say('app_id_unset'));
  }
  if (!APP_ID.test(appId)) {
    throw new CommandError(say('app_id_malformed'));
  }
  const fault = action === 'upload' ? uploadFault(publicUrl) : undefined;
  if (fault) throw new CommandError(say('not_uploaded', { why: fault }));
  const keyFile = uploadKeyFile(environment.WECHAT_UPLOAD_KEY_FILE);
  const warning = action === 'preview' ? previewWarning(publicUrl) : undefined;
  if (warning) print(warning);

  await build(settings, { anew: false });
  if (compiledFault(folder, settings)) await build(settings, { anew: true });
  const wrong = compiledFault(folder, settings);
  if (wrong) throw new CommandError(say('not_sent', { why: wrong }));

  const picture = join(cacheFolder('mini-program'), 'preview.jpg');
  const installation = await installCi();
  print(say('sending', { url: publicUrl, appId }));
  const result = await runCi(installation, {
    action,
    appId,
    folder,
    keyFile,
    version,
    desc: desc ?? `Maqiao ${version} · ${new URL(publicUrl).host}`,
    robot,
    picture,
  });
  if (result.error) {
    throw new CommandError(sendFault(result.error, { appId, version }));
  }
  if (action === 'preview') {
    if (result.code) print(result.code);
    print(result.code ? say('scan_preview') : say('scan_preview_file', { picture }));
  } else {
    print(say('uploaded', { version, console: CONSOLE_MENUS.versions }));
    print(say('privacy_guide_at'));
  }
}

// The process that loads miniprogram-ci; ci-process.mjs starts it and listens.
const { createRequire } = require('node:module');
const { join } = require('node:path');

process.once('message', (task) => {
  send(task).then(
    (result) => process.send(result),
    (error) => process.send({ error: { code: error?.code, message: String(error?.message ?? error) } }),
  );
});

async function send({ action, appId, folder, keyFile, version, desc, robot, picture }) {
  const installed = createRequire(join(process.argv[2], 'package.json'));
  const ci = installed('miniprogram-ci');
  const project = new ci.Project({
    appid: appId,
    type: 'miniProgram',
    projectPath: folder,
    privateKeyPath: keyFile,
    ignores: ['node_modules/**/*'],
  });
  // Taro has compiled it for old phones already; WeChat must not change what was tested.
  const setting = { es6: false, es7: false, minify: false, autoPrefixWXSS: false };
  const common = { project, version, desc, robot, setting, onProgressUpdate: () => {} };
  if (action === 'upload') {
    await ci.upload(common);
    return {};
  }
  await ci.preview({ ...common, qrcodeFormat: 'image', qrcodeOutputDest: picture });
  // When the code cannot be drawn in the terminal, the picture file remains.
  return { code: await drawn(picture, installed).catch(() => undefined) };
}

/** The code of a picture, as text for the terminal. The uploader's own reader fails for some pictures. */
async function drawn(picture, installed) {
  const ownOfCi = createRequire(installed.resolve('miniprogram-ci'));
  const { bitmap } = await ownOfCi('jimp').read(picture);
  const read = installed('jsqr')(new Uint8ClampedArray(bitmap.data), bitmap.width, bitmap.height);
  if (!read) return undefined;
  return new Promise((resolve) => ownOfCi('qrcode-terminal').generate(read.data, { small: true }, resolve));
}

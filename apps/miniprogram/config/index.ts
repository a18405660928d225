import { dirname, resolve } from 'node:path';
import { defineConfig } from '@tarojs/cli';

// Taro compiles this file to CommonJS before it reads it. scripts/build.mjs checks the variables first.
/** Relative to the package; a build for tests never lands where an owner would upload it from. */
const output = process.env.WEAPP_OUTPUT ?? 'dist/weapp';
const sharedSources = resolve(dirname(__dirname), '../../libs/shared/src');

export default defineConfig({
  projectName: 'maqiao',
  date: '2026-1-1',
  designWidth: 750,
  deviceRatio: { 640: 2.34 / 2, 750: 1, 375: 2, 828: 1.81 / 2 },
  sourceRoot: 'src',
  outputRoot: output,
  framework: 'react',
  compiler: { type: 'webpack5', prebundle: { enable: false } },
  cache: { enable: false },
  plugins: [],
  defineConstants: {
    API_BASE: JSON.stringify(process.env.API_BASE),
    SITE_NAME: JSON.stringify(process.env.SITE_NAME),
    WITH_PROFILE_PAGE: JSON.stringify(process.env.WECHAT_PROFILE_PAGE !== 'false'),
  },
  copy: { patterns: [{ from: 'src/sitemap.json', to: `${output}/sitemap.json` }], options: {} },
  mini: {
    // @maqiao/shared is TypeScript source: it goes through the same compiler, down to what old phones run.
    compile: { include: [sharedSources] },
    enableSourceMap: false,
    optimizeMainPackage: { enable: true },
    postcss: { pxtransform: { enable: false }, cssModules: { enable: false } },
  },
});

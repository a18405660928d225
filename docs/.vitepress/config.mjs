// The site of docs/: https://vitepress.dev/reference/site-config. `npm run docs` lays out the pages first.
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { defineConfig } from 'vitepress';
import { slugOf } from '../../scripts/lib/docs/markdown.mjs';
import { codeTheme } from './code-theme.mjs';
import { PAGES } from './pages.mjs';

const laidOut = join(import.meta.dirname, '.cache/pages');

export default defineConfig({
  srcDir: laidOut,
  cacheDir: '.vitepress/.cache/vite',
  title: 'Maqiao',
  cleanUrls: false, // plain files, for any web server
  metaChunk: true,
  ignoreDeadLinks: 'localhostLinks', // the demo's addresses
  transformHead: ({ siteData }) => [
    ['link', { rel: 'icon', type: 'image/svg+xml', href: `${siteData.base}mark.svg` }],
  ],
  markdown: {
    anchor: { slugify: slugOf },
    theme: { light: codeTheme('light'), dark: codeTheme('dark') },
  },
  locales: {
    root: {
      label: 'English',
      lang: 'en',
      description: 'WeChat login for any website, through a personal mini program',
      themeConfig: { ...navigation('en') },
    },
    zh: {
      label: '中文',
      lang: 'zh-CN',
      title: '码桥',
      description: '用个人小程序，让任何网站都能微信扫码登录',
      themeConfig: {
        ...navigation('zh'),
        outline: { level: [2, 3], label: '本页内容' },
        docFooter: { prev: '上一页', next: '下一页' },
        darkModeSwitchLabel: '外观',
        lightModeSwitchTitle: '切换到浅色',
        darkModeSwitchTitle: '切换到深色',
        sidebarMenuLabel: '目录',
        returnToTopLabel: '回到顶部',
        langMenuLabel: '语言',
        skipToContentLabel: '跳到正文',
        notFound: {
          title: '没有这一页',
          quote: '它可能改了名字。',
          linkLabel: '回到首页',
          linkText: '回到首页',
        },
      },
    },
  },
  themeConfig: {
    logo: '/mark.svg',
    outline: { level: [2, 3], label: 'On this page' },
    notFound: { title: 'There is no such page', quote: 'It may have another name by now.' },
    search: {
      provider: 'local',
      options: {
        miniSearch: { options: { tokenize: words } },
        _render: (text, env, md) => {
          const html = md.render(text, env);
          return env.frontmatter?.search === false ? '' : html;
        },
        locales: {
          zh: {
            translations: {
              button: { buttonText: '搜索', buttonAriaLabel: '搜索文档' },
              modal: {
                displayDetails: '显示详情',
                resetButtonTitle: '清空',
                backButtonTitle: '返回',
                noResultsText: '没有找到',
                footer: {
                  selectText: '打开',
                  selectKeyAriaLabel: '回车',
                  navigateText: '移动',
                  navigateUpKeyAriaLabel: '上',
                  navigateDownKeyAriaLabel: '下',
                  closeText: '关闭',
                  closeKeyAriaLabel: 'Esc',
                },
              },
            },
          },
        },
      },
    },
  },
});

/** The pages in their order; those that do not exist are left out. */
function navigation(language) {
  const prefix = language === 'zh' ? '/zh/' : '/';
  return {
    sidebar: PAGES.map((group) => ({
      text: group[language],
      items: group.pages
        .filter(({ page }) => existsSync(join(laidOut, prefix, `${page}.md`)))
        .map((entry) => ({ text: entry[language], link: prefix + entry.page.replace(/(^|\/)index$/, '$1') })),
    })).filter(({ items }) => items.length > 0),
  };
}

/**
 * What can be searched for: words and names in Latin letters whole, Chinese by pairs of characters, since it has no
 * spaces. VitePress sends this function to the page as its source, so it must need nothing from outside.
 */
function words(text) {
  const found = [];
  for (const [run] of text.toLowerCase().matchAll(/[\p{Script=Han}]+|[\p{L}\p{N}_]+/gu)) {
    if (!/\p{Script=Han}/u.test(run)) {
      found.push(run);
      for (const part of run.split('_')) if (part !== run && part !== '') found.push(part);
    } else if (run.length === 1) found.push(run);
    else for (let at = 0; at < run.length - 1; at++) found.push(run.slice(at, at + 2));
  }
  return found;
}

import type { miniProgramSettings, officialAccountSettings, websiteSettings } from './wechat-settings.ts';
import type { SettingWords } from './setting-words.ts';

export type WechatSettingName =
  keyof typeof miniProgramSettings | keyof typeof officialAccountSettings | keyof typeof websiteSettings;

/** The Chinese text of the settings of WeChat's accounts. */
export const WECHAT_SETTING_WORDS_ZH: Record<WechatSettingName, SettingWords> = {
  WECHAT_APP_ID: {
    meaning: '小程序的 AppID',
    wants: '公众平台里的 AppID：wx 加 16 个字符',
  },
  WECHAT_APP_SECRET: {
    meaning: '小程序的 AppSecret；和 WECHAT_APP_ID 一起填，或者都不填',
    wants: '公众平台里的 AppSecret：32 个字符',
  },
  WECHAT_API_BASE_URL: {
    meaning:
      '微信接口的地址：微信的备用域名，或你自己的转发代理；必须是 https 或本机。在那里应答的服务器决定每个用户是谁，所以不是 weixin.qq.com 时每次启动都会警告',
    wants: 'http(s) 源，例如 https://api.weixin.qq.com',
  },
  WECHAT_OPEN_BASE_URL: {
    meaning: '浏览器到微信登录时去的地址，用于 official-account-web 和 website 两种方式；必须是 https 或本机',
    wants: 'http(s) 源，例如 https://open.weixin.qq.com',
  },
  WECHAT_PAGE: { meaning: '扫码打开的小程序页面', wants: '页面路径，开头没有斜杠，也不带参数' },
  WECHAT_ENV_VERSION: { meaning: '扫码打开小程序的哪个版本', wants: 'release、trial 或 develop' },
  WECHAT_CHECK_PATH: { meaning: '微信是否检查页面已发布', wants: 'true 或 false' },
  WECHAT_UNIONID: {
    meaning:
      '你的各个账号是否已绑定到同一个微信开放平台账号，同一个人在其中有同一个 unionid。写 expected 时，微信给出 unionid 之前不会新建用户',
    wants: 'expected，或者不填',
  },
  UNSUBSCRIBE_DELETES_USER: {
    meaning:
      '取消关注公众号、又没有其他登录方式的用户，是否一并删除；不删除时只清除公众号提供的内容。两种情况你的后端都会收到 `user.unsubscribed`',
    wants: 'true 或 false',
  },
  WECHAT_OFFICIAL_ACCOUNT_APP_ID: {
    meaning: '公众号（或微信免费的接口测试号）的 AppID；和下面几项一起填',
    wants: '公众平台里的 AppID：wx 加 16 个字符',
  },
  WECHAT_OFFICIAL_ACCOUNT_APP_SECRET: {
    meaning: '公众号的 AppSecret，用于 official-account 和 official-account-web 两种方式；message 方式不需要',
    wants: '公众平台里的 AppSecret：32 个字符',
  },
  WECHAT_OFFICIAL_ACCOUNT_TOKEN: {
    meaning: '微信给推送到 /wechat/official-account 的消息签名用的 Token，和公众平台里填的一样',
    wants: '3 到 32 个字母和数字，与公众平台里的一致',
  },
  WECHAT_OFFICIAL_ACCOUNT_ENCODING_AES_KEY: {
    meaning: '给这些消息加密的 EncodingAESKey；只有明文模式（plain）不需要',
    wants: '公众平台里的 EncodingAESKey：43 个字母和数字',
  },
  WECHAT_OFFICIAL_ACCOUNT_PREVIOUS_ENCODING_AES_KEY: {
    meaning: '更换前的 EncodingAESKey：用它加密的消息还能读；更换一天后去掉',
    wants: '公众平台里的 EncodingAESKey：43 个字母和数字',
  },
  WECHAT_OFFICIAL_ACCOUNT_ID: {
    meaning: '公众号的原始 ID（gh_…），每条消息都要发给它才有效',
    wants: '公众平台里的原始 ID：gh_ 加 12 个字符',
  },
  WECHAT_OFFICIAL_ACCOUNT_MODE: {
    meaning:
      '消息加解密方式，与公众平台里选的一致：safe 安全模式、compatible 兼容模式（只读其中加密的部分）、plain 明文模式。明文模式用于不能加密的接口测试号，要求 PUBLIC_URL 是 https 或本机地址',
    wants: 'safe、compatible 或 plain',
  },
  WECHAT_OFFICIAL_ACCOUNT_CONFIRM: {
    meaning:
      '扫了公众号二维码或发来六位数字的人在哪里作决定：chat 在对话里回复浏览器上显示的两位数字；page 由公众号发来链接，打开本服务的确认页，内容和小程序里一样。确认页用于已认证的服务号和接口测试号：需要 AppSecret，还要在公众平台把 PUBLIC_URL 的域名填为“网页授权域名”',
    wants: 'chat 或 page',
  },
  WECHAT_OFFICIAL_ACCOUNT_NAME: {
    meaning: '公众号的名称，用户在微信里搜索它；用于 message 方式，和下一项一起填',
    wants: '1 到 60 个字符',
  },
  WECHAT_OFFICIAL_ACCOUNT_CODE_FILE: {
    meaning: '公众号二维码图片的文件，PNG 或 JPEG，最大 256 KB，从公众平台下载；路径相对码桥所在的目录',
    wants: 'PNG 或 JPEG 文件的路径',
  },
  WECHAT_OFFICIAL_ACCOUNT_FORWARD_URL: {
    meaning: '你自己程序的地址：与登录无关的消息原样转给它，它的回答交还给微信',
    wants: 'http(s) 地址，不带用户名和密码，例如 https://www.example.com/wechat',
  },
  WECHAT_WEBSITE_APP_ID: {
    meaning: '微信开放平台上网站应用的 AppID',
    wants: '公众平台里的 AppID：wx 加 16 个字符',
  },
  WECHAT_WEBSITE_APP_SECRET: {
    meaning: '网站应用的 AppSecret；和 WECHAT_WEBSITE_APP_ID 一起填，或者都不填',
    wants: '公众平台里的 AppSecret：32 个字符',
  },
  WECHAT_VERIFY_FILES: {
    meaning:
      '存放 MP_verify_….txt 的目录：在公众平台填写域名时微信会来取这些文件，这里按文件名提供；路径相对码桥所在的目录',
    wants: '一个目录的路径',
  },
};

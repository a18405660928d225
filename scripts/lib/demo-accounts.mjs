// The accounts that the demo's simulator plays beside the mini program, so that every way to sign in can be tried.
import { join } from 'node:path';
import { say } from './words.mjs';
import { cacheFolder } from './workspace.mjs';

// Only the simulator accepts them. The app ids begin as those of the demo do (isDemo in environment.mjs).
const ACCOUNT = {
  APP_ID: 'wxdemoaccount',
  APP_SECRET: 'demo-account',
  TOKEN: 'demotoken',
  ENCODING_AES_KEY: 'Q7mV2xKpL9cTzR4wHn6bYs8dJf1gEaU3oXi5kMqWvNt',
  ID: 'gh_demo',
};
const WEBSITE = { APP_ID: 'wxdemowebsite', APP_SECRET: 'demo-website' };

/** The picture of the account's own code; the simulator writes it at its start. */
const codeFile = (/** @type {number} */ phonePort) => join(cacheFolder('demo'), `account-${phonePort}.jpg`);

/** Settings of the API for these accounts. @returns {Record<string, string>} */
export function demoAccounts(/** @type {string} */ phoneUrl, /** @type {number} */ phonePort) {
  return {
    WECHAT_OPEN_BASE_URL: new URL(phoneUrl).origin,
    ...named('WECHAT_OFFICIAL_ACCOUNT_', ACCOUNT),
    WECHAT_OFFICIAL_ACCOUNT_NAME: say('demo_site'),
    WECHAT_OFFICIAL_ACCOUNT_CODE_FILE: codeFile(phonePort),
    ...named('WECHAT_WEBSITE_', WEBSITE),
  };
}

/** Settings of the simulator for the same accounts. @returns {Record<string, string>} */
export function simulatedAccounts(/** @type {string} */ publicUrl, /** @type {number} */ phonePort) {
  const { hostname } = new URL(publicUrl);
  return {
    ...named('SIMULATOR_OFFICIAL_ACCOUNT_', ACCOUNT),
    SIMULATOR_OFFICIAL_ACCOUNT_NAME: say('demo_site'),
    SIMULATOR_OFFICIAL_ACCOUNT_CODE_FILE: codeFile(phonePort),
    SIMULATOR_OFFICIAL_ACCOUNT_PUSH_URL: new URL('/wechat/official-account', publicUrl).href,
    SIMULATOR_OFFICIAL_ACCOUNT_WEB_DOMAIN: hostname,
    // A tab cannot send WeChat's User-Agent: the confirm page of the demo knows it by this mark.
    SIMULATOR_MARK_WECHAT_BROWSER: 'true',
    ...named('SIMULATOR_WEBSITE_', WEBSITE),
    SIMULATOR_WEBSITE_NAME: say('demo_site'),
    SIMULATOR_WEBSITE_WEB_DOMAIN: hostname,
  };
}

/** @param {string} prefix @param {Record<string, string>} values */
function named(prefix, values) {
  return Object.fromEntries(Object.entries(values).map(([name, value]) => [prefix + name, value]));
}

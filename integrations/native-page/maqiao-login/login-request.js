// Maqiao (码桥), MIT licence.

/** WeChat's scene values for a mini-program code. A long press or the album use a picture, which may be forwarded. */
var CODE_ENTRIES = { 1047: 'camera', 1048: 'press', 1049: 'album' };

/** Whether the program was opened by a mini-program code. */
function isScan(entry) {
  return !!CODE_ENTRIES[entry];
}

/** Whether the code may be a picture that somebody sent. */
function isForwarded(request, entry) {
  if (entry !== 1048 && entry !== 1049) return false;
  return !(request.display === 'same-phone' && request.near === 'same-network');
}

/** The rows of the card about the browser; the last one is the time. */
function rowsOf(request, entry, words) {
  var near = request.near === 'unknown' ? '' : words[request.near];
  var rows = [
    {
      id: 'browser',
      value: known(request.browser, words),
      // Undefined from an older server.
      detail: { true: words.knownBrowser, false: words.newBrowser }[request.knownBrowser],
    },
    { id: 'system', value: known(request.os, words) },
    {
      id: 'place',
      value: known(request.region || nearby(request.ip, words), words),
      detail: [near, request.ip].filter(Boolean).join(' · '),
    },
  ];
  if (isScan(entry)) rows.push({ id: 'way', value: words[CODE_ENTRIES[entry]] });
  rows.push({ id: 'time', value: '' });
  return rows;
}

/** Whether a client gets this; null: none asks. */
function hasScope(client, scope) {
  return !!client && client.scopes.indexOf(scope) >= 0;
}

/** What a client gets beyond nickname and picture, in one line; empty when that is nothing. */
function moreOf(client, words) {
  var more = [];
  if (hasScope(client, 'wechat')) more.push(words.moreWechat);
  if (hasScope(client, 'email')) more.push(words.moreEmail);
  if (hasScope(client, 'offline_access')) more.push(words.moreOffline);
  return more.length ? words.clientMore.split('{what}').join(more.join(words.moreBetween)) : '';
}

/** What is asked for: a sign-in, to add this WeChat to an account, or a proof before something is done. */
function asksOf(request, words) {
  if (request.purpose === 'link') return named(request, words.linkAsks) || words.linkAsksNameless;
  if (request.purpose !== 'step-up') return words.asks;
  return words.stepUpAsks.split('{action}').join(words['action.' + request.action]);
}

/** What the confirm leads to, where it signs nobody in; empty where it does. */
function toldOf(request, words) {
  if (request.purpose === 'link') return words.linkTold;
  return request.purpose ? named(request, words.stepUpTold) || words.stepUpToldNameless : '';
}

function named(request, text) {
  var nickname = request.account && request.account.nickname;
  return nickname && text.split('{nickname}').join(nickname);
}

/** The purposes that this page can show. */
var PURPOSES = ['link', 'step-up'];

/** Whether it can show this one: what it cannot must not be confirmed. */
function isShowable(request, words) {
  if (!request.purpose) return true;
  if (request.purpose === 'step-up') return !!words['action.' + request.action];
  return request.purpose === 'link';
}

/** How long ago, in words. */
function timeAgo(madeAt, words) {
  var seconds = Math.max(0, Math.floor((Date.now() - madeAt) / 1000));
  var minutes = Math.floor(seconds / 60);
  var key = minutes > 1 ? 'minutes' : minutes === 1 ? 'minute' : seconds < 10 ? 'now' : 'seconds';
  return words[key].replace('#', minutes || seconds - (seconds % 10));
}

/** A text for a local address, which has no region. */
function nearby(ip, words) {
  if (/^(127\.|::1?($|\/))/.test(ip)) return words.ownComputer;
  var local = /^(10\.|192\.168\.|172\.(1[6-9]|2\d|3[01])\.|169\.254\.|f[cd]..:|fe80:)/;
  return local.test(ip) ? words.localNetwork : null;
}

function known(text, words) {
  return !text || text === 'unknown' ? words.unknown : text;
}

/** Whether the site has a name of its own; otherwise its name is the host, which the address shows already. */
function isNamed(request) {
  return String(request.siteUrl).split('://')[1] !== request.siteName;
}

/** The scene of a page's query, which WeChat passes URL-encoded. */
function decodeScene(text) {
  try {
    return decodeURIComponent(text || '');
  } catch (notEncoded) {
    return String(notEncoded);
  }
}

/** The scene in a scanned path; null when it is not a code of this page. */
function sceneInPath(path, route) {
  var parts = (path || '').replace(/^\//, '').split('?');
  var found = /(?:^|&)scene=([^&]+)/.exec(parts[1] || '');
  return parts[0].replace(/\.html$/, '') === route && found ? found[1] : null;
}

module.exports = {
  isScan: isScan,
  isForwarded: isForwarded,
  rowsOf: rowsOf,
  hasScope: hasScope,
  moreOf: moreOf,
  asksOf: asksOf,
  toldOf: toldOf,
  isShowable: isShowable,
  PURPOSES: PURPOSES,
  timeAgo: timeAgo,
  isNamed: isNamed,
  decodeScene: decodeScene,
  sceneInPath: sceneInPath,
};

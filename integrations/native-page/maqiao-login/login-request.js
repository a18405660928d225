// Maqiao (码桥), MIT licence.

/** WeChat's entries that mean a mini-program code. Press and album bring a picture, which can be a forwarded one. */
var CODE_ENTRIES = { 1047: 'camera', 1048: 'press', 1049: 'album' };

/** Whether WeChat opened the program by a mini-program code. */
function isScan(entry) {
  return !!CODE_ENTRIES[entry];
}

/** Whether the code may have come as a picture that somebody sent. */
function isForwarded(request, entry) {
  if (entry !== 1048 && entry !== 1049) return false;
  return !(request.display === 'same-phone' && request.near === 'same-network');
}

/** Who asks, as the rows of the card; the last one is the time. */
function rowsOf(request, entry, words) {
  var near = request.near === 'unknown' ? '' : words[request.near];
  var rows = [
    {
      id: 'browser',
      value: known(request.browser, words),
      // An older server does not tell.
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

/** How long ago, in words. */
function timeAgo(madeAt, words) {
  var seconds = Math.max(0, Math.floor((Date.now() - madeAt) / 1000));
  var minutes = Math.floor(seconds / 60);
  var key = minutes > 1 ? 'minutes' : minutes === 1 ? 'minute' : seconds < 10 ? 'now' : 'seconds';
  return words[key].replace('#', minutes || seconds - (seconds % 10));
}

/** What an address is called that is in no list of places. */
function nearby(ip, words) {
  if (/^(127\.|::1?($|\/))/.test(ip)) return words.ownComputer;
  var local = /^(10\.|192\.168\.|172\.(1[6-9]|2\d|3[01])\.|169\.254\.|f[cd]..:|fe80:)/;
  return local.test(ip) ? words.localNetwork : null;
}

function known(text, words) {
  return !text || text === 'unknown' ? words.unknown : text;
}

/** A site without a name goes by its host, which its address shows already. */
function isNamed(request) {
  return String(request.siteUrl).split('://')[1] !== request.siteName;
}

/** The scene in a page's query, which WeChat leaves encoded. */
function decodeScene(text) {
  try {
    return decodeURIComponent(text || '');
  } catch (notEncoded) {
    return String(notEncoded);
  }
}

/** The scene in what the scanner read; null when it is no code of this page. */
function sceneInPath(path, route) {
  var parts = (path || '').replace(/^\//, '').split('?');
  var found = /(?:^|&)scene=([^&]+)/.exec(parts[1] || '');
  return parts[0].replace(/\.html$/, '') === route && found ? found[1] : null;
}

module.exports = {
  isScan: isScan,
  isForwarded: isForwarded,
  rowsOf: rowsOf,
  timeAgo: timeAgo,
  isNamed: isNamed,
  decodeScene: decodeScene,
  sceneInPath: sceneInPath,
};

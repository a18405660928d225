// Maqiao (码桥), MIT licence.

var TIMEOUT_MS = 15000;
var MAX_WAIT_SECONDS = 60;

/**
 * Makes one POST call.
 * @param done called after success, with the status and the body (`{}` when empty)
 * @param failed called with an error code of the server or of this phone, and the seconds to wait before a retry
 */
function callApi(url, token, body, done, failed) {
  var header = { 'content-type': 'application/json' };
  if (token) header.authorization = 'Bearer ' + token;
  wx.request({
    url: url,
    method: 'POST',
    data: body,
    header: header,
    timeout: TIMEOUT_MS,
    success: function (answer) {
      var data = answer.data;
      var fields = typeof data === 'object' && data !== null ? data : {};
      if (answer.statusCode === 200 || answer.statusCode === 204) done(answer.statusCode, fields);
      else failed(fields.code || foreignCode(answer.statusCode), waitSeconds(answer.header || {}));
    },
    fail: function (reason) {
      failed(networkFailure(reason), 0);
    },
  });
}

/** The code for an answer without one, which is not from Maqiao. */
function foreignCode(statusCode) {
  return [403, 405, 406, 501].indexOf(statusCode) >= 0 ? 'blocked_by_firewall' : 'internal';
}

/** The code for a failure of wx.request, whose text differs by platform and version; `unreachable` if unknown. */
function networkFailure(reason) {
  var text = String(reason.errMsg || '').toLowerCase();
  if (reason.errno === 600002 || /domain list/.test(text)) return 'host_not_allowed';
  if (reason.errno === 600003 || /interrupted/.test(text)) return 'interrupted';
  if (reason.errno === 5 || /time[d ]*-?_?out|-118|-1001/.test(text)) return 'timed_out';
  if (/disconnected|offline|unable to resolve host|-106|-105|-1009/.test(text)) return 'offline';
  return 'unreachable';
}

/** The seconds of the header Retry-After. */
function waitSeconds(header) {
  for (var name in header) {
    if (name.toLowerCase() !== 'retry-after') continue;
    var seconds = Number(header[name]);
    return seconds > 0 ? Math.min(seconds, MAX_WAIT_SECONDS) : 0;
  }
  return 0;
}

module.exports = { callApi: callApi, TIMEOUT_MS: TIMEOUT_MS };

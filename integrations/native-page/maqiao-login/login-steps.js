// Maqiao (码桥), MIT licence.
var words = require('./words');
var api = require('./call-api');
var outcomes = require('./outcomes');
var asked = require('./login-request');

var SLOW_AFTER_MS = 5000;

/** Methods of the component: the scan, the decision, and what the server answers. */
module.exports = {
  /** Starts once, when the component is attached and has its query. */
  start: function () {
    if (this.started || !this.isAttached || !this.data.query) return;
    var language = wx.getAppBaseInfo().language;
    this.started = true;
    this.column = language && language.indexOf('zh') ? 1 : 0;
    this.own = {};
    this.task = 0;
    this.setData({ words: words.wordsIn(this.column) });
    this.setTitle('title');
    wx.hideShareMenu({});
    this.dress();
    this.clock = setInterval(this.showTime.bind(this), 10000);
    this.open(this.data.query.scene, wx.getEnterOptionsSync().scene);
    // For a link in the program's own settings page.
    if (this.data.query.my === 'account') this.showAccount();
  },

  /**
   * Handles one scene. The released program accepts scanned codes only, because a link with a scene can be forwarded.
   */
  open: function (encoded, entry, scannedHere) {
    var release = wx.getAccountInfoSync().miniProgram.envVersion === 'release';
    this.scene = asked.decodeScene(encoded);
    this.entry = entry;
    this.action = '';
    this.renewed = false;
    if (!this.scene) this.show('no_code');
    else if (!/^[\w-]{32}$/.test(this.scene)) this.show('unreadable_code');
    else if (release && !scannedHere && !asked.isScan(entry)) this.show('not_scanned');
    else this.scan();
  },

  /**
   * Ends the current work. With `working` new work starts; its answer is used only while the returned number is
   * current.
   */
  begin: function (working) {
    clearTimeout(this.slowTimer);
    clearTimeout(this.waitTimer);
    this.setData({ busy: working, slow: '', trouble: null });
    this.interrupted = false;
    this.task += 1;
    return this.task;
  },

  /** Shows after a while what is slow. */
  waitFor: function (part) {
    var self = this;
    clearTimeout(this.slowTimer);
    this.slowTimer = setTimeout(function () {
      self.setData({ slow: part });
    }, SLOW_AFTER_MS);
  },

  /**
   * Scans with a new login code each time: a call whose answer was lost may have used the previous one. To delete an
   * account, a token of the user is requested first.
   */
  scan: function () {
    var self = this;
    var task = this.begin(true);
    if (!this.action) this.setData({ at: 'reading' });
    this.waitFor('slowWechat');
    wx.login({
      timeout: api.TIMEOUT_MS,
      complete: function (login) {
        if (task !== self.task) return;
        if (!login.code) self.fail('login_code_missing', 0);
        else if (self.action !== 'delete')
          self.post(
            'scan',
            self.entry === undefined
              ? { code: login.code, purposes: asked.PURPOSES }
              : { code: login.code, entry: self.entry, purposes: asked.PURPOSES }
          );
        else if (self.token) self.post('me/delete', { loginCode: login.code });
        else self.post('mini-program/session', { code: login.code });
      },
    });
  },

  send: function () {
    this.begin(true);
    if (this.action === 'confirm') this.post('confirm', this.data.match ? { number: this.data.digits } : {});
    else this.post('reject', this.action === 'reject' ? {} : { reason: 'not_me' });
  },

  post: function (call, body) {
    var self = this;
    var task = this.task;
    var path = call.indexOf('/') < 0 ? 'scenes/' + this.scene + '/' + call : call;
    this.waitFor('slowSite');
    api.callApi(
      this.data.api + '/api/' + path,
      call === 'scan' ? '' : this.token,
      body,
      function (status, answer) {
        if (task === self.task) self.answered(call, status, answer);
      },
      function (code, wait) {
        if (task === self.task) self.fail(code, wait);
      }
    );
  },

  answered: function (call, status, answer) {
    if (call === 'me/delete' && status === 204) {
      this.token = '';
      this.show('deleted');
      return this.setData({ deleted: true });
    }
    if (call === 'mini-program/session' && answer.accessToken) {
      this.token = answer.accessToken;
      return this.scan();
    }
    var snapshot = (call === 'scan' ? answer.request && answer.scene : answer) || {};
    // By how much this phone's clock is ahead of the server's.
    var ahead = Date.now() - Date.parse(snapshot.now);
    // No valid time: a captive portal may answer 200, too.
    if (isNaN(ahead)) this.fail(answer.code || 'internal', 0);
    else if (call === 'scan') this.scanned(answer, ahead);
    else if (this.action !== 'confirm')
      this.show(this.prefix() + (this.action === 'undo' ? 'undo' : 'reject'));
    else this.signedIn(Date.parse(snapshot.expiresAt) + ahead);
  },

  scanned: function (answer, ahead) {
    var request = answer.request;
    var expiresAt = Date.parse(answer.scene.expiresAt) + ahead;
    this.token = answer.accessToken;
    this.setDeadline(expiresAt);
    if (this.action) return this.send();
    this.samePhone = request.display === 'same-phone';
    // With a purpose the confirm signs nobody in.
    this.purpose = request.purpose || '';
    if (!asked.isShowable(request, this.data.words)) return this.fail('invalid_request', 0);
    if (/^con/.test(answer.scene.status)) return this.signedIn(expiresAt);
    this.begin(false);
    this.madeAt = Date.parse(request.createdAt) + ahead;
    this.setData({
      at: 'asking',
      // Null where the site asks for itself.
      client: request.client || null,
      profile: asked.hasScope(request.client, 'profile'),
      more: asked.moreOf(request.client, this.data.words),
      purpose: this.purpose,
      asks: asked.asksOf(request, this.data.words),
      told: asked.toldOf(request, this.data.words),
      site: request.siteName,
      url: request.siteUrl,
      ownSite: request.siteUrl === this.data.api,
      named: asked.isNamed(request),
      rows: asked.rowsOf(request, this.entry, this.data.words),
      match: request.match === 'number',
      digits: '',
      forwarded: asked.isForwarded(request, this.entry),
    });
    this.showTime();
  },

  /** Of the outcomes of a scene with a purpose. */
  prefix: function () {
    return this.purpose ? this.purpose + '-' : '';
  },

  signedIn: function (expiresAt) {
    this.show(this.purpose ? this.prefix() + 'confirm' : this.samePhone ? 'confirm-same-phone' : 'confirm');
    this.setData({ done: true, undoable: true });
    this.setDeadline(expiresAt);
  },

  /** The end of the time to confirm, or to undo a confirm; 0: none. */
  setDeadline: function (time) {
    clearTimeout(this.deadlineTimer);
    this.deadline = time;
    if (time) this.deadlineTimer = setTimeout(this.runOut.bind(this), time - Date.now());
  },

  runOut: function () {
    if (this.data.busy) return;
    if (this.data.at === 'asking') this.show('scene_expired');
    else this.setData({ undoable: false });
  },

  show: function (key) {
    this.begin(false);
    this.setDeadline(0);
    var outcome = outcomes.outcomeOf(key, this.column, this.own);
    this.setData({ at: 'over', outcome: outcome, done: false, otherCode: false, deleted: false });
  },

  fail: function (code, wait) {
    var action = this.action;
    var tokenIsOver = action && code === 'invalid_token';
    if (
      !this.renewed &&
      (tokenIsOver || ((!action || action === 'delete') && code === 'invalid_login_code'))
    ) {
      this.renewed = true;
      if (action === 'delete' && tokenIsOver) this.token = '';
      return this.scan();
    }
    var key = outcomes.outcomeKey(code);
    var passing = outcomes.isPassing(key);
    if (action === 'undo' || (action && passing)) {
      // The user can decide again until the deadline.
      this.begin(false);
      if (!passing) this.setData({ undoable: false });
      this.setData({
        trouble: outcomes.outcomeOf(
          passing ? key : (this.purpose === 'link' ? 'link-' : '') + 'undo-too-late',
          this.column,
          this.own
        ),
      });
      this.setDeadline(this.deadline);
    } else if (action && action !== 'confirm' && key === 'scene_expired') this.show(this.prefix() + 'reject');
    else {
      this.show(key);
      this.interrupted = key === 'interrupted';
      this.retryAt = Date.now() + wait * 1000;
    }
  },

  retry: function () {
    var wait = this.retryAt - Date.now();
    this.renewed = false;
    if (!(wait > 0)) return this.scan();
    this.begin(true);
    this.setData({ at: 'reading' });
    this.waitTimer = setTimeout(this.scan.bind(this), wait);
  },
};

// Maqiao (码桥), MIT licence. Asks the user to confirm a sign-in on the web. Properties: README.md.
var asked = require('./login-request');
var loginSteps = require('./login-steps');
var pageMethods = require('./page-methods');

Component({
  properties: {
    /** Address of the Maqiao server, without a trailing slash. */
    api: String,
    /** The query of the page, from onLoad. */
    query: Object,
    /** Whether the page can scan: it handles the event `scan`, and sets `code`. */
    scanner: Boolean,
    /** The result of the page's scanner: `{ path }`, a new object each time. */
    code: Object,
  },

  data: { at: 'reading', words: {}, busy: false, slow: '', brand: '' },

  lifetimes: {
    attached: function () {
      this.isAttached = true;
      this.start();
    },
    detached: function () {
      this.begin(false);
      clearTimeout(this.deadlineTimer);
      clearInterval(this.clock);
    },
  },

  pageLifetimes: {
    // Back in the foreground: repeats a call that WeChat interrupted, or shows that the time is over.
    show: function () {
      if (this.interrupted) this.scan();
      else if (this.deadline && Date.now() >= this.deadline) this.runOut();
    },
  },

  observers: {
    // uni-app sets properties after `attached`.
    query: function () {
      this.start();
    },
    code: function (code) {
      if (!code) return;
      var scene = asked.sceneInPath(code.path, getCurrentPages().slice(-1)[0].route);
      if (scene) this.open(scene, undefined, true);
      else this.setData({ otherCode: true });
    },
  },

  methods: Object.assign({}, loginSteps, pageMethods),
});

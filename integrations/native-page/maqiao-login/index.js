// Maqiao (码桥), MIT licence. Asks a person to confirm a sign-in on the web. Properties: README.md.
var asked = require('./login-request');
var loginSteps = require('./login-steps');
var pageMethods = require('./page-methods');

Component({
  properties: {
    /** Address of the Maqiao server, without a slash at its end. */
    api: String,
    /** The page's own query, as onLoad has it. */
    query: Object,
    /** Whether the page can scan: it then hears `scan`, and answers with `code`. */
    scanner: Boolean,
    /** What the page's scanner read: `{ path }`, a new object each time. */
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
    // Back from the background: what WeChat broke off goes on; nothing is scanned a second time.
    show: function () {
      if (this.interrupted) this.scan();
      else if (this.deadline && Date.now() >= this.deadline) this.runOut();
    },
  },

  observers: {
    // uni-app sets properties one moment later.
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

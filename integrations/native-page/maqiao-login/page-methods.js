// Maqiao (码桥), MIT licence.
var asked = require('./login-request');

/** Methods of the component for taps, input, and the look of the page. */
module.exports = {
  /** Loads the owner's colour, logo and texts, in parallel to the scan. */
  dress: function () {
    var self = this;
    wx.request({
      url: this.data.api + '/api/site?part=phone&language=' + (this.column ? 'en' : 'zh'),
      success: function (answer) {
        var site = answer.data || {};
        var color = site.color;
        var shown = self.data.words;
        self.own = (site.language || {}).words || {};
        for (var key in self.own) if (shown[key]) shown[key] = self.own[key];
        self.setData({
          words: shown,
          more: asked.moreOf(self.data.client, shown),
          logo: site.logoUrl || '',
          brand: color
            ? '--brand-light:' +
              color.light +
              ';--brand-on-light:' +
              color.onLight +
              ';--brand-dark:' +
              color.dark +
              ';--brand-on-dark:' +
              color.onDark
            : '',
        });
      },
    });
  },

  setTitle: function (key) {
    wx.setNavigationBarTitle({ title: this.data.words[key] });
  },

  showTime: function () {
    if (this.data.at !== 'asking') return;
    var change = {};
    change['rows[' + (this.data.rows.length - 1) + '].value'] = asked.timeAgo(this.madeAt, this.data.words);
    this.setData(change);
  },

  decide: function (event) {
    var choice = event.currentTarget.id;
    if (this.data.busy || (choice === 'confirm' && this.data.match && this.data.digits.length < 2)) return;
    this.action = choice;
    this.renewed = false;
    this.send();
  },

  type: function (event) {
    this.setData({ digits: event.detail.value.replace(/\D/g, '').slice(0, 2) });
  },

  scanNewCode: function () {
    this.triggerEvent('scan');
  },

  showAccount: function () {
    this.action = '';
    // The token of such a scan opens nothing but that scene.
    if (this.purpose === 'link') this.token = '';
    this.begin(false);
    this.setTitle('leave');
    this.setData({ at: 'account', sure: false });
  },

  goOn: function () {
    this.setData({ sure: true });
  },

  /** Goes back to the page with the link, if there is one. */
  keepAccount: function () {
    this.action = '';
    this.begin(false);
    this.setTitle('title');
    if (getCurrentPages().length > 1) wx.navigateBack();
    else this.setData({ at: 'over' });
  },

  deleteAccount: function () {
    this.action = 'delete';
    this.renewed = false;
    this.scan();
  },

  leave: function () {
    wx.exitMiniProgram();
  },
};

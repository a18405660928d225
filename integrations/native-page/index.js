// Maqiao (码桥), MIT licence. Set your server's address here:
var API = 'https://login.example.com';

Page({
  data: { api: API },
  onLoad: function (query) {
    this.setData({ query: query });
  },
});

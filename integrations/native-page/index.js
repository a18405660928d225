// Maqiao (码桥), MIT licence. Set your server's address here:
var API = 'https://login.example.com';

var WORDS = {
	title: '登录确认|Confirm sign-in',
	asks: '请求登录|asks you to sign in',
	none: '未知|Unknown',
	browser: '浏览器|Browser',
	system: '系统|System',
	place: '地点|Place',
	way: '打开方式|Opened by',
	time: '时间|Time',
	1047: '相机扫码|Camera',
	1048: '长按图片|Long press',
	1049: '相册里的图片|Album',
	'same-network': '和你在同一网络|On your network',
	'same-region': '和你在同一地区|In your region',
	elsewhere: '和你不在同一地区|Not in your region',
	true: '你用这个浏览器登录过|You have signed in with this browser before',
	false: '你没有用这个浏览器登录过|A browser that is new for you',
	own: '网站所在的电脑|The site’s own computer',
	local: '局域网|A local network',
	now: '刚刚|Just now',
	s: '# 秒前|# seconds ago',
	m: '# 分钟前|# min ago',
	numberLabel: '输入网页上显示的两位数字|Type the two digits shown on the page',
	forwarded: '这个码来自转发的图片。如果不是你自己存的，请拒绝|This code came from a forwarded picture. Unless you saved it yourself, decline',
	advice: '只有你自己打开了这个网页，才点确认|Confirm only if you opened this page yourself',
	reject: '拒绝|Decline',
	confirm: '确认登录|Confirm',
	notMe: '网页不是我打开的，拒绝|I did not open this page. Decline',
	slow: '服务器响应较慢，还在等待|The server is slow. Still waiting',
	done: '完成|Done',
	retry: '再试一次|Try again',
	mine: '我在这个网站的账号|My account on this site',
	leave: '删除账号|Delete my account',
	gone: '删掉之后，这些都没有了，找不回来：所有登录（每个浏览器都会马上退出）、昵称和头像、全部安全记录、你在这里的编号|This will be gone, and cannot be brought back: all sign-ins (every browser is signed out at once), your nickname and picture, all security records, your number here',
	stays: '网站自己另外存的内容（例如订单、帖子）不在这里，请和站长联系|What the site itself keeps elsewhere (orders or posts, say) is not here. Ask the owner of the site',
	keep: '不删了|Keep my account',
	goOn: '继续删除|Go on',
	sure: '真的要删除吗？这是最后一步，不能撤回|Really delete it? This is the last step and cannot be undone',
	remove: '删除账号|Delete it'
};

// Way on, what happened, what to do or NEXT.
var NEXT = {
	retry: '请稍后再试|Try again in a moment',
	code: '请在电脑上换一个码，再扫一次|Get a new code on the screen and scan it',
	none: '请联系站长|Tell the owner of the site'
};
var OUTCOMES = {
	confirm: 'none|已登录|Signed in|请回到电脑查看|Look at the screen with the page',
	phone: 'none|已登录|Signed in|请回到浏览器|Go back to your browser',
	reject: 'none|已拒绝|Declined|这次没有登录，可以关闭这个页面了|Nobody was signed in. You can close this',
	deleted:
		'none|账号已删除|Account deleted|所有浏览器都已退出，记录也删掉了。以后再扫码，就是一个新账号|Every browser is signed out, and the records are gone. Scanning again makes a new account',
	not_scanned: 'code|请扫码打开|Open this by scanning|请用微信扫网页上的小程序码|Scan the code on the web page with WeChat',
	number_mismatch: 'code|数字不对，这次登录已取消|That is not the number. This sign-in was cancelled',
	not_scanner: 'code|扫这个码的不是你|You are not the one who scanned this code',
	scene_closed: 'code|这个码已经用过了|This code has been used',
	scene_expired: 'code|这个码过期了|This code has expired',
	scene_not_found: 'code|没有找到这个码|This code is not known',
	scene_taken: 'code|这个码已被别人扫过|Someone else has scanned this code',
	offline: 'retry|手机没有连上网络|This phone is offline',
	unreachable: "retry|连不上网站的服务器|The site's server cannot be reached",
	login_code_missing: 'retry|微信没有给出登录码|WeChat gave no login code',
	rate_limited: 'retry|操作太频繁了|That was too often',
	internal: 'retry|服务器出了点问题|Something went wrong on the server',
	login_blocked: 'none|这个微信号现在不能登录|This WeChat account cannot sign in now',
	wechat_misconfigured: 'none|这个网站的微信设置有误|This site is not set up correctly with WeChat',
	host_not_allowed: 'none|公众平台没有登记网站的域名|The domain is not listed in the console'
};

var page, english, scene, entry, token, done, action, why, renewed, broken, madeAt, end, ticks, clock;
var task = 0;
var own = {};

Page({
	onLoad: function (query) {
		var language = wx.getAppBaseInfo().language;
		var words = {};
		page = this;
		english = language && language.indexOf('zh') ? 1 : 0;
		for (var key in WORDS) words[key] = word(key);
		page.setData({ words: words, api: API });
		wx.hideShareMenu();
		dress(this);
		entry = wx.getEnterOptionsSync().scene;
		scene = (query.scene || '').replace(/%2D/gi, '-').replace(/%5F/gi, '_');
		action = renewed = token = '';
		title('title');
		// A link is cheap to forward.
		if (!/^[\w-]{32}$/.test(scene) || (!WORDS[entry] && wx.getAccountInfoSync().miniProgram.envVersion === 'release')) show('not_scanned');
		else scan();
		// For a link of the program's own, in its settings or wherever people look for it.
		if (query.my === 'account') page.mine();
	},

	// What WeChat broke off goes on.
	onShow: function () {
		if (broken) scan();
	},

	onUnload: function () {
		if (page !== this) return;
		begin();
		clearInterval(clock);
	},

	type: function (event) {
		page.setData({ digits: event.detail.value.replace(/\D/g, '').slice(0, 2) });
	},

	decide: function (event) {
		action = event.currentTarget.id;
		why = action === 'not-me' && { reason: 'not_me' };
		if (why) action = 'reject';
		send();
	},

	retry: scan,

	mine: function () {
		action = '';
		begin();
		title('leave');
		page.setData({ at: 'mine', sure: false });
	},

	goOn: function () {
		page.setData({ sure: true });
	},

	keep: function () {
		action = '';
		begin();
		title('title');
		if (getCurrentPages().length > 1) wx.navigateBack();
		else page.setData({ at: 'over' });
	},

	remove: function () {
		action = 'delete';
		scan();
	},

	leave: function () {
		wx.exitMiniProgram();
	}
});

// The owner's colour and logo, beside the scan; without an answer it looks as it is.
function dress(mine) {
	wx.request({
		url: API + '/api/site?part=phone&language=' + (english ? 'en' : 'zh'),
		success: function (answer) {
			var site = answer.data || {};
			var c = site.color;
			var words = mine.data.words;
			own = (site.language || {}).words || {};
			for (var key in own) if (WORDS[key]) words[key] = own[key];
			mine.setData({
				words: words,
				logo: site.logoUrl,
				brand: c ? '--b1:' + c.light + ';--b2:' + c.onLight + ';--b3:' + c.dark + ';--b4:' + c.onDark : ''
			});
		}
	});
}

function word(key) {
	return (WORDS[key] || '|').split('|')[english];
}

function title(key) {
	wx.setNavigationBarTitle({ title: word(key) });
}

function begin(busy) {
	clearInterval(clock);
	ticks = 0;
	clock = setInterval(tick, 1000);
	broken = false;
	renewed = busy && renewed;
	page.setData({ busy: !!busy, slow: false, trouble: '' });
	return ++task;
}

function tick() {
	if (page.data.busy) page.setData({ slow: ++ticks > 4 });
	else if (page.data.at === 'asking') tellTime();
}

// With a fresh code: a lost call may have used it. To delete an account, the person's own token comes before.
function scan() {
	var mine = begin(true);
	if (!action) page.setData({ at: 'reading' });
	wx.login({
		complete: function (login) {
			if (mine !== task) return;
			if (!login.code) fail('login_code_missing');
			else if (action !== 'delete') post('scan', { code: login.code, entry: entry });
			else if (token) post('me/delete', { loginCode: login.code });
			else post('mini-program/session', { code: login.code });
		}
	});
}

function send() {
	begin(true);
	post(action, why || (action === 'confirm' && page.data.match ? { number: page.data.digits } : {}));
}

function post(call, body) {
	var mine = task;
	var header = { 'content-type': 'application/json' };
	if (token && call !== 'scan') header.authorization = 'Bearer ' + token;
	wx.request({
		url: API + '/api/' + (/\//.test(call) ? '' : 'scenes/' + scene + '/') + call,
		method: 'POST',
		data: body,
		header: header,
		timeout: 15000,
		success: function (answer) {
			if (mine !== task) return;
			var data = answer.data || {};
			var state = data.scene && data.request ? data.scene : data;
			var ahead = Date.now() - Date.parse(state.now);
			if (call === 'me/delete' && answer.statusCode === 204) {
				token = '';
				show('deleted');
			} else if (call === 'mini-program/session' && data.accessToken) {
				token = data.accessToken;
				scan();
				// A captive portal answers 200, too.
			} else if (answer.statusCode !== 200 || isNaN(ahead)) fail(data.code);
			else if (call === 'scan') scanned(data, data.request, ahead);
			else show(action === 'confirm' ? done : action);
		},
		fail: function (reason) {
			var text = (reason.errno || '') + reason.errMsg;
			if (mine !== task) return;
			if (/600002|domain list/.test(text)) fail('host_not_allowed');
			else fail(/disconn|offline|resolve|-10[56]|-1009/i.test(text) ? 'offline' : 'unreachable');
			broken = page.data.at === 'over' && /600003|interrupted/.test(text);
		}
	});
}

function scanned(data, request, ahead) {
	var samePhone = request.display === 'same-phone';
	token = data.accessToken;
	done = samePhone ? 'phone' : 'confirm';
	if (action) return send();
	if (/^con/.test(data.scene.status)) return show(done);
	begin();
	madeAt = Date.parse(request.createdAt) + ahead;
	end = Date.parse(data.scene.expiresAt) + ahead;
	page.setData({
		at: 'asking',
		site: request.siteName,
		url: request.siteUrl,
		own: request.siteUrl === API,
		named: request.siteUrl.split('://')[1] !== request.siteName,
		rows: [
			row('browser', request.browser, word(request.knownBrowser)),
			row('system', request.os),
			row('place', request.region || word(nearby(request.ip)), [word(request.near), request.ip].filter(Boolean).join(' · ')),
			row('way', word(entry)),
			row('time')
		],
		match: request.match === 'number',
		digits: '',
		forwarded: (entry === 1048 || entry === 1049) && !(samePhone && request.near === 'same-network')
	});
	tellTime();
}

function row(id, value, more) {
	return { id: id, is: value && value !== 'unknown' ? value : word('none'), more: more };
}

// Addresses that are in no list of places.
function nearby(ip) {
	if (/^(127\.|::1?($|\/))/.test(ip)) return 'own';
	return /^(10\.|192\.168\.|172\.(1[6-9]|2\d|3[01])\.|169\.254\.|f[cd]..:|fe80:)/.test(ip) ? 'local' : '';
}

function tellTime() {
	var seconds = (Math.max(0, Date.now() - madeAt) / 1000) | 0;
	var minutes = (seconds / 60) | 0;
	var text = word(minutes ? 'm' : seconds < 10 ? 'now' : 's');
	if (Date.now() > end) fail('scene_expired');
	else page.setData({ 'rows[4].is': text.replace('#', minutes || seconds - (seconds % 10)) });
}

function show(key) {
	var said = OUTCOMES[key].split('|');
	var mine = own['errors.' + key + '.happened'];
	var next = said[3] ? said.slice(3) : NEXT[said[0]].split('|');
	var over = { way: said[0], happened: mine || said[1 + english], next: own['errors.' + key + '.next'] || next[english] };
	begin();
	page.setData(action && said[0] === 'retry' ? { trouble: over } : { at: 'over', over: over, seal: key === done, left: key === 'deleted' });
}

function fail(code) {
	var leaving = action === 'delete';
	if (!renewed && ((action && code === 'invalid_token') || ((!action || leaving) && code === 'invalid_login_code'))) {
		renewed = true;
		if (leaving && code === 'invalid_token') token = '';
		scan();
	} else if (action === 'reject' && code === 'scene_expired') show(action);
	else show(OUTCOMES[code] ? code : 'internal');
}

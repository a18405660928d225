// One document for the phone at /phone/ and for the pages of open.weixin.qq.com at /connect/: they look alike.
void (location.pathname.startsWith('/connect/') ? import('./connect.ts') : import('./main.ts'));

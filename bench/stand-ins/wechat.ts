// WeChat as cheap as can be: the three calls, answered at once from memory. A server's own work is measured, and the
// simulator draws a real picture for each call, which would take longer than all of a login.
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A real picture at the width that is asked for has 20 to 100 KB; a small one hides the least of the servers' work. */
const PICTURE_BYTES = 24 * 1024;

const picture = Buffer.alloc(PICTURE_BYTES, 0x5a);
picture.set([0xff, 0xd8, 0xff, 0xe0]);
picture.set([0xff, 0xd9], PICTURE_BYTES - 2);

const server = createServer((request, response) => {
  const answer = (type: string, body: string | Buffer) => {
    response.writeHead(200, { 'Content-Type': type, 'Content-Length': body.length });
    response.end(body);
  };
  const url = request.url ?? '';
  request.resume();
  if (url.startsWith('/sns/jscode2session')) {
    const person = /[?&]js_code=(p\d+)\./.exec(url)?.[1] ?? 'nobody';
    answer('text/plain', `{"session_key":"MTIzNDU2Nzg5MDEyMzQ1Ng==","openid":"o-${person}"}`);
  } else if (url.startsWith('/wxa/getwxacodeunlimit')) {
    answer('image/jpeg', picture);
  } else if (url.startsWith('/cgi-bin/stable_token')) {
    answer('application/json', '{"access_token":"stand-in","expires_in":7200}');
  } else {
    response.writeHead(404).end();
  }
});
server.keepAliveTimeout = 600_000;
server.listen(0, '127.0.0.1', () => {
  const { port } = server.address() as AddressInfo;
  process.send?.({ type: 'listening', url: `http://127.0.0.1:${port}` });
});
process.once('disconnect', () => process.exit());

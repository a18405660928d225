// A stand-in for WeChat that uses little CPU: the three calls, answered at once from memory. A server's own work is
// measured, and the simulator draws a real picture for each call, which would take longer than all of a login.
import jpeg from 'jpeg-js';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

/** WeChat's picture takes a third of a second to seconds; here nothing, unless a benchmark wants to see a person wait. */
const PICTURE_AFTER_MS = Number(process.env.PICTURE_AFTER_MS ?? 0);

const WIDTH = 430;
const SQUARE = 16;

/** Random squares at the requested width: about 25 KB. Real pictures have 20 to 100 KB. */
function drawPicture(): Buffer {
  const data = Buffer.alloc(WIDTH * WIDTH * 4, 255);
  const row = Math.ceil(WIDTH / SQUARE);
  for (let pixel = 0; pixel < WIDTH * WIDTH; pixel += 1) {
    const [x, y] = [Math.floor((pixel % WIDTH) / SQUARE), Math.floor(pixel / WIDTH / SQUARE)];
    const dark = ((x + y * row) * 2_654_435_761) % 7 < 3;
    if (dark) data.fill(0, pixel * 4, pixel * 4 + 3);
  }
  return jpeg.encode({ data, width: WIDTH, height: WIDTH }, 80).data;
}

const picture = drawPicture();

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
    if (PICTURE_AFTER_MS === 0) answer('image/jpeg', picture);
    else setTimeout(() => answer('image/jpeg', picture), PICTURE_AFTER_MS);
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

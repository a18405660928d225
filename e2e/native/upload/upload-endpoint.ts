import { writeFileSync } from 'node:fs';
import { createServer as createHttpServer, type Server as HttpServer } from 'node:http';
import { createServer as createHttpsServer, type Server as HttpsServer } from 'node:https';
import { connect, type AddressInfo } from 'node:net';
import { join } from 'node:path';
import type { Duplex } from 'node:stream';
import { certificateFor } from '../../support/certificates.ts';

const HOST = 'servicewechat.com';

/** What WeChat's uploader asked: the path, the query and the body. */
interface UploadCall {
  path: string;
  query: URLSearchParams;
  body: Buffer;
}

/** A stand-in for the endpoint that miniprogram-ci talks to, reached through a proxy as an owner's network may have. */
export interface UploadEndpoint {
  /** For the uploader's process. */
  environment: Record<string, string>;
  calls: UploadCall[];
  /** Answers calls to this path with this body. */
  answer(path: string, body: unknown): void;
  close(): Promise<void>;
}

/** @param folder where the stand-in's certificate is written */
export async function startUploadEndpoint(folder: string): Promise<UploadEndpoint> {
  const { certificate, key } = certificateFor(HOST);
  const trusted = join(folder, 'wechat.pem');
  writeFileSync(trusted, certificate);
  const calls: UploadCall[] = [];
  const answers = new Map<string, unknown>([
    ['getattr', { errCode: 0, errMsg: 'ok', data: ATTRIBUTES }],
    ['getrandstr', { errCode: 0, errMsg: 'ok', data: { randomString: 'random' } }],
    ['upload', { errCode: 0, errMsg: 'ok', body: {} }],
  ]);

  const wechat = createHttpsServer({ cert: certificate, key }, (request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const url = new URL(request.url ?? '/', `https://${HOST}`);
      const path = url.pathname.slice(url.pathname.lastIndexOf('/') + 1);
      calls.push({ path, query: url.searchParams, body: Buffer.concat(chunks) });
      const answer = answers.get(path) ?? { errCode: 0, data: {} };
      response.end(typeof answer === 'string' ? answer : JSON.stringify(answer));
    });
  });
  const port = await listen(wechat);
  const proxy = createHttpServer();
  const tunnels = new Set<Duplex>();
  proxy.on('connect', (_request, socket) => {
    const upstream = connect(port, '127.0.0.1', () => {
      socket.write('HTTP/1.1 200 Connection Established\r\n\r\n');
      upstream.pipe(socket).pipe(upstream);
    });
    for (const side of [upstream, socket]) {
      tunnels.add(side);
      side.on('error', () => {
        upstream.destroy();
        socket.destroy();
      });
    }
  });
  const proxyUrl = `http://127.0.0.1:${await listen(proxy)}`;
  return {
    environment: { HTTPS_PROXY: proxyUrl, https_proxy: proxyUrl, NODE_EXTRA_CA_CERTS: trusted },
    calls,
    answer: (path, body) => void answers.set(path, body),
    close: async () => {
      for (const side of tunnels) side.destroy();
      await Promise.all([stop(wechat), stop(proxy)]);
    },
  };
}

/** The answers for an ordinary personal mini program. */
const ATTRIBUTES = {
  platform: false,
  appType: 0,
  isSandbox: false,
  released: false,
  setting: {
    MaxCodeSize: 2,
    MaxSubpackageSubCodeSize: 2,
    MaxSubpackageFullCodeSize: 12,
    NavigateMiniprogramLimit: 10,
    MaxSubPackageLimit: 100,
    MinTabbarCount: 2,
    MaxTabbarCount: 5,
    MaxCustomTabbarCount: 10,
    MaxTabbarIconSize: 40,
  },
};

async function listen(server: HttpServer | HttpsServer): Promise<number> {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return (server.address() as AddressInfo).port;
}

function stop(server: HttpServer | HttpsServer): Promise<void> {
  server.closeAllConnections();
  return new Promise((resolve) => server.close(() => resolve()));
}

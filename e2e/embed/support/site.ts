import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterTest } from '../../support/after-test.ts';

/** What a site answers at an address. */
interface SiteFile {
  type: string;
  text: string;
  headers?: Record<string, string>;
}

/** Somebody's website: another origin than the login's. */
export interface Site {
  /** With the host name the site was asked for under. */
  origin: string;
  /** Its files by path; may be set once the login's address is known. */
  files: Record<string, SiteFile>;
  /** What browsers said of violated policies. */
  reports: string[];
}

/** Starts a site under a name below `localhost`, which Chromium takes to this machine. */
export async function startSite(host: string): Promise<Site> {
  const site: Site = { origin: '', files: {}, reports: [] };
  const server = createServer((request, response) => {
    const path = new URL(request.url ?? '/', 'http://site').pathname;
    if (path === '/reports') {
      void read(request).then((text) => site.reports.push(text));
      return void response.writeHead(204).end();
    }
    const file = site.files[path];
    if (!file) return void response.writeHead(path === '/favicon.ico' ? 204 : 404).end();
    response
      .writeHead(200, { 'content-type': `${file.type}; charset=utf-8`, ...file.headers })
      .end(file.text);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  afterTest(() => {
    server.closeAllConnections();
    server.close();
  });
  site.origin = `http://${host}:${(server.address() as AddressInfo).port}`;
  return site;
}

async function read(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString();
}

import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { startSimulator, type OfficialAccountOptions, type Simulator } from '@maqiao/wechat-simulator';
import { decodeEncodingAesKey } from '../../../src/config/encoded-secrets.ts';
import type { Settings } from '../../../src/config/settings.ts';
import { AnswerTime } from '../../../src/wechat/push/answer-time.ts';
import { decryptMessage } from '../../../src/wechat/push/message-encryption.ts';
import { afterThisTest } from '../../support/after-this-test.ts';
import { startApi, type ApiUnderTest } from '../../support/api-under-test.ts';

export const KEY = 'abcdefghijklmnopqrstuvwxyz0123456789ABCDEFG';
export const OTHER_KEY = 'GFEDCBA9876543210zyxwvutsrqponmlkjihgfedcba';

export const ACCOUNT = {
  appId: 'wx1111111111111111',
  appSecret: 'fedcba9876543210fedcba9876543210',
  token: 'aTokenOfTheOwners',
  encodingAesKey: KEY,
  id: 'gh_0123456789ab',
  webDomain: '127.0.0.1',
} as const satisfies OfficialAccountOptions;

/** The settings of a server with that account. */
export const ACCOUNT_ENVIRONMENT: Readonly<Record<string, string>> = {
  WECHAT_OFFICIAL_ACCOUNT_APP_ID: ACCOUNT.appId,
  WECHAT_OFFICIAL_ACCOUNT_APP_SECRET: ACCOUNT.appSecret,
  WECHAT_OFFICIAL_ACCOUNT_TOKEN: ACCOUNT.token,
  WECHAT_OFFICIAL_ACCOUNT_ENCODING_AES_KEY: ACCOUNT.encodingAesKey,
  WECHAT_OFFICIAL_ACCOUNT_ID: ACCOUNT.id,
};

/** WeChat with an official account, which people can follow. It is stopped after the test. */
export async function startWechat(
  options: Partial<OfficialAccountOptions> = {},
  bound = false,
): Promise<Simulator> {
  const wechat = await startSimulator({ officialAccount: { ...ACCOUNT, ...options }, bound });
  afterThisTest(() => wechat.close());
  for (const id of ['lin', 'zhou']) wechat.people.add({ id, label: id });
  return wechat;
}

/** A server with an official account, to which WeChat sends what people do. */
export async function startAccount({
  environment = {},
  account = {},
  change = {},
  bound = false,
}: {
  environment?: Record<string, string>;
  account?: Partial<OfficialAccountOptions>;
  change?: Partial<Settings>;
  bound?: boolean;
} = {}): Promise<ApiUnderTest & { pushUrl: string }> {
  const wechat = await startWechat(account, bound);
  const api = await startApi({
    environment: { ...ACCOUNT_ENVIRONMENT, WECHAT_OPEN_BASE_URL: wechat.url, ...environment },
    change,
    wechat,
  });
  const pushUrl = `${api.url}/wechat/official-account`;
  wechat.officialAccount.configure({ pushUrl });
  return { ...api, pushUrl };
}

/** Lets answers to WeChat take as long as this machine needs. */
export function takeTime(...instances: ApiUnderTest[]): void {
  for (const { app } of instances) app.get(AnswerTime).milliseconds = 60_000;
}

/** A program of the owner's, which keeps what it gets. */
export interface OwnProgram {
  url: string;
  received: { url: string; contentType: string | undefined; body: Buffer }[];
  answer: (request: IncomingMessage, response: ServerResponse) => void;
}

export async function startOwnProgram(): Promise<OwnProgram> {
  const program: OwnProgram = {
    url: '',
    received: [],
    answer: (_request, response) => response.end('success'),
  };
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const contentType = request.headers['content-type'];
      program.received.push({ url: request.url ?? '', contentType, body: Buffer.concat(chunks) });
      program.answer(request, response);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  afterThisTest(async () => {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  });
  program.url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/wechat`;
  return program;
}

/** The text of an encrypted answer. Its CreateTime is that of each answer. */
export function contentOf(body: string): string {
  const encrypted = /<Encrypt><!\[CDATA\[(.*?)\]\]>/.exec(body)?.[1] ?? '';
  const key = decodeEncodingAesKey(ACCOUNT.encodingAesKey) ?? Buffer.alloc(32);
  const message = decryptMessage(key, encrypted)?.message ?? '';
  return /<Content><!\[CDATA\[(.*?)\]\]>/s.exec(message)?.[1] ?? '';
}

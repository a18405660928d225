import type { IncomingMessage, ServerResponse } from 'node:http';
import { z } from 'zod';
import { ENDPOINTS } from './endpoints.ts';
import { faultSchema, timesSchema } from './fault-schema.ts';
import { send, sendJson } from './http.ts';
import { type JsonRoutes, answerJsonCall } from './json-calls.ts';
import { Problem } from './problem.ts';
import { officialAccountControl } from './official-account-control.ts';
import { ENV_VERSIONS } from './published-version.ts';
import type { SimulatedWechat } from './simulated-wechat.ts';
import { webControl } from './web-control.ts';

const BODY_LIMIT = 2_000_000;

const personId = z.string().regex(/^[\w-]{1,64}$/, 'must be 1 to 64 of A-Z a-z 0-9 _ -');
const endpoint = z.enum(ENDPOINTS);
const nothing = z.strictObject({});
const person = z.strictObject({
  id: personId,
  label: z.string().min(1).max(64),
  blocked: z.boolean().optional(),
  unionid: z.string().min(1).max(64).optional(),
});
const loginCode = z.strictObject({ person: personId });
const newFault = z.strictObject({ endpoint, fault: faultSchema, times: timesSchema });
const expireToken = z.strictObject({ errcode: z.literal([40001, 40014, 42001]).default(42001) });
const clockChange = z.strictObject({
  advanceMilliseconds: z
    .int()
    .min(0)
    .max(10 * 365 * 86_400_000),
});
const published = z.strictObject({
  pages: z.array(z.string().min(1).max(256)).max(200).optional(),
  envVersions: z.array(z.enum(ENV_VERSIONS)).optional(),
});

/** The calls under `/control/`: what a test or a person changes about the simulated WeChat. */
export class Control {
  readonly #routes: JsonRoutes;

  constructor(wechat: SimulatedWechat) {
    this.#routes = { ...controlRoutes(wechat), ...officialAccountControl(wechat), ...webControl(wechat) };
  }

  /** Answers one control call. Throws a Problem for a bad one. */
  async handle(request: IncomingMessage, response: ServerResponse, url: URL): Promise<void> {
    const reply = await answerJsonCall(this.#routes, request, url, BODY_LIMIT);
    if (reply.value === undefined) send(response, reply.status, {}, '');
    else sendJson(response, reply.status, reply.value);
  }
}

function controlRoutes(wechat: SimulatedWechat): JsonRoutes {
  const withOpenid = (id: string) => {
    const unionid = wechat.people.unionid(id);
    const openid = wechat.people.openid(id);
    return { ...wechat.people.find(id), openid, ...(unionid !== undefined && { unionid }) };
  };
  return {
    'GET /control/people': () => ({
      status: 200,
      value: { people: wechat.people.list().map(({ id }) => withOpenid(id)) },
    }),
    'POST /control/people': async ({ body }) => {
      const { id } = wechat.people.add(await body(person));
      return { status: 201, value: withOpenid(id) };
    },
    'DELETE /control/people/*': ({ argument }) => {
      if (!wechat.people.remove(argument))
        throw new Problem(404, 'not_found', 'There is no person of that id.');
      return { status: 204 };
    },
    'POST /control/login-code': async ({ body }) => {
      const { person: id } = await body(loginCode);
      return { status: 200, value: { code: issueLoginCode(wechat, id) } };
    },
    'GET /control/faults': () => ({
      status: 200,
      value: {
        faults: ENDPOINTS.flatMap((name) =>
          wechat.faults.pending(name).map(({ fault, times }) => ({ endpoint: name, fault, times })),
        ),
      },
    }),
    'POST /control/faults': async ({ body }) => {
      const added = await body(newFault);
      wechat.faults.add(added.endpoint, added.fault, added.times);
      return { status: 201, value: added };
    },
    'DELETE /control/faults': () => {
      wechat.faults.reset();
      return { status: 204 };
    },
    'POST /control/expire-token': async ({ body }) => {
      wechat.expireAccessTokens((await body(expireToken)).errcode);
      return { status: 204 };
    },
    'POST /control/clock': async ({ body }) => {
      wechat.clock.advance((await body(clockChange)).advanceMilliseconds);
      return { status: 200, value: { now: new Date(wechat.clock.now()).toISOString() } };
    },
    'GET /control/published': () => ({ status: 200, value: publishedState(wechat) }),
    'POST /control/published': async ({ body }) => {
      const { pages, envVersions } = await body(published);
      wechat.published.set({ ...(pages && { pages }), ...(envVersions && { envVersions }) });
      return { status: 200, value: publishedState(wechat) };
    },
    'POST /control/reset': async ({ body }) => {
      await body(nothing);
      wechat.reset();
      return { status: 204 };
    },
    'GET /control/calls': ({ query }) => {
      const name = endpoint.optional().safeParse(query.get('endpoint') ?? undefined);
      if (!name.success)
        throw new Problem(400, 'invalid_request', `endpoint is one of ${ENDPOINTS.join(', ')}.`);
      return { status: 200, value: { calls: wechat.calls.list(name.data) } };
    },
  };
}

/** What `wx.login` returns on that person's phone. Throws a Problem (404) when there is no such person. */
export function issueLoginCode(wechat: SimulatedWechat, id: string): string {
  if (!wechat.people.find(id)) throw new Problem(404, 'not_found', 'There is no person of that id.');
  return wechat.loginCodes.issue(id);
}

function publishedState(wechat: SimulatedWechat): {
  pages: readonly string[];
  envVersions: readonly string[];
} {
  return { pages: wechat.published.pages, envVersions: wechat.published.envVersions };
}

import { z } from 'zod';
import type { JsonRoutes } from './json-calls.ts';
import type { OfficialAccount } from './official-account/official-account.ts';
import { Problem } from './problem.ts';
import type { SimulatedWechat } from './simulated-wechat.ts';

const person = z.string().min(1).max(64);
const deed = z.strictObject({ person });
const scan = z.strictObject({ person, code: z.string().min(1).max(512) });
const message = z.strictObject({ person, text: z.string().min(1).max(2000) });
const click = z.strictObject({ person, key: z.string().min(1).max(128) });
const view = z.strictObject({ person, url: z.string().min(1).max(1024) });

/** The official account. Throws a Problem (404) when the simulator plays none. */
export function officialAccountOf(wechat: SimulatedWechat): OfficialAccount {
  if (!wechat.officialAccount) {
    throw new Problem(404, 'not_found', 'The simulator plays no official account.');
  }
  return wechat.officialAccount;
}

/** What people do with the account, under that prefix: for the control calls and for the phone. */
export function officialAccountDeeds(wechat: SimulatedWechat, prefix: string): JsonRoutes {
  const account = () => officialAccountOf(wechat);
  return {
    [`POST ${prefix}/scan`]: async ({ body }) => {
      const { person: id, code } = await body(scan);
      return { status: 200, value: await account().scan(id, code) };
    },
    [`POST ${prefix}/follow`]: async ({ body }) => ({
      status: 200,
      value: await account().follow((await body(deed)).person),
    }),
    [`POST ${prefix}/unfollow`]: async ({ body }) => ({
      status: 200,
      value: await account().unfollow((await body(deed)).person),
    }),
    [`POST ${prefix}/message`]: async ({ body }) => {
      const { person: id, text } = await body(message);
      return { status: 200, value: await account().message(id, text) };
    },
    [`POST ${prefix}/click`]: async ({ body }) => {
      const { person: id, key } = await body(click);
      return { status: 200, value: await account().click(id, key) };
    },
    [`POST ${prefix}/view`]: async ({ body }) => {
      const { person: id, url } = await body(view);
      return { status: 200, value: await account().view(id, url) };
    },
    [`GET ${prefix}/chat/*`]: ({ argument }) => ({
      status: 200,
      value: {
        openid: account().openid(argument),
        name: account().settings.name,
        menu: account().console.menu,
        followUrl: account().followUrl,
        follows: account().followers.find(argument) !== undefined,
        messages: account().chat(argument),
      },
    }),
  };
}

import { z } from 'zod';
import type { JsonRoutes } from './json-calls.ts';
import { officialAccountDeeds, officialAccountOf } from './official-account-deeds.ts';
import { EMPTY_CONSOLE } from './official-account/console.ts';
import type { SimulatedWechat } from './simulated-wechat.ts';

const person = z.string().min(1).max(64);
const delivery = z.strictObject({
  body: z.string().max(1_000_000),
  query: z.record(z.string(), z.string()).default({}),
  contentType: z.string().min(1).max(200).default('text/xml'),
});
const prepared = z.strictObject({
  person,
  fields: z.record(z.string(), z.union([z.string(), z.number()])),
});
const settings = z.strictObject({
  token: z.string().optional(),
  encodingAesKey: z.string().optional(),
  id: z.string().optional(),
  name: z.string().optional(),
  kind: z.enum(['service', 'subscription', 'test']).optional(),
  mode: z.enum(['safe', 'compatible', 'plain']).optional(),
  format: z.enum(['xml', 'json']).optional(),
  pushUrl: z.string().optional(),
  webDomain: z.string().optional(),
  pushTimeoutMilliseconds: z.int().min(1).max(600_000).optional(),
});
const button = z.strictObject({
  type: z.enum(['click', 'view']).optional(),
  name: z.string().min(1).max(60),
  key: z.string().max(128).optional(),
  url: z.string().max(1024).optional(),
});
const consoleSettings = z.strictObject({
  greeting: z.string().min(1).max(600).optional(),
  keywords: z.record(z.string(), z.string()).default({}),
  menu: z
    .array(button.extend({ sub_button: z.strictObject({ list: z.array(button).max(5) }).optional() }))
    .max(3)
    .default([]),
});

const PREFIX = '/control/official-account';

/** The calls under `/control/official-account`: what people do with the account, and what its owner sets. */
export function officialAccountControl(wechat: SimulatedWechat): JsonRoutes {
  const account = () => officialAccountOf(wechat);
  return {
    ...officialAccountDeeds(wechat, PREFIX),
    [`POST ${PREFIX}/prepare`]: async ({ body }) => {
      const { person: id, fields } = await body(prepared);
      return { status: 200, value: account().prepare(id, fields) };
    },
    [`POST ${PREFIX}/deliver`]: async ({ body }) => {
      const { body: raw, query, contentType } = await body(delivery);
      return { status: 200, value: await account().deliver(raw, query, contentType) };
    },
    [`POST ${PREFIX}/check-push-url`]: async () => ({
      status: 200,
      value: { answers: await account().checkPushUrl() },
    }),
    [`POST ${PREFIX}/settings`]: async ({ body }) => {
      account().configure(await body(settings));
      return { status: 204 };
    },
    [`POST ${PREFIX}/console`]: async ({ body }) => {
      account().console = { ...EMPTY_CONSOLE, ...(await body(consoleSettings)) };
      return { status: 204 };
    },
  };
}

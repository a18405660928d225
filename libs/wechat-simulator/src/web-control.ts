import { z } from 'zod';
import type { JsonRoutes } from './json-calls.ts';
import type { SimulatedWechat } from './simulated-wechat.ts';

const visit = z.strictObject({
  url: z.url().max(4096),
  person: z.string().min(1).max(64),
  answer: z.enum(['allow', 'refuse', 'stay']).optional(),
  snapshot: z.enum(['flagged', 'unflagged']).optional(),
});
const scan = z.strictObject({
  code: z.string().min(1).max(4096),
  person: z.string().min(1).max(64),
  answer: z.enum(['allow', 'refuse', 'stay']).optional(),
});
const website = z.strictObject({ webDomain: z.string().min(1).max(255) });

/** The calls under `/control/web`: the sign-in pages of open.weixin.qq.com, without a browser. */
export function webControl(wechat: SimulatedWechat): JsonRoutes {
  return {
    'POST /control/web/visit': async ({ body }) => {
      const { url, ...rest } = await body(visit);
      return { status: 200, value: wechat.web.visit(url, rest) };
    },
    'POST /control/web/scan': async ({ body }) => {
      const { code, person, answer } = await body(scan);
      if (answer) wechat.web.answerSignIn(code, { person, answer });
      else wechat.web.scanSignIn(code, person);
      return { status: 204 };
    },
    'POST /control/web/website': async ({ body }) => {
      wechat.web.setWebsiteDomain((await body(website)).webDomain);
      return { status: 204 };
    },
  };
}

import type { Page } from 'playwright-core';
import type { StubAnswers } from './stub-answers.ts';

/** What the phone's calls are answered with; a call without an answer fails as if the server were away. */
export async function answerPhone(phone: Page, answers: StubAnswers): Promise<void> {
  await phone.route('**/phone/request', async (route) => {
    const { method = 'GET', url } = route.request().postDataJSON() as { method?: string; url: string };
    const call = `${method} ${new URL(url).pathname}`;
    const [best] = Object.keys(answers)
      .filter((prefix) => call.startsWith(prefix))
      .sort((a, b) => b.length - a.length);
    const stub = best === undefined ? { error: 'ECONNREFUSED' } : answers[best];
    if (stub !== 'waiting') await route.fulfill({ json: stub });
  });
}

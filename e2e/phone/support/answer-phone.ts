import type { Page } from 'playwright-core';
import type { StubAnswers } from './stub-answers.ts';

/** What the phone's calls are answered with; one that is not told ends as a server that is away. */
export async function answerPhone(phone: Page, answers: StubAnswers): Promise<void> {
  await phone.route('**/phone/request', async (route) => {
    const { method = 'GET', url } = route.request().postDataJSON() as { method?: string; url: string };
    const call = `${method} ${new URL(url).pathname}`;
    const [best] = Object.keys(answers)
      .filter((told) => call.startsWith(told))
      .sort((a, b) => b.length - a.length);
    const told = best === undefined ? { error: 'ECONNREFUSED' } : answers[best];
    if (told !== 'waiting') await route.fulfill({ json: told });
  });
}

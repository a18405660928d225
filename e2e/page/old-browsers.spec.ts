import { afterAll, expect, jest, test } from '@jest/globals';
import { closeChromium } from '../support/chromium.ts';
import { openPage, prepareVisit, signIn } from './support/hosted-page.ts';
import { policyReports } from './support/policy-reports.ts';

jest.setTimeout(60_000);
afterAll(closeChromium);

test('a browser without constructed sheets gets the card’s style as a file, and the policy refuses nothing', async () => {
  const visit = await prepareVisit();
  const { page } = visit;
  await visit.context.addInitScript(() => {
    // As Safari before 16.4 and Firefox before 101.
    for (const root of [Document, ShadowRoot]) Reflect.deleteProperty(root.prototype, 'adoptedStyleSheets');
  });
  await openPage(visit);
  const radius = () => page.$eval('.card', (card) => getComputedStyle(card).borderTopLeftRadius);
  expect(await radius()).toBe('14px');
  await signIn(visit);
  expect(await radius()).toBe('14px');
  expect(await policyReports(page)).toEqual([]);
});

test('the hosted page asks its server for nothing that stands in the page', async () => {
  const visit = await prepareVisit();
  const asked: string[] = [];
  visit.page.on('request', (request) => asked.push(new URL(request.url()).pathname));
  await openPage(visit);
  expect(asked).toContain('/api/scenes');
  expect(asked).not.toContain('/api/site');
});

import type { BrowserContext, Page } from 'playwright-core';

/** Lets pages write down what their content security policy refused. */
export function watchPolicy(context: BrowserContext): Promise<unknown> {
  return context.addInitScript(() => {
    const refused: string[] = [];
    (window as unknown as { refused: string[] }).refused = refused;
    document.addEventListener('securitypolicyviolation', ({ effectiveDirective, blockedURI }) =>
      refused.push(`${effectiveDirective} ${blockedURI}`),
    );
  });
}

/** What the policy has refused on this page since it was loaded. */
export function policyReports(page: Page): Promise<string[]> {
  return page.evaluate(() => (window as unknown as { refused: string[] }).refused);
}

import type { Landing, OidcBrowser } from './oidc-browser.ts';

/** Whether a page asks the person something: it has a form. */
export function asksSomething({ body }: Landing): boolean {
  return /<form\b/i.test(body);
}

/** Sends the form of the sign-out page, as its person does who wants to be signed out. */
async function confirmSignOut(browser: OidcBrowser, page: Landing): Promise<Landing> {
  const [form] = /<form\b[^>]*>[\s\S]*?<\/form>/i.exec(page.body) ?? [];
  if (form === undefined) throw new Error(`no form: ${page.status} ${page.url.href} ${page.body}`);
  const body = new URLSearchParams();
  for (const [input] of form.matchAll(/<input\b[^>]*>/gi))
    body.set(attribute(input, 'name'), attribute(input, 'value'));
  body.set('logout', 'yes');
  return browser.open(new URL(attribute(form, 'action'), page.url), {
    method: 'POST',
    body: body.toString(),
  });
}

/** The whole way out: where the person is asked, they say yes. */
export async function signOut(browser: OidcBrowser, parameters: Record<string, string>): Promise<Landing> {
  const page = await browser.open(`/oidc/session/end?${new URLSearchParams(parameters).toString()}`);
  return asksSomething(page) ? confirmSignOut(browser, page) : page;
}

function attribute(tag: string, name: string): string {
  const [, value = ''] = new RegExp(`\\b${name}="([^"]*)"`, 'i').exec(tag) ?? [];
  return value.replaceAll('&amp;', '&');
}

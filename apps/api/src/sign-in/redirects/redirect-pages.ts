import { ERROR_WORDS, type ErrorCode, type Language } from '@maqiao/shared';
import { Inject, Injectable } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { SETTINGS, type Settings } from '../../config/settings.ts';
import { SmallPages, type SmallPage } from '../../platform/http/small-page.ts';
import type { RedirectAttempt } from './attempt.ts';
import { REDIRECT_PAGE_WORDS, type RedirectPageName } from './page-words.ts';

/** What a page in a pop-up tells its opener, and one in a frame the page around it. */
export type HandedOver =
  | { readonly type: 'maqiao-sign-in'; readonly code: string }
  | { readonly type: 'maqiao-sign-in'; readonly error: ErrorCode }
  | {
      readonly type: 'maqiao-redirect';
      readonly method: string;
      readonly state: string;
      readonly code: string | undefined;
    };

/**
 * Tells one page of one origin, and nobody else: a browser gives the message to no other. A pop-up that has nothing to
 * show closes. One whose opener is gone, or was cut off by its `Cross-Origin-Opener-Policy`, says so.
 */
const SCRIPT = `(() => {
  const { to, message, severed } = JSON.parse(document.body.dataset.facts);
  const isFramed = window.parent !== window;
  const other = isFramed ? window.parent : window.opener;
  if (!other || other.closed) {
    if (severed === undefined) return;
    document.title = severed.title;
    document.querySelector('h1').textContent = severed.headline;
    document.querySelector('p').textContent = severed.text;
    return;
  }
  other.postMessage(message, to);
  if (!isFramed && message.error === undefined) window.close();
})();`;

/** What people see on the way to WeChat and back. */
@Injectable()
export class RedirectPages {
  /** Its form may lead on to wherever the person wants to be signed in: browsers apply `form-action` to redirects too. */
  readonly #begin: SmallPages;
  readonly #plain: SmallPages;
  readonly #forOpener: SmallPages;
  readonly #forParent: SmallPages;

  constructor(
    @Inject(SETTINGS) private readonly settings: Pick<Settings, 'publicUrl' | 'siteColor' | 'siteName'>,
  ) {
    this.#begin = new SmallPages(settings, { formLeadsTo: ['*'] });
    this.#plain = new SmallPages(settings);
    this.#forOpener = new SmallPages(settings, { script: SCRIPT });
    this.#forParent = new SmallPages(settings, { script: SCRIPT, framedBy: "'self'" });
  }

  /** Whoever does not come from a page of ours chooses to go on. @param action the same address, for a form */
  begin(reply: FastifyReply, language: Language, action: string): Promise<void> {
    const page = this.#page('begin', language, action);
    const button = page.button && { ...page.button, method: 'post' as const };
    return this.#begin.send(reply, 200, { ...page, ...(button && { button }) });
  }

  unknown(reply: FastifyReply, language: Language): Promise<void> {
    return this.#plain.send(reply, 400, this.#page('unknown', language, '/'));
  }

  declined(reply: FastifyReply, language: Language, attempt: RedirectAttempt): Promise<void> {
    const page = this.#page('declined', language, backTo(attempt));
    return this.#end(reply, 403, page, attempt, 'access_denied');
  }

  failed(
    reply: FastifyReply,
    language: Language,
    attempt: RedirectAttempt,
    error: { code: ErrorCode; status: number },
  ): Promise<void> {
    const page = this.#page('failed', language, backTo(attempt), ERROR_WORDS[error.code][language]);
    return this.#end(reply, error.status, page, attempt, error.code);
  }

  /** Signed in, in a pop-up. */
  done(reply: FastifyReply, language: Language, origin: string, code: string): Promise<void> {
    const page = this.#page('done', language);
    const { title, headline, text } = this.#page('severed', language);
    const message = { type: 'maqiao-sign-in', code } as const;
    const severed = { title, headline, text };
    return this.#handOver(this.#forOpener, reply, 200, page, { to: origin, message, severed });
  }

  /** In a frame: the page around it has the cookie, and takes what has come. */
  handOver(
    reply: FastifyReply,
    language: Language,
    back: { method: string; state: string; code: string | undefined },
  ): Promise<void> {
    return this.#handOver(this.#forParent, reply, 200, this.#page('handing-over', language), {
      to: this.settings.publicUrl,
      message: { type: 'maqiao-redirect', ...back },
    });
  }

  async #end(
    reply: FastifyReply,
    status: number,
    page: SmallPage,
    { opener }: RedirectAttempt,
    error: ErrorCode,
  ): Promise<void> {
    if (opener === undefined) return this.#plain.send(reply, status, page);
    // Whoever reads it closes the window: the page that has opened it says how to go on.
    const text = { ...page, button: undefined };
    const message = { type: 'maqiao-sign-in', error } as const;
    return this.#handOver(this.#forOpener, reply, status, text, { to: opener.origin, message });
  }

  #handOver(
    pages: SmallPages,
    reply: FastifyReply,
    status: number,
    page: SmallPage,
    facts: { to: string; message: HandedOver; severed?: Pick<SmallPage, 'title' | 'headline' | 'text'> },
  ): Promise<void> {
    // A policy about openers would cut the pop-up from the page that waits for it.
    void reply.header('Cross-Origin-Opener-Policy', 'unsafe-none');
    return pages.send(reply, status, { ...page, facts: JSON.stringify(facts) });
  }

  #page(
    name: RedirectPageName,
    language: Language,
    href?: string,
    facts: { happened?: string; next?: string } = {},
  ): SmallPage {
    const { headline, text, button } = REDIRECT_PAGE_WORDS[name][language];
    const { siteName: site } = this.settings;
    const filled = (template: string) =>
      template
        .replace('{happened}', () => facts.happened ?? '')
        .replace('{next}', () => facts.next ?? '')
        .replace('{site}', () => site);
    return {
      language,
      title: `${filled(headline)} · ${site}`,
      headline: filled(headline),
      text: filled(text),
      ...(button !== undefined && href !== undefined && { button: { label: button, href } }),
    };
  }
}

/** The page that the sign-in began on. */
function backTo({ interaction, wayBack }: RedirectAttempt): string {
  return interaction === undefined ? wayBack : `/interaction/${interaction}`;
}

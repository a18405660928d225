import { Inject, Injectable } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { SETTINGS, type Settings } from '../config/settings.ts';
import { pageLanguageOf, SmallPages } from '../platform/http/small-page.ts';
import { PAGE_WORDS, type PageName } from './page-words.ts';
import { OUR_PATH } from './way-back.ts';

/** Facts that stand in a page. */
export interface PageFacts {
  host: string;
  name?: string | undefined;
  id?: string | undefined;
}

/** Where the one link of a page leads, at the same site. */
const LINKS: Record<PageName, string> = {
  'not-let-in': `${OUR_PATH}/sign-out`,
  'sign-in-again': '/',
  unfinished: '/',
  declined: '/',
  'sign-out': `${OUR_PATH}/sign-out`,
  'signed-out': '/',
};

/** Pages that people see at a protected site, where files of our own pages are not reached. No script. */
@Injectable()
export class ForwardAuthPages {
  readonly #pages: SmallPages;

  constructor(@Inject(SETTINGS) private readonly settings: Pick<Settings, 'publicUrl' | 'siteColor'>) {
    this.#pages = new SmallPages(settings);
  }

  async send(
    reply: FastifyReply,
    request: FastifyRequest,
    status: number,
    name: PageName,
    { host, name: person, id }: PageFacts,
  ): Promise<void> {
    const language = pageLanguageOf(request);
    const words = PAGE_WORDS[name][language];
    const facts: Record<string, string> = {
      host,
      name: person ?? '',
      id: id ?? '',
      login: new URL(this.settings.publicUrl).host,
    };
    // Escaped afterwards: a nickname is text like any other.
    const text = (template: string) =>
      template.replace(/\{(\w+)\}/g, (place, key: string) => facts[key] ?? place);
    await this.#pages.send(reply, status, {
      language,
      title: `${text(words.happened)} · ${host}`,
      headline: text(words.happened),
      text: text(words.next),
      button: { label: text(words.link), href: LINKS[name] },
    });
  }
}

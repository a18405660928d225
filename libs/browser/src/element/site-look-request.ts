import { pictureOfLogo, siteLookOf, type SiteLook } from './site-look.ts';

/** The branding of one element's site. */
export interface SiteLookRequest {
  /** Null before the server has answered. */
  readonly look: SiteLook | null;
  /**
   * Asks the server, unless the last question was the same. The last answer stays until the new one is there.
   * @param server origin; empty for the page's own
   * @param languages BCP 47 tags, best first
   */
  ask(server: string, languages: readonly string[]): void;
}

/** @param changed called when there is something new; a sign-in never waits for it */
export function createSiteLookRequest(changed: () => void): SiteLookRequest {
  let look: SiteLook | null = null;
  let asked: string | null = null;

  return {
    get look() {
      return look;
    },
    ask(server, languages) {
      const question = [server, ...languages].join(' ');
      if (question === asked) return;
      asked = question;
      const take = (answer: SiteLook): void => {
        // The element may have got another server meanwhile.
        if (question !== asked) return;
        look = answer;
        changed();
      };
      void siteLookOf(server, languages).then(async (site) => {
        if (!site) return;
        if (!site.logoUrl) return take(site);
        take({ ...site, logoUrl: null });
        take({ ...site, logoUrl: await pictureOfLogo(site.logoUrl) });
      });
    },
  };
}

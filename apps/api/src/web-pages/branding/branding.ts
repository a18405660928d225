import { Logger } from '@nestjs/common';
import { baseLanguage, type Brand, type SiteInfo } from '@maqiao/shared';
import { localize } from '../../platform/operator-messages/messages.ts';
import { brandingMessages } from './branding-messages.ts';
import { fromRepository } from '../../platform/database/database-location.ts';
import { Languages, type ShownPart } from './languages.ts';
import { missingIn } from './words-check.ts';
import { readLanguages, readWordsFile, type Words } from './words-file.ts';
import { siteNameOf } from '../../config/site-name.ts';
import type { Settings } from '../../config/settings.ts';
import { readLogo, type Logo } from './logo-file.ts';

/** How the owner wants people to see their site, read once at the start. */
export class Branding {
  private constructor(
    private readonly settings: Settings,
    readonly logo: Logo | undefined,
    readonly languages: Languages,
  ) {}

  /** Reads the files that the settings name. @throws SettingsError that says what is wrong with one, and what to do */
  static async read(settings: Settings): Promise<Branding> {
    const logo = settings.siteLogo === undefined ? undefined : await readLogo(settings.siteLogo);
    const further = readLanguages(fromRepository('languages'));
    const own: Words =
      settings.wordsFile === undefined ? new Map() : readWordsFile(fromRepository(settings.wordsFile));
    for (const source of [further, own]) warnOfGaps(source);
    return new Branding(settings, logo, new Languages(further, own));
  }

  /** The branding that is the same for every site and phone. */
  get brand(): Brand {
    const { publicUrl, siteColor: color } = this.settings;
    const logoUrl = this.logo === undefined ? null : `${publicUrl}/api/site/logo?v=${this.logo.version}`;
    return { logoUrl, color };
  }

  /**
   * What people are shown at a site.
   * @param origin of its page; undefined: our own page, or a phone
   * @param part - the part whose words are wanted, in the best of the languages `preferred`; undefined for none
   */
  siteAt(origin: string | undefined, part?: ShownPart, preferred: readonly string[] = []): SiteInfo {
    const { publicUrl, siteName } = this.settings;
    const name =
      origin === undefined || origin === publicUrl || !URL.canParse(origin)
        ? siteName
        : siteNameOf(origin, this.settings);
    return { name, ...this.brand, ...(part && { language: this.languages.bestFor(part, preferred) }) };
  }
}

/** An incomplete further language works. The log lists what is missing. */
function warnOfGaps(words: Words): void {
  for (const [tag, language] of words) {
    if (tag === 'zh' || tag === 'en') continue;
    const missing = missingIn(language);
    if (missing.length === 0) continue;
    const base = { zh: { en: 'Chinese', zh: '中文' }, en: { en: 'English', zh: '英文' } }[baseLanguage(tag)];
    const facts = { tag, count: missing.length, base, first: missing.slice(0, 3).join(', ') };
    new Logger('Words').warn(localize(brandingMessages.words_incomplete, facts));
  }
}

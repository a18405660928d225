import type { Brand, SiteInfo } from '@maqiao/shared';
import { siteNameOf } from '../config/site-name.ts';
import type { Settings } from '../config/settings.ts';
import { readLogo, type Logo } from './logo-file.ts';

/** How the owner wants people to see their site, read once at the start. */
export class Branding {
  private constructor(
    private readonly settings: Settings,
    readonly logo: Logo | undefined,
  ) {}

  /** Reads the files that the settings name. @throws SettingsError that says what is wrong with one, and what to do */
  static async read(settings: Settings): Promise<Branding> {
    const logo = settings.siteLogo === undefined ? undefined : await readLogo(settings.siteLogo);
    return new Branding(settings, logo);
  }

  /** The look, the same for every site and phone. */
  get brand(): Brand {
    const { publicUrl, siteColor: color } = this.settings;
    const logoUrl = this.logo === undefined ? null : `${publicUrl}/api/site/logo?v=${this.logo.version}`;
    return { logoUrl, color };
  }

  /** What people are shown at a site. @param origin of its page; undefined: our own page, or a phone */
  siteAt(origin: string | undefined): SiteInfo {
    const { publicUrl, siteName } = this.settings;
    const name =
      origin === undefined || origin === publicUrl || !URL.canParse(origin)
        ? siteName
        : siteNameOf(origin, this.settings);
    return { name, ...this.brand };
  }
}

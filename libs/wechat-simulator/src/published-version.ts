import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** The three versions a mini-program code can open. */
export const ENV_VERSIONS = ['release', 'trial', 'develop'] as const;
export type EnvVersion = (typeof ENV_VERSIONS)[number];

/** Where no mini program was given, the page that the API asks for by default. */
const PAGES_WITHOUT_A_PROGRAM: readonly string[] = ['pages/login/index'];

/** What `check_path` is checked against: the pages and versions that count as published. */
export class PublishedVersion {
  readonly #miniProgramFolder: string | undefined;
  #pages: readonly string[] | undefined;
  #envVersions: readonly EnvVersion[] = ENV_VERSIONS;

  constructor(miniProgramFolder: string | undefined) {
    this.#miniProgramFolder = miniProgramFolder;
  }

  /** The published pages: those that were set, else the ones of the compiled program's `app.json`. */
  get pages(): readonly string[] {
    return this.#pages ?? this.#compiledPages() ?? PAGES_WITHOUT_A_PROGRAM;
  }

  get envVersions(): readonly EnvVersion[] {
    return this.#envVersions;
  }

  /** Replaces the pages, the versions, or both. An empty list means that nothing was ever published. */
  set(change: { readonly pages?: readonly string[]; readonly envVersions?: readonly EnvVersion[] }): void {
    if (change.pages) this.#pages = [...change.pages];
    if (change.envVersions) this.#envVersions = [...change.envVersions];
  }

  /** Back to the compiled program's pages and all three versions. */
  reset(): void {
    this.#pages = undefined;
    this.#envVersions = ENV_VERSIONS;
  }

  #compiledPages(): readonly string[] | undefined {
    if (this.#miniProgramFolder === undefined) return undefined;
    try {
      const app: unknown = JSON.parse(readFileSync(join(this.#miniProgramFolder, 'app.json'), 'utf8'));
      const pages = typeof app === 'object' && app !== null && 'pages' in app ? app.pages : undefined;
      return Array.isArray(pages) ? pages.filter((page) => typeof page === 'string') : undefined;
    } catch {
      // Not compiled yet; the pack call says so in words.
      return undefined;
    }
  }
}

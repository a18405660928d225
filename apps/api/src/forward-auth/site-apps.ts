import type { OwnApp } from '@maqiao/shared';
import { Injectable, type OnModuleInit } from '@nestjs/common';
import { appIdOf, AppSources, type AppSource } from '../people/apps/app-sources.ts';
import { HostConsents } from './host-consents.ts';
import { ProtectedHosts } from './protected-hosts.ts';
import { TOLD_SCOPES } from './told-scopes.ts';

/** Protected sites that a person has let know who they are. */
@Injectable()
export class SiteApps implements AppSource, OnModuleInit {
  constructor(
    private readonly consents: HostConsents,
    private readonly hosts: ProtectedHosts,
    private readonly sources: AppSources,
  ) {}

  onModuleInit(): void {
    this.sources.add(this);
  }

  async list(userId: string): Promise<OwnApp[]> {
    const consents = await this.consents.of(userId);
    return consents
      .filter(({ host }) => this.hosts.byName(host) !== undefined)
      .map(({ host, grantedAt }) => ({
        id: appIdOf('site', host),
        kind: 'site',
        name: host,
        host,
        scopes: [...TOLD_SCOPES],
        allowedAt: new Date(grantedAt).toISOString(),
        devices: 0,
        outlivesSignOut: false,
      }));
  }

  /** Each check asks for the consent, so the site is closed to them at once. */
  async end(userId: string, { name: host }: OwnApp): Promise<string> {
    await this.consents.withdraw(userId, host);
    return host;
  }
}

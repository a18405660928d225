import { startCaddyWith, loginSite } from './support/caddy.ts';
import { describeForwardAuth } from './support/forward-auth-suite.ts';
import { PROTECTED_NAMES } from './support/protected-site.ts';
import { rendered } from './support/rendered.ts';

describeForwardAuth((plan) => {
  const forCaddy = { ...plan, instances: [plan.maqiao] as const };
  const sites = PROTECTED_NAMES.map((name) =>
    rendered('forward-auth/Caddyfile', {
      '\nwiki.example.com {': `\n${name} {`,
      '127.0.0.1:3000': `127.0.0.1:${plan.maqiao}`,
      '127.0.0.1:8080': `127.0.0.1:${plan.apps[name]}`,
    }),
  );
  return startCaddyWith(forCaddy, [loginSite(forCaddy), ...sites].join('\n'));
});

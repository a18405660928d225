import { lines, type CopyBlock } from './client-facts.ts';
import { FRAMEWORK_BLOCKS } from './framework-blocks.ts';
import { PROGRAM_BLOCKS } from './program-blocks.ts';

/** The block whose name is a word of the page. */
export const GENERIC_BLOCK: Omit<CopyBlock, 'name'> = {
  id: 'generic',
  text: ({ issuer, clientId, secret, scope, redirectUri }) =>
    lines(
      `Issuer: ${issuer}`,
      `Discovery: ${issuer}/.well-known/openid-configuration`,
      `Client ID: ${clientId}`,
      secret !== null && `Client secret: ${secret}`,
      `Scope: ${scope}`,
      redirectUri !== '' && `Redirect URI: ${redirectUri}`,
    ),
};

export const COPY_BLOCKS: readonly CopyBlock[] = [...FRAMEWORK_BLOCKS, ...PROGRAM_BLOCKS];

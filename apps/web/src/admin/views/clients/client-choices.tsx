import type { OwnerClient } from '@maqiao/shared';
import { GRANT_TYPES } from '../../clients/client-changes.ts';
import type { ClientWords } from '../../clients/client-words.ts';
import { ClientChoices, ClientField } from './client-field.tsx';

interface ChoicesProps {
  client: OwnerClient;
  fault: string | undefined;
  words: ClientWords;
}

/** The scopes that a client may ask for, but `openid`, which each has. */
export function ScopeChoices({ client, fault, words }: ChoicesProps) {
  const before = client.scope.split(' ');
  return (
    <ClientChoices label={words.fields.scope ?? ''} fault={fault}>
      {Object.entries(words.scopes).map(([scope, meaning]) => (
        <label key={scope} className="check">
          <input type="checkbox" name="scope" value={scope} defaultChecked={before.includes(scope)} />
          <span>
            <code>{scope}</code> {meaning}
          </span>
        </label>
      ))}
    </ClientChoices>
  );
}

export function GrantChoices({ client, fault, words }: ChoicesProps) {
  return (
    <ClientChoices label={words.fields.grant_types ?? ''} fault={fault}>
      {Object.entries(words.grants).map(([name, meaning]) => {
        const grant = GRANT_TYPES[name as keyof typeof GRANT_TYPES];
        return (
          <label key={name} className="check">
            <input
              type="checkbox"
              name="grant_types"
              value={grant}
              defaultChecked={client.grant_types.includes(grant)}
            />
            <span>
              <code>{name}</code> {meaning}
            </span>
          </label>
        );
      })}
    </ClientChoices>
  );
}

/** What only a client with a secret may choose. */
export function SecretChoices({
  client,
  faults,
  words,
}: {
  client: OwnerClient;
  faults: Record<string, string>;
  words: ClientWords;
}) {
  return (
    <>
      <ClientField label={words.authMethod} fault={faults.token_endpoint_auth_method}>
        {(attributes) => (
          <select
            {...attributes}
            name="token_endpoint_auth_method"
            defaultValue={client.token_endpoint_auth_method}
          >
            <option>client_secret_basic</option>
            <option>client_secret_post</option>
          </select>
        )}
      </ClientField>
      <input type="hidden" name="shows_pkce" value="true" />
      <label className="check">
        <input type="checkbox" name="without_pkce" defaultChecked={!client.require_pkce} />
        {words.withoutPkce}
      </label>
    </>
  );
}

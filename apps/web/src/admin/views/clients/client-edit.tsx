import type { OwnerClient } from '@maqiao/shared';
import { useEffect, useRef, useState, type SyntheticEvent } from 'react';
import { fill } from '../../../fill.ts';
import { useAdminWords } from '../../admin-context.ts';
import { changesOf, SIGNATURES } from '../../clients/client-changes.ts';
import type { ClientWords } from '../../clients/client-words.ts';
import type { OwnerApi } from '../../owner-api.ts';
import { GrantChoices, ScopeChoices, SecretChoices } from './client-choices.tsx';
import { ClientField } from './client-field.tsx';
import { clientTroubleOf, faultsByField } from './client-trouble.ts';

/** The fields at which a fault is told. */
const FIELDS = [
  'client_name',
  'redirect_uris',
  'post_logout_redirect_uris',
  'backchannel_logout_uri',
  'scope',
  'email_domain',
  'grant_types',
  'token_endpoint_auth_method',
  'id_token_signed_response_alg',
];

/** Changes a client. What was typed stays there until the server has taken it. */
export function ClientEdit({
  api,
  client: shown,
  words,
  onCancel,
  onChanged,
}: {
  api: OwnerApi;
  client: OwnerClient;
  words: ClientWords;
  onCancel: () => void;
  onChanged: (client: OwnerClient) => void;
}) {
  const { words: adminWords, language } = useAdminWords();
  // As it was when the form was opened: only what is changed here is sent.
  const [client] = useState(shown);
  const [busy, setBusy] = useState(false);
  const [trouble, setTrouble] = useState<unknown>(null);
  const form = useRef<HTMLFormElement>(null);
  const faults = faultsByField(trouble, FIELDS, words, language);

  useEffect(() => {
    if (trouble !== null) form.current?.querySelector<HTMLElement>('[aria-invalid]')?.focus();
  }, [trouble]);

  const submit = (event: SyntheticEvent<HTMLFormElement>): void => {
    event.preventDefault();
    if (busy) return;
    const changes = changesOf(client, new FormData(event.currentTarget));
    if (Object.keys(changes).length === 0) {
      onChanged(shown);
      return;
    }
    setBusy(true);
    setTrouble(null);
    api.changeClient(client.client_id, changes).then(onChanged, (error: unknown) => {
      setTrouble(error);
      setBusy(false);
    });
  };
  const summary = (): string | null => {
    if (trouble === null) return null;
    if (faults.rest !== undefined || Object.keys(faults).length === 0)
      return faults.rest ?? clientTroubleOf(trouble, words, adminWords, language);
    return words.notSaved;
  };
  const list = (name: 'redirect_uris' | 'post_logout_redirect_uris', label: string, help: string) => (
    <ClientField label={label} help={help} fault={faults[name]}>
      {(attributes) => (
        <textarea
          {...attributes}
          name={name}
          rows={Math.min(6, client[name].length + 1)}
          defaultValue={client[name].join('\n')}
          spellCheck={false}
        />
      )}
    </ClientField>
  );
  const line = (name: 'backchannel_logout_uri' | 'email_domain', help: string) => (
    <ClientField label={words.fields[name] ?? name} help={help} fault={faults[name]}>
      {(attributes) => (
        <input
          {...attributes}
          name={name}
          type="text"
          inputMode="url"
          autoComplete="off"
          spellCheck={false}
          defaultValue={client[name] ?? ''}
        />
      )}
    </ClientField>
  );
  return (
    // The server says what is wrong, in the language of the page, and the browser nothing.
    <form
      ref={form}
      className="client-form client-edit"
      noValidate
      aria-label={fill(words.changeTitle, { name: client.client_name })}
      onSubmit={submit}
    >
      <p className="soft">{fill(words.stays, { id: client.client_id })}</p>
      <ClientField label={words.name} help={words.nameHelp} fault={faults.client_name}>
        {(attributes) => (
          <input
            {...attributes}
            name="client_name"
            type="text"
            autoComplete="off"
            autoFocus
            defaultValue={client.client_name}
          />
        )}
      </ClientField>
      {list('redirect_uris', words.redirectUris, words.redirectHelp)}
      {list('post_logout_redirect_uris', words.afterLogout, words.eachHelp)}
      {line('backchannel_logout_uri', words.takenBackHelp)}
      <ScopeChoices client={client} fault={faults.scope} words={words} />
      {line('email_domain', words.emailDomainHelp)}
      <label className="check">
        <input type="checkbox" name="claims_in_id_token" defaultChecked={client.claims_in_id_token} />
        {words.claimsInIdToken}
      </label>
      <GrantChoices client={client} fault={faults.grant_types} words={words} />
      {client.token_endpoint_auth_method !== 'none' && (
        <SecretChoices client={client} faults={faults} words={words} />
      )}
      <ClientField
        label={words.fields.id_token_signed_response_alg ?? ''}
        fault={faults.id_token_signed_response_alg}
      >
        {(attributes) => (
          <select
            {...attributes}
            name="id_token_signed_response_alg"
            defaultValue={client.id_token_signed_response_alg}
          >
            {SIGNATURES.map((alg) => (
              <option key={alg}>{alg}</option>
            ))}
          </select>
        )}
      </ClientField>
      <p className="trouble" role="alert">
        {summary()}
      </p>
      <div className="person-actions">
        <button type="button" className="button button-quiet" onClick={onCancel}>
          {words.cancel}
        </button>
        <button type="submit" className="button button-primary" aria-disabled={busy}>
          {busy ? words.saving : words.save}
        </button>
      </div>
    </form>
  );
}

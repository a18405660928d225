import {
  CLIENT_KINDS,
  metadataOfKind,
  type ClientKind,
  type ClientRequest,
  type OwnerClientWithSecret,
} from '@maqiao/shared';
import { useState, type SyntheticEvent } from 'react';
import { useAdminWords } from '../../admin-context.ts';
import type { ClientWords } from '../../clients/client-words.ts';
import type { OwnerApi } from '../../owner-api.ts';
import { clientTroubleOf } from './client-trouble.ts';

/** Registers a client. */
export function ClientForm({
  api,
  words,
  onCancel,
  onAdded,
}: {
  api: OwnerApi;
  words: ClientWords;
  onCancel: () => void;
  onAdded: (client: OwnerClientWithSecret) => void;
}) {
  const { words: adminWords, language } = useAdminWords();
  const [kind, setKind] = useState<ClientKind>('website');
  const [busy, setBusy] = useState(false);
  const [trouble, setTrouble] = useState<unknown>(null);

  const submit = (event: SyntheticEvent<HTMLFormElement>): void => {
    event.preventDefault();
    if (busy) return;
    setBusy(true);
    setTrouble(null);
    api.addClient(requestOf(kind, new FormData(event.currentTarget))).then(onAdded, (error: unknown) => {
      setTrouble(error);
      setBusy(false);
    });
  };
  return (
    <form className="client-form" onSubmit={submit}>
      <label htmlFor="client-name">{words.name}</label>
      <input
        id="client-name"
        name="name"
        type="text"
        required
        maxLength={60}
        autoFocus
        aria-describedby="client-name-help"
      />
      <p id="client-name-help" className="soft">
        {words.nameHelp}
      </p>
      <label htmlFor="client-kind">{words.kind}</label>
      <select id="client-kind" value={kind} onChange={(event) => setKind(event.target.value as ClientKind)}>
        {CLIENT_KINDS.map((one) => (
          <option key={one} value={one}>
            {words.kinds[one]}
          </option>
        ))}
      </select>
      {kind !== 'device' && (
        <>
          <label htmlFor="client-uris">{words.redirectUris}</label>
          <textarea
            id="client-uris"
            name="uris"
            rows={2}
            required
            spellCheck={false}
            aria-describedby="client-uris-help"
          />
          <p id="client-uris-help" className="soft">
            {words.redirectHelp}
          </p>
        </>
      )}
      <details>
        <summary>{words.more}</summary>
        <div className="client-form">
          <label htmlFor="client-id">{words.id}</label>
          <input
            id="client-id"
            name="id"
            type="text"
            autoComplete="off"
            spellCheck={false}
            aria-describedby="client-id-help"
          />
          <p id="client-id-help" className="soft">
            {words.idHelp}
          </p>
          <label htmlFor="client-after">{words.afterLogout}</label>
          <textarea id="client-after" name="after" rows={2} spellCheck={false} />
          <label htmlFor="client-backchannel">{words.backchannel}</label>
          <input id="client-backchannel" name="backchannel" type="url" spellCheck={false} />
          {kind === 'website' && (
            <>
              <label htmlFor="client-method">{words.authMethod}</label>
              <select id="client-method" name="method">
                <option value="client_secret_basic">client_secret_basic</option>
                <option value="client_secret_post">client_secret_post</option>
              </select>
              <label className="check">
                <input type="checkbox" name="withoutPkce" />
                {words.withoutPkce}
              </label>
            </>
          )}
          <label className="check">
            <input type="checkbox" name="claimsInIdToken" />
            {words.claimsInIdToken}
          </label>
        </div>
      </details>
      <p className="trouble" role="alert">
        {trouble !== null && clientTroubleOf(trouble, words, adminWords, language)}
      </p>
      <div className="person-actions">
        <button type="button" className="button button-quiet" onClick={onCancel}>
          {words.cancel}
        </button>
        <button type="submit" className="button button-primary" aria-disabled={busy}>
          {busy ? words.registering : words.register}
        </button>
      </div>
    </form>
  );
}

function requestOf(kind: ClientKind, form: FormData): ClientRequest {
  const text = (name: string): string | undefined => {
    const value = form.get(name);
    return typeof value === 'string' && value.trim() !== '' ? value.trim() : undefined;
  };
  const each = (name: string) => text(name)?.split(/\s+/);
  const metadata = metadataOfKind(kind);
  const method = text('method') as ClientRequest['token_endpoint_auth_method'];
  return {
    ...metadata,
    client_id: text('id'),
    client_name: text('name') ?? '',
    redirect_uris: each('uris'),
    post_logout_redirect_uris: each('after'),
    backchannel_logout_uri: text('backchannel'),
    token_endpoint_auth_method: method ?? metadata.token_endpoint_auth_method,
    require_pkce: form.has('withoutPkce') ? false : undefined,
    claims_in_id_token: form.has('claimsInIdToken') ? true : undefined,
  };
}

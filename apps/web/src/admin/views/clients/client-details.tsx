import type { OwnerClient } from '@maqiao/shared';
import { fill } from '../../../fill.ts';
import { useAdminWords } from '../../admin-context.ts';
import type { ClientWords } from '../../clients/client-words.ts';

/** What is registered of a client, as a list of lines. */
export function ClientDetails({ client, words }: { client: OwnerClient; words: ClientWords }) {
  const { moment } = useAdminWords();
  const at = (seconds: number) => moment(new Date(seconds * 1000).toISOString());
  const { secrets } = client;
  const values: [keyof OwnerClient, readonly string[]][] = [
    ['redirect_uris', client.redirect_uris],
    ['post_logout_redirect_uris', client.post_logout_redirect_uris],
    ['backchannel_logout_uri', [client.backchannel_logout_uri ?? []].flat()],
    ['scope', [client.scope]],
    ['email_domain', [client.email_domain ?? []].flat()],
  ];
  return (
    <ul className="soft">
      <li>{fill(words.registeredOn, { time: at(client.client_id_issued_at) })}</li>
      {secrets.length === 0 && <li>{words.noSecret}</li>}
      {secrets.map(({ created_at: created, expires_at: expires }) => (
        <li key={`${created} ${expires}`}>
          {expires === 0
            ? fill(words.secretSince, { time: at(created) })
            : fill(words.secretUntil, { time: at(expires) })}
        </li>
      ))}
      {values.flatMap(([name, each]) =>
        each.map((value) => (
          <li key={`${name} ${value}`} className="person-ids">
            {words.fields[name]} <code>{value}</code>
          </li>
        )),
      )}
    </ul>
  );
}

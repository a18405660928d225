import { kindOf, type OwnerClient } from '@maqiao/shared';
import { useEffect, useId, useRef, useState } from 'react';
import { fill } from '../../../fill.ts';
import { useAdminWords } from '../../admin-context.ts';
import type { ClientWords } from '../../clients/client-words.ts';
import { ClientBlocks } from './client-blocks.tsx';

/** One client. What cannot be undone is asked about once more, in place. */
export function ClientItem({
  client,
  issuer,
  words,
  onRotate,
  onRemove,
}: {
  client: OwnerClient;
  issuer: string;
  words: ClientWords;
  onRotate: () => Promise<void>;
  onRemove: () => Promise<void>;
}) {
  const { moment } = useAdminWords();
  const details = useId();
  const [open, setOpen] = useState(false);
  const [asking, setAsking] = useState<'rotate' | 'remove' | null>(null);
  const [busy, setBusy] = useState(false);
  const [moved, setMoved] = useState(false);
  const first = useRef<HTMLButtonElement>(null);
  const at = (seconds: number) => moment(new Date(seconds * 1000).toISOString());

  // The button that was pressed is gone: whoever uses a keyboard goes on at the one in its place.
  useEffect(() => {
    if (moved) first.current?.focus();
  }, [asking, moved]);

  const ask = (what: 'rotate' | 'remove' | null): void => {
    setMoved(true);
    setAsking(what);
  };
  const act = async (): Promise<void> => {
    if (busy) return;
    setBusy(true);
    await (asking === 'rotate' ? onRotate() : onRemove());
    setBusy(false);
    setMoved(false);
    setAsking(null);
  };
  const { client_name: name, client_id: id, source, secrets } = client;
  return (
    <li className="person client">
      <div className="person-who">
        <p className="person-name">{name}</p>
        <p className="soft person-ids">
          <code>{id}</code> · {words.kinds[kindOf(client)]}
        </p>
        {source === 'file' && <p className="soft">{words.fromFile}</p>}
      </div>
      <div className="person-actions">
        <button
          type="button"
          className="button button-quiet"
          aria-expanded={open}
          aria-controls={details}
          aria-label={`${open ? words.hide : words.show} ${name} ${id}`}
          onClick={() => setOpen(!open)}
        >
          {open ? words.hide : words.show}
        </button>
      </div>
      <div id={details} className="client-details" hidden={!open}>
        {open && (
          <>
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
              {client.redirect_uris.map((uri) => (
                <li key={uri} className="person-ids">
                  {words.fields.redirect_uris} <code>{uri}</code>
                </li>
              ))}
            </ul>
            <ClientBlocks client={client} issuer={issuer} words={words} />
            {source === 'owner' &&
              (asking === null ? (
                <div className="person-actions">
                  {client.token_endpoint_auth_method !== 'none' && (
                    <button type="button" className="button button-quiet" onClick={() => ask('rotate')}>
                      {words.rotate}
                    </button>
                  )}
                  <button
                    ref={first}
                    type="button"
                    className="button button-quiet"
                    onClick={() => ask('remove')}
                  >
                    {words.remove}
                  </button>
                </div>
              ) : (
                <div
                  role="group"
                  className="client-question"
                  aria-label={asking === 'rotate' ? words.rotate : words.remove}
                >
                  <p>{asking === 'rotate' ? words.rotateAsk : fill(words.removeAsk, { name })}</p>
                  <div className="person-actions">
                    <button
                      ref={first}
                      type="button"
                      className="button button-quiet"
                      onClick={() => ask(null)}
                    >
                      {words.keep}
                    </button>
                    <button
                      type="button"
                      className="button button-primary"
                      aria-disabled={busy}
                      onClick={() => void act()}
                    >
                      {asking === 'rotate' ? words.rotateReally : words.removeReally}
                    </button>
                  </div>
                </div>
              ))}
          </>
        )}
      </div>
    </li>
  );
}

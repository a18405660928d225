import { kindOf, type OwnerClient } from '@maqiao/shared';
import { useEffect, useId, useRef, useState } from 'react';
import { ConfirmedButton } from '../../../confirmed-button.tsx';
import { fill } from '../../../fill.ts';
import type { ClientWords } from '../../clients/client-words.ts';
import type { OwnerApi } from '../../owner-api.ts';
import { ClientBlocks } from './client-blocks.tsx';
import { ClientDetails } from './client-details.tsx';
import { ClientEdit } from './client-edit.tsx';

/** One client. What cannot be undone is asked about once more, in place. */
export function ClientItem({
  api,
  client,
  issuer,
  words,
  onChanged,
  onRotate,
  onRemove,
}: {
  api: OwnerApi;
  client: OwnerClient;
  issuer: string;
  words: ClientWords;
  onChanged: (client: OwnerClient) => void;
  onRotate: () => Promise<void>;
  onRemove: () => Promise<void>;
}) {
  const details = useId();
  const [open, setOpen] = useState(false);
  const [asking, setAsking] = useState<'rotate' | 'remove' | null>(null);
  const [editing, setEditing] = useState(false);
  const [saved, setSaved] = useState(false);
  const [moved, setMoved] = useState(false);
  const first = useRef<HTMLButtonElement>(null);

  // The form is gone: whoever uses a keyboard goes on at the button that had opened it.
  useEffect(() => {
    if (moved) first.current?.focus();
  }, [editing, moved]);

  const edit = (to: boolean): void => {
    setMoved(!to);
    setSaved(false);
    setEditing(to);
  };
  const { client_name: name, client_id: id, source } = client;
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
        {editing && (
          <ClientEdit
            api={api}
            client={client}
            words={words}
            onCancel={() => edit(false)}
            onChanged={(changed) => {
              edit(false);
              setSaved(true);
              onChanged(changed);
            }}
          />
        )}
        {open && !editing && (
          <>
            <ClientDetails client={client} words={words} />
            <ClientBlocks client={client} issuer={issuer} words={words} />
            <p className="soft client-saved" role="status">
              {saved ? words.saved : ''}
            </p>
            {source === 'owner' && (
              <div className="person-actions">
                {asking === null && (
                  <button
                    ref={first}
                    type="button"
                    className="button button-quiet"
                    aria-label={`${words.change} ${name} ${id}`}
                    onClick={() => edit(true)}
                  >
                    {words.change}
                  </button>
                )}
                {asking !== 'remove' && client.token_endpoint_auth_method !== 'none' && (
                  <ConfirmedButton
                    label={words.rotate}
                    name={name}
                    keep={words.keep}
                    really={words.rotateReally}
                    question={words.rotateAsk}
                    onAsk={(on) => setAsking(on ? 'rotate' : null)}
                    onReally={onRotate}
                  />
                )}
                {asking !== 'rotate' && (
                  <ConfirmedButton
                    label={words.remove}
                    name={name}
                    keep={words.keep}
                    really={words.removeReally}
                    question={fill(words.removeAsk, { name })}
                    onAsk={(on) => setAsking(on ? 'remove' : null)}
                    onReally={onRemove}
                  />
                )}
              </div>
            )}
          </>
        )}
      </div>
    </li>
  );
}

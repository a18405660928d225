import type { OwnIdentities, OwnIdentity } from '@maqiao/shared';
import { ConfirmedButton } from '../../confirmed-button.tsx';
import { fill } from '../../fill.ts';
import { useAccountWords } from '../account-context.ts';
import type { Said } from '../use-change.ts';
import type { Loaded } from '../use-loaded.ts';
import type { Wanted } from '../wanted.ts';
import { Part, Shown } from './part.tsx';

/** The ways in which the person signs in: add another WeChat, remove one. */
export function WaysIn({
  identities,
  said,
  onWant,
}: {
  identities: Loaded<OwnIdentities>;
  said: Said;
  onWant: (wanted: Wanted) => Promise<void>;
}) {
  const { words } = useAccountWords();
  return (
    <Part title={words.ways} lead={words.waysLead} said={said}>
      <Shown loaded={identities}>
        {(value) => (
          <>
            <ul className="rows">
              {waysOf(value).map((way) => (
                <Way key={way[0].id} way={way} onRemove={(id) => onWant({ action: 'remove_identity', id })} />
              ))}
            </ul>
            <div className="actions">
              <button
                type="button"
                className="button button-quiet"
                onClick={() => void onWant({ action: 'link_identity' })}
              >
                {words.addWay}
              </button>
            </div>
          </>
        )}
      </Shown>
      {/* The list of passkeys stands here: apps/web/src/passkeys/passkey-list.tsx; its proof is `Wishes.prove`. */}
    </Part>
  );
}

type OneWay = readonly [OwnIdentity, ...OwnIdentity[]];

/** Identities that are removed together are one way in. */
function waysOf({ identities }: OwnIdentities): OneWay[] {
  const seen = new Set<string>();
  return identities.flatMap((identity): OneWay[] => {
    if (seen.has(identity.id)) return [];
    const others = identities.filter(({ id }) => identity.together.includes(id));
    for (const { id } of others) seen.add(id);
    return [[identity, ...others]];
  });
}

function Way({ way, onRemove }: { way: OneWay; onRemove: (id: string) => Promise<void> }) {
  const { words, moment } = useAccountWords();
  const [{ id, removable, removableAt }] = way;
  const name = [...new Set(way.map(({ provider }) => words.providers[provider]))].join(words.wayBetween);
  const [first = ''] = way.map(({ createdAt }) => createdAt).sort();
  const last =
    way
      .map(({ lastUsedAt }) => lastUsedAt)
      .sort()
      .at(-1) ?? first;
  return (
    <li className="row">
      <div className="row-text">
        <p className="name">{name}</p>
        <p className="soft">{fill(words.added, { time: moment(first) })}</p>
        <p className="soft">{fill(words.lastUsed, { time: moment(last) })}</p>
        {removable === 'never' && <p className="soft">{words.lastWay}</p>}
        {removable === 'later' && removableAt !== undefined && (
          <p className="soft">{fill(words.removableLater, { time: moment(removableAt) })}</p>
        )}
      </div>
      {removable === 'now' && (
        <ConfirmedButton
          label={words.removeWay}
          name={name}
          keep={words.keep}
          really={words.removeWayReally}
          working={words.working}
          question={words.removeWayAsk}
          onReally={() => onRemove(id)}
        />
      )}
    </li>
  );
}

import type { ProfileProposal } from '@maqiao/shared';
import { useState } from 'react';
import { fill } from '../../fill.ts';
import type { AccountApi } from '../account-api.ts';
import { useAccountWords } from '../account-context.ts';
import { useChange } from '../use-change.ts';
import type { Loaded } from '../use-loaded.ts';
import { Part } from './part.tsx';

/** Name and picture that WeChat shows of the person, until they say whether they want them here. Nothing without. */
export function Proposal({
  api,
  proposal,
  onTaken,
}: {
  api: AccountApi;
  proposal: Loaded<ProfileProposal>;
  onTaken: () => Promise<void>;
}) {
  const { words } = useAccountWords();
  const { busy, said, change } = useChange();
  const [wanted, setWanted] = useState({ nickname: true, picture: true });
  const { nickname, picture } = proposal.value ?? { nickname: null, picture: false };
  const isOpen = nickname !== null || picture;
  if (!isOpen && said === null) return null;
  const answer = (take: boolean): Promise<void> =>
    change(
      async () => {
        if (take)
          await api.acceptProposal({
            nickname: nickname !== null && wanted.nickname,
            picture: picture && wanted.picture,
          });
        else await api.declineProposal();
        proposal.put({ nickname: null, picture: false });
        if (take) await onTaken();
      },
      take ? words.proposalTaken : words.proposalDeclined,
    );
  const choice = (what: 'nickname' | 'picture', label: string) => (
    <label className="check">
      <input
        type="checkbox"
        checked={wanted[what]}
        onChange={({ target }) => setWanted({ ...wanted, [what]: target.checked })}
      />
      {label}
    </label>
  );
  const isAny = (nickname !== null && wanted.nickname) || (picture && wanted.picture);
  return (
    <Part title={words.proposal} lead={words.proposalLead} said={said}>
      {isOpen && (
        <>
          <div>
            {nickname !== null && choice('nickname', fill(words.proposalNickname, { nickname }))}
            {picture && choice('picture', words.proposalPicture)}
          </div>
          <div className="actions">
            <button
              type="button"
              className="button button-primary"
              aria-disabled={busy || !isAny}
              onClick={() => isAny && void answer(true)}
            >
              {words.proposalTake}
            </button>
            <button
              type="button"
              className="button button-quiet"
              aria-disabled={busy}
              onClick={() => void answer(false)}
            >
              {words.proposalDecline}
            </button>
          </div>
        </>
      )}
    </Part>
  );
}

import type { OwnerUser } from '@maqiao/shared';
import { ConfirmedButton } from '../../confirmed-button.tsx';
import { fill } from '../../fill.ts';
import { AUDIT_PAGE_WORDS } from '../audit/audit-page-words.ts';
import { MERGING_WORDS } from '../merging/merging-words.ts';
import { useAdminWords } from '../admin-context.ts';

/** One person. A block needs a confirmation, because it signs them out everywhere. */
export function Person({
  user,
  onChange,
  onAudit,
}: {
  user: OwnerUser;
  onChange: (blocked: boolean) => Promise<void>;
  onAudit: () => void;
}) {
  const { words, language, number, moment } = useAdminWords();
  const name = user.nickname ?? words.noNickname;
  return (
    <li className="person">
      <div className="person-who">
        <p>
          <span className={user.nickname === null ? 'soft' : 'person-name'}>{name}</span>
          {user.blocked && <span className="person-blocked">{words.blockedMark}</span>}
        </p>
        {user.mergedInto !== undefined && (
          <p className="soft person-ids">
            {fill(MERGING_WORDS[language].mergedMark, { id: user.mergedInto })}
          </p>
        )}
        <p className="soft">
          {fill(words.lastSignIn, { time: moment(user.lastLoginAt) })} ·{' '}
          {user.sessions === 0 ? words.nowhere : fill(words.browsers, { n: number(user.sessions) })}
        </p>
        <p className="soft person-ids">
          <code>{user.id}</code>
        </p>
        {user.identities.map(({ provider, appId, subject, unionid }) => (
          <p key={`${provider} ${appId} ${subject}`} className="soft person-ids">
            {words.providers[provider]} <code>{subject}</code>
            {unionid !== null && (
              <>
                {' '}
                · unionid <code>{unionid}</code>
              </>
            )}
          </p>
        ))}
      </div>
      <div className="person-actions">
        <button
          type="button"
          className="button button-quiet"
          aria-label={`${AUDIT_PAGE_WORDS[language].ofPerson} ${name} ${user.id}`}
          onClick={onAudit}
        >
          {AUDIT_PAGE_WORDS[language].ofPerson}
        </button>
        <ConfirmedButton
          label={user.blocked ? words.unblock : words.block}
          name={`${name} ${user.id}`}
          keep={words.keep}
          really={words.blockReally}
          atOnce={user.blocked}
          onReally={() => onChange(!user.blocked)}
        />
      </div>
    </li>
  );
}

import type { OwnerIdentity } from '@maqiao/shared';
import { useAdminWords } from '../../admin-context.ts';

/** One identity: of which account, its openid, and the unionid where there is one. */
export function IdentityText({ identity }: { identity: OwnerIdentity }) {
  const { words } = useAdminWords();
  const { provider, appId, subject, unionid } = identity;
  return (
    <p className="person-ids">
      {words.providers[provider]} <code>{appId}</code> · openid <code>{subject}</code>
      {unionid !== null && (
        <>
          {' '}
          · unionid <code>{unionid}</code>
        </>
      )}
    </p>
  );
}

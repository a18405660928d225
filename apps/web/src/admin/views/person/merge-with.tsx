import type { OwnerUser } from '@maqiao/shared';
import { fill } from '../../../fill.ts';
import { useAdminWords } from '../../admin-context.ts';
import type { OwnerApi } from '../../owner-api.ts';
import { PERSON_WORDS } from '../../people/person-words.ts';
import { OtherUserForm } from './other-user-form.tsx';

/** Merges a person into another user who is named, also where no unionid says that they are one. */
export function MergeWith({
  api,
  user,
  onMerged,
}: {
  api: OwnerApi;
  user: OwnerUser;
  onMerged: () => Promise<void>;
}) {
  const { language, number } = useAdminWords();
  const own = PERSON_WORDS[language];
  return (
    <section className="card" aria-labelledby="merge-with">
      <h2 id="merge-with">{own.merge}</h2>
      <p className="soft">{own.mergeAbout}</p>
      <OtherUserForm
        api={api}
        label={own.mergeInto}
        preview={(into) => api.previewMerge(user.id, into.id)}
        really={(into) => fill(own.mergeReally, { name: into.nickname ?? into.id })}
        about={({ into, unionids, endsSessions, clients }) => (
          <>
            <p>{unionids.length > 0 ? own.sameUnionid : own.noSameUnionid}</p>
            <p>{fill(own.mergeWhat, { name: into.nickname ?? into.id })}</p>
            <p>{fill(own.ends, { n: number(endsSessions) })}</p>
            {clients.length > 0 && (
              <p>{fill(own.clientsTouched, { names: clients.map(({ name }) => name).join(', ') })}</p>
            )}
            <p className="trouble">{own.sure}</p>
          </>
        )}
        onReally={async (into) => {
          await api.merge(user.id, into.id);
          await onMerged();
        }}
      />
    </section>
  );
}

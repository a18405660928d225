import type { UserProfile } from '@maqiao/shared';

/** A person's picture, or the first character of their name, or the outline of a person. */
export function PersonPicture({ nickname, avatarUrl }: UserProfile) {
  return (
    <span className="person-picture" aria-hidden="true">
      {avatarUrl === null ? [...(nickname ?? '')][0] : <img src={avatarUrl} alt="" />}
      {avatarUrl === null && nickname === null && (
        <svg viewBox="0 0 32 32" width="40" height="40">
          <circle cx="16" cy="11" r="5.500" />
          <path d="M5 28c1.500-6.500 5.500-9.500 11-9.500S25.500 21.500 27 28" />
        </svg>
      )}
    </span>
  );
}

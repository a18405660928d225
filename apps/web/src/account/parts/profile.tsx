import { joinMessages, type Me } from '@maqiao/shared';
import { useRef, useState, type FormEvent } from 'react';
import { fill } from '../../fill.ts';
import { PersonPicture } from '../../person-picture.tsx';
import type { AccountApi } from '../account-api.ts';
import { useAccountWords } from '../account-context.ts';
import { smallerPicture } from '../smaller-picture.ts';
import { keep, kept } from '../tab-storage.ts';
import { useChange } from '../use-change.ts';
import type { Loaded } from '../use-loaded.ts';
import { Part, Shown } from './part.tsx';

/** Types that the server takes (people/avatars). */
const PICTURES = 'image/jpeg,image/png,image/webp';

/** Who the person is here: name and picture, and how to change them. */
export function Profile({ api, me }: { api: AccountApi; me: Loaded<Me> }) {
  const { words } = useAccountWords();
  const { busy, said, change } = useChange();
  return (
    <Part title={words.profile} lead={words.profileLead} said={said}>
      <Shown loaded={me} rows={3}>
        {(person) => (
          <>
            <Who person={person} />
            <PictureButtons
              has={person.avatarUrl !== null}
              busy={busy}
              onPick={(file) =>
                change(
                  async () => me.put(await api.setPicture(await smallerPicture(file))),
                  words.pictureChanged,
                )
              }
              onRemove={() =>
                change(async () => {
                  await api.removePicture();
                  me.put({ ...person, avatarUrl: null });
                }, words.pictureRemoved)
              }
            />
            <NicknameForm
              key={person.nickname ?? ''}
              nickname={person.nickname}
              busy={busy}
              onSave={(nickname) =>
                change(
                  async () => {
                    me.put(await api.setNickname(nickname));
                    keep('nickname', null);
                  },
                  nickname === null ? words.nicknameRemoved : words.nicknameSaved,
                )
              }
            />
          </>
        )}
      </Shown>
    </Part>
  );
}

function Who({ person }: { person: Me }) {
  const { words, moment } = useAccountWords();
  return (
    <div className="who">
      <PersonPicture nickname={person.nickname} avatarUrl={person.avatarUrl} />
      <div>
        <p className={person.nickname === null ? 'soft' : 'name'}>{person.nickname ?? words.noName}</p>
        <p className="soft">{fill(words.memberSince, { time: moment(person.createdAt) })}</p>
        <p className="soft ids">{fill(words.number, { id: person.id })}</p>
      </div>
    </div>
  );
}

function PictureButtons({
  has,
  busy,
  onPick,
  onRemove,
}: {
  has: boolean;
  busy: boolean;
  onPick: (file: File) => Promise<void>;
  onRemove: () => Promise<void>;
}) {
  const { words } = useAccountWords();
  const input = useRef<HTMLInputElement>(null);
  return (
    <div className="actions">
      <input
        ref={input}
        type="file"
        accept={PICTURES}
        className="visually-hidden"
        aria-label={words.changePicture}
        tabIndex={-1}
        onChange={({ target }) => {
          const [file] = target.files ?? [];
          if (file) void onPick(file);
          // The same file can be chosen again.
          target.value = '';
        }}
      />
      <button
        type="button"
        className="button button-quiet"
        aria-disabled={busy}
        onClick={() => input.current?.click()}
      >
        {words.changePicture}
      </button>
      {has && (
        <button
          type="button"
          className="button button-quiet"
          aria-disabled={busy}
          onClick={() => void onRemove()}
        >
          {words.removePicture}
        </button>
      )}
    </div>
  );
}

function NicknameForm({
  nickname,
  busy,
  onSave,
}: {
  nickname: string | null;
  busy: boolean;
  onSave: (nickname: string | null) => Promise<void>;
}) {
  const { tag, words } = useAccountWords();
  const [typed, setTyped] = useState(() => kept('nickname') ?? nickname ?? '');
  const [isUnfit, setUnfit] = useState(false);
  const save = (event: FormEvent): void => {
    event.preventDefault();
    const wanted = typed.trim();
    const length = [...wanted].length;
    setUnfit(length > 32);
    if (length > 32 || wanted === (nickname ?? '')) return;
    void onSave(wanted === '' ? null : wanted);
  };
  return (
    <form className="nickname" onSubmit={save} noValidate>
      <label htmlFor="nickname">{words.nickname}</label>
      <input
        id="nickname"
        type="text"
        autoComplete="nickname"
        placeholder={words.nicknamePlaceholder}
        value={typed}
        aria-invalid={isUnfit}
        aria-describedby="nickname-fault"
        onChange={({ target }) => {
          setTyped(target.value);
          keep('nickname', target.value);
          setUnfit(false);
        }}
      />
      <p id="nickname-fault" className="caution" role="status">
        {isUnfit ? joinMessages(words.nicknameUnfit.happened, words.nicknameUnfit.next, tag) : ''}
      </p>
      <div className="actions">
        <button type="submit" className="button button-primary" aria-disabled={busy}>
          {words.saveNickname}
        </button>
        {nickname !== null && (
          <button
            type="button"
            className="button button-quiet"
            aria-disabled={busy}
            onClick={() => void onSave(null)}
          >
            {words.removeNickname}
          </button>
        )}
      </div>
    </form>
  );
}

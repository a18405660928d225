import type { ErrorWords, Language } from '@maqiao/shared';
import { useState } from 'react';
import { rename, removeAvatar, sendAvatar } from '../api/person-calls.ts';
import { currentPerson, profileChanged } from '../person/person.ts';
import { withToken } from '../person/sign-in.ts';
import { useTask } from '../person/use-task.ts';
import { readPicture } from '../platform/picture-file.ts';
import type { Copy } from '../words/copy.ts';
import { failureWords } from '../words/failure-words.ts';

/** WeChat's numbers for a privacy guide that was declined, and for one that does not declare pictures. */
const ERRNO_DECLINED = 104;
const ERRNO_UNDECLARED = 112;

export interface Profile {
  busy: boolean;
  slow: boolean;
  /** What was done, in one line; null at first. */
  done: string | null;
  /** What did not work; null when all is well. */
  trouble: ErrorWords | null;
  /** @param chosen the detail of `chooseAvatar`: a temporary file, or the errno of a refusal */
  choosePicture: (chosen: { avatarUrl?: string; errno?: number }) => void;
  removePicture: () => void;
  saveNickname: (text: string) => void;
  removeNickname: () => void;
  /** WeChat was not allowed to hand over the picture. */
  privacyDeclined: () => void;
}

/** Changes name and picture, one change at a time. */
export function useProfile(copy: Copy, language: Language): Profile {
  const task = useTask();
  const [done, setDone] = useState<string | null>(null);
  const [own, setOwn] = useState<ErrorWords | null>(null);
  const words = copy.profile;

  const begin = () => {
    setDone(null);
    setOwn(null);
  };
  const tell = (trouble: ErrorWords) => {
    begin();
    task.clear();
    setOwn(trouble);
  };
  const setName = (nickname: string | null, said: string) => {
    begin();
    void task.run(
      () => withToken((token) => rename(token, nickname)),
      (me) => {
        profileChanged(me);
        setDone(said);
      },
    );
  };

  const refused = task.trouble && troubleWords(task.trouble.code, copy, language);
  return {
    busy: task.busy,
    slow: task.slow,
    done,
    trouble: own ?? refused,
    choosePicture: ({ avatarUrl, errno }) => {
      // The sheet has said that already.
      if (errno === ERRNO_DECLINED) return;
      if (errno === ERRNO_UNDECLARED) return tell(words.pictureUndeclared);
      if (!avatarUrl) return tell(words.pictureNone);
      begin();
      void readPicture(avatarUrl).then((picture) => {
        if (picture === 'too-large') return tell(words.pictureTooLarge);
        if (picture === 'unreadable') return tell(words.pictureUnreadable);
        return task.run(
          () => withToken((token) => sendAvatar(token, picture.bytes, picture.mediaType)),
          (me) => {
            profileChanged(me);
            setDone(words.pictureChanged);
          },
        );
      });
    },
    removePicture: () => {
      begin();
      void task.run(
        () => withToken(removeAvatar),
        () => {
          const nickname = currentPerson()?.user.nickname ?? null;
          profileChanged({ nickname, avatarUrl: null });
          setDone(words.pictureRemoved);
        },
      );
    },
    saveNickname: (text) => {
      const nickname = text.trim();
      if (nickname === '') tell(words.nicknameEmpty);
      else setName(nickname, words.nicknameSaved);
    },
    removeNickname: () => setName(null, words.nicknameRemoved),
    privacyDeclined: () => tell(words.pictureRefused),
  };
}

/** The server's refusals of a name or a picture, in words that fit this page. */
function troubleWords(code: Parameters<typeof failureWords>[0], copy: Copy, language: Language): ErrorWords {
  if (code === 'invalid_request') return copy.profile.nicknameUnfit;
  if (code === 'payload_too_large') return copy.profile.pictureTooLarge;
  if (code === 'unsupported_media_type') return copy.profile.pictureUnreadable;
  return failureWords(code, language);
}

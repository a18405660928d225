import type { Language } from '@maqiao/shared';

/** Sentences of the list of passkeys. `{time}` and `{name}` are filled in. */
interface PasskeyListWords {
  none: string;
  add: string;
  full: string;
  added: string;
  used: string;
  neverUsed: string;
  backedUp: string;
  rename: string;
  newName: string;
  save: string;
  keepName: string;
  remove: string;
  removeWhat: string;
  keep: string;
  removeReally: string;
  removableAt: string;
  wasAdded: string;
  wasRemoved: string;
  again: string;
}

export const PASSKEY_LIST_WORDS: Record<Language, PasskeyListWords> = {
  zh: {
    none: '还没有通行密钥。创建之后，用指纹、面容或锁屏密码就能登录',
    add: '创建通行密钥',
    full: '已经有 20 个了，要再加，请先移除一个',
    added: '{time} 添加',
    used: '最近使用：{time}',
    neverUsed: '还没有用过',
    backedUp: '会同步到你的其他设备',
    rename: '改名',
    newName: '“{name}”的新名字',
    save: '保存',
    keepName: '不改了',
    remove: '移除',
    removeWhat: '移除后，不能再用它登录',
    keep: '保留',
    removeReally: '确定移除',
    removableAt: '刚添加过登录方式，{time} 以后才能移除',
    wasAdded: '通行密钥已创建',
    wasRemoved: '通行密钥已移除',
    again: '再试一次',
  },
  en: {
    none: 'No passkeys yet. With one you sign in by fingerprint, face or screen lock',
    add: 'Make a passkey',
    full: 'There are 20. Remove one to add another',
    added: 'Added {time}',
    used: 'Last used {time}',
    neverUsed: 'Not used yet',
    backedUp: 'Synced to your other devices',
    rename: 'Rename',
    newName: 'New name of “{name}”',
    save: 'Save',
    keepName: 'Keep the name',
    remove: 'Remove',
    removeWhat: 'It will not sign you in any more',
    keep: 'Keep',
    removeReally: 'Remove it',
    removableAt: 'A way to sign in was added a short time ago. It can be removed from {time} on',
    wasAdded: 'The passkey is made',
    wasRemoved: 'The passkey is removed',
    again: 'Try again',
  },
};

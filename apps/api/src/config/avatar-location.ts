import { message } from '../platform/operator-messages/messages.ts';
import { SettingsError } from './settings-error.ts';
import { settingsMessages } from './settings-messages.ts';

/** Where pictures are kept. `folder` may be relative to the repository. */
export type AvatarLocation = { readonly kind: 'disk'; readonly folder: string } | S3Location;

export interface S3Location {
  readonly kind: 's3';
  readonly bucket: string;
  /** Without slashes at its ends; may be empty. */
  readonly prefix: string;
  /** Without a slash at its end. */
  readonly endpoint: string;
  readonly region: string;
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
}

/** What AVATAR_STORAGE alone holds. */
type AvatarStorageUrl =
  Extract<AvatarLocation, { kind: 'disk' }> | Pick<S3Location, 'kind' | 'bucket' | 'prefix'>;

interface AvatarSettings {
  readonly AVATAR_STORAGE: AvatarStorageUrl;
  readonly S3_ENDPOINT?: string | undefined;
  readonly S3_REGION: string;
  readonly S3_ACCESS_KEY_ID?: string | undefined;
  readonly S3_SECRET_ACCESS_KEY?: string | undefined;
}

const DISK = /^disk:(.+)$/;
// Names of buckets: 3 to 63 of a–z 0–9 . - by Amazon's rules; others allow fewer, none more.
const S3 = /^s3:\/\/([a-z0-9][a-z0-9.-]{1,61}[a-z0-9])((?:\/[A-Za-z0-9._-]+)*)\/?$/;

/** Reads AVATAR_STORAGE; undefined when it has neither form. */
export function parseAvatarStorage(text: string): AvatarStorageUrl | undefined {
  const folder = DISK.exec(text)?.[1];
  if (folder !== undefined) return { kind: 'disk', folder };
  const [, bucket, prefix = ''] = S3.exec(text) ?? [];
  if (bucket === undefined || /(^|\/)\.{1,2}(\/|$)/.test(prefix)) return undefined;
  return { kind: 's3', bucket, prefix: prefix.slice(1) };
}

/**
 * AVATAR_STORAGE with what S3 needs besides; the settings of S3 do not count with a disk.
 * @throws SettingsError when S3 has no key
 */
export function avatarLocationOf(env: AvatarSettings): AvatarLocation {
  const { AVATAR_STORAGE: storage, S3_REGION: region } = env;
  if (storage.kind === 'disk') return storage;
  const { S3_ACCESS_KEY_ID: accessKeyId, S3_SECRET_ACCESS_KEY: secretAccessKey } = env;
  if (accessKeyId === undefined || secretAccessKey === undefined) {
    throw new SettingsError(message(settingsMessages.s3_wants_key));
  }
  const endpoint = env.S3_ENDPOINT ?? `https://s3.${region}.amazonaws.com`;
  return { ...storage, endpoint, region, accessKeyId, secretAccessKey };
}

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

/** What AVATAR_STORAGE alone says. */
type AvatarStorageUrl =
  Extract<AvatarLocation, { kind: 'disk' }> | Pick<S3Location, 'kind' | 'bucket' | 'prefix'>;

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

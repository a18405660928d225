import { createHash } from 'node:crypto';
import { AwsClient } from 'aws4fetch';
import { ApiError } from '../../platform/http/api-error.ts';
import type { S3Location } from '../../config/avatar-location.ts';
import { AvatarStorage, STORAGE_TIMEOUT_MS, storageAway } from './avatar-storage.ts';
import { AVATAR_MEDIA_TYPE, AVATAR_MAX_BYTES } from './avatar-picture.ts';

/** Pictures in a bucket of anything that speaks S3: three plain requests, signed with Signature Version 4. */
export class S3AvatarStorage extends AvatarStorage {
  readonly #client: AwsClient;
  readonly #base: string;

  constructor(
    location: S3Location,
    private readonly timeoutMs = STORAGE_TIMEOUT_MS,
  ) {
    super();
    this.#client = new AwsClient({
      accessKeyId: location.accessKeyId,
      secretAccessKey: location.secretAccessKey,
      region: location.region,
      service: 's3',
      retries: 0,
    });
    this.#base = baseOf(location);
  }

  override async put(name: string, picture: Uint8Array): Promise<void> {
    const { status } = await this.#send('PUT', name, picture);
    if (status !== 200 && status !== 201 && status !== 204) throw refused(status);
  }

  override async get(name: string): Promise<Uint8Array | undefined> {
    const { status, body } = await this.#send('GET', name);
    if (status === 404) return undefined;
    if (status !== 200) throw refused(status);
    return body;
  }

  override async remove(name: string): Promise<void> {
    const { status } = await this.#send('DELETE', name);
    if (status !== 200 && status !== 204 && status !== 404) throw refused(status);
  }

  async #send(method: 'PUT' | 'GET' | 'DELETE', name: string, picture?: Uint8Array) {
    try {
      const request = await this.#client.sign(`${this.#base}/${name}`, {
        method,
        headers: {
          'X-Amz-Content-Sha256': createHash('sha256')
            .update(picture ?? '')
            .digest('hex'),
          ...(picture && { 'Content-Type': AVATAR_MEDIA_TYPE }),
        },
        ...(picture && { body: Buffer.from(picture) }),
        redirect: 'manual',
        signal: AbortSignal.timeout(this.timeoutMs),
      });
      const response = await fetch(request);
      return { status: response.status, body: await readBounded(response) };
    } catch (error) {
      throw error instanceof ApiError ? error : storageAway(reasonOf(error));
    }
  }
}

/**
 * The address of the bucket. When the endpoint's host begins with the bucket's name, it is complete already, as
 * Alibaba's OSS and Tencent's COS ask for; elsewhere it is the first part of the path.
 */
function baseOf({ endpoint, bucket, prefix }: S3Location): string {
  const own = new URL(endpoint).hostname.startsWith(`${bucket}.`);
  return [endpoint, ...(own ? [] : [bucket]), ...(prefix === '' ? [] : [prefix])].join('/');
}

function refused(status: number) {
  return storageAway(`it answered ${status}`);
}

async function readBounded({ body }: Response): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of (body ?? []) as AsyncIterable<Uint8Array>) {
    length += chunk.byteLength;
    // Leaving the loop closes the connection.
    if (length > AVATAR_MAX_BYTES) throw storageAway('it gave more than a picture has');
    chunks.push(chunk);
  }
  return Buffer.concat(chunks, length);
}

/** Never the message itself: a client's error may contain the request with its signature. */
function reasonOf(error: unknown): string {
  const { name, cause } = error as { name?: string; cause?: { code?: string } };
  if (name === 'TimeoutError' || name === 'AbortError') return 'no answer in time';
  return cause?.code ?? name ?? 'unknown';
}

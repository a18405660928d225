import type { FastifyInstance } from 'fastify';
import { join } from 'node:path';
import type { Settings } from '../config/settings.ts';
import { fromRepository } from '../platform/database/database-location.ts';
import { ApiError } from '../platform/http/api-error.ts';
import { OPEN_TO_EVERYBODY } from '../platform/http/callers.ts';
import { readRegular } from '../platform/process/regular-file.ts';

/** WeChat's are 16 to 32 characters. */
export const VERIFY_FILE_BYTES = 1024;
/** The names that WeChat gives them. */
export const VERIFY_FILE_NAME = /^MP_verify_[A-Za-z0-9]{1,64}\.txt$/;

/**
 * Serves `/MP_verify_….txt` from the folder of WECHAT_VERIFY_FILES: WeChat asks for one when the owner enters a domain in
 * its console. Read anew each time, so that a file can be put there without a restart. No other name is served.
 */
export function serveVerifyFiles(fastify: FastifyInstance, { wechat }: Pick<Settings, 'wechat'>): void {
  if (wechat.verifyFiles === undefined) return;
  const folder = fromRepository(wechat.verifyFiles);
  fastify.get<{ Params: { file: string } }>(
    `/:file(${VERIFY_FILE_NAME.source})`,
    { config: OPEN_TO_EVERYBODY },
    async (request, reply) => {
      const text = await readRegular(join(folder, request.params.file), VERIFY_FILE_BYTES);
      if (text === undefined) throw new ApiError('not_found');
      return reply.type('text/plain; charset=utf-8').send(text);
    },
  );
}

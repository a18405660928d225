import type { FastifyInstance } from 'fastify';
import { join } from 'node:path';
import type { Settings } from '../config/settings.ts';
import { fromRepository } from '../platform/database/database-location.ts';
import { ApiError } from '../platform/http/api-error.ts';
import { OPEN_TO_EVERYBODY } from '../platform/http/callers.ts';
import { readRegular } from '../platform/process/regular-file.ts';

/** WeChat's are 16 to 32 characters. */
const AT_MOST_BYTES = 1024;

/**
 * Serves `/MP_verify_….txt` from the folder of WECHAT_VERIFY_FILES: WeChat asks for one when the owner enters a domain in
 * its console. Read anew each time, so that a file can be put there without a restart. No other name is served.
 */
export function serveVerifyFiles(fastify: FastifyInstance, { wechat }: Pick<Settings, 'wechat'>): void {
  if (wechat.verifyFiles === undefined) return;
  const folder = fromRepository(wechat.verifyFiles);
  fastify.get<{ Params: { file: string } }>(
    '/:file(^MP_verify_[A-Za-z0-9]{1,64}\\.txt$)',
    { config: OPEN_TO_EVERYBODY },
    async (request, reply) => {
      const text = await readRegular(join(folder, request.params.file), AT_MOST_BYTES);
      if (text === undefined) throw new ApiError('not_found');
      return reply.type('text/plain; charset=utf-8').send(text);
    },
  );
}

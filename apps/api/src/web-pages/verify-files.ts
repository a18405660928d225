import type { FastifyInstance } from 'fastify';
import { join } from 'node:path';
import type { Settings } from '../config/settings.ts';
import { VERIFY_FILE_BYTES, VERIFY_FILE_NAME } from '../config/verify-file-form.ts';
import { fromRepository } from '../platform/database/database-location.ts';
import { ApiError } from '../platform/http/api-error.ts';
import { OPEN_TO_EVERYBODY } from '../platform/http/callers.ts';
import { readRegular } from '../platform/process/regular-file.ts';

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

import { z } from 'zod';
import { describeIssues } from './problem.ts';
import type { SimulatorOptions } from './simulator.ts';

const origin = z
  .string()
  .refine((value) => /^https?:$/.test(URL.parse(value)?.protocol ?? ''), 'must be an http or https address')
  .optional();

/** An empty variable counts as one that is not set, as in every `.env` file. */
const set = (value: unknown) => (value === '' ? undefined : value);

const schema = z.object({
  SIMULATOR_HOST: z.preprocess(set, z.string().optional()),
  SIMULATOR_PORT: z.preprocess(
    set,
    z.coerce
      .number('must be a port')
      .int('must be a port')
      .min(0, 'must be a port')
      .max(65_535, 'must be a port')
      .default(3001),
  ),
  SIMULATOR_PUBLIC_URL: z.preprocess(set, origin),
  SIMULATOR_APP_ID: z.preprocess(set, z.string('is required')),
  SIMULATOR_APP_SECRET: z.preprocess(set, z.string('is required')),
  SIMULATOR_ALLOWED_ORIGIN: z.preprocess(set, origin),
  MINI_PROGRAM_DIR: z.preprocess(set, z.string().optional()),
  SIMULATOR_RELOAD: z.preprocess(set, z.enum(['true', 'false'], 'must be true or false').optional()),
});

/** Reads the program's settings. Throws an Error that names each bad variable and never its value. */
export function readEnvironment(environment: Readonly<Record<string, string | undefined>>): SimulatorOptions {
  const result = schema.safeParse(environment);
  if (!result.success) throw new Error(describeIssues(result.error));
  const settings = result.data;
  return {
    port: settings.SIMULATOR_PORT,
    appId: settings.SIMULATOR_APP_ID,
    appSecret: settings.SIMULATOR_APP_SECRET,
    ...(settings.SIMULATOR_HOST !== undefined && { host: settings.SIMULATOR_HOST }),
    ...(settings.SIMULATOR_PUBLIC_URL !== undefined && { publicUrl: settings.SIMULATOR_PUBLIC_URL }),
    ...(settings.SIMULATOR_ALLOWED_ORIGIN !== undefined && {
      allowedOrigin: settings.SIMULATOR_ALLOWED_ORIGIN,
    }),
    ...(settings.SIMULATOR_RELOAD === 'true' && { reloadPhones: true }),
    ...(settings.MINI_PROGRAM_DIR !== undefined && { miniProgramFolder: settings.MINI_PROGRAM_DIR }),
  };
}

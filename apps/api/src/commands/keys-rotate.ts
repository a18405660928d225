import 'reflect-metadata';
import { parseArgs } from 'node:util';
import { ApiError } from '../platform/http/api-error.ts';
import { MachineClock } from '../platform/clock/clock.ts';
import { configureOutgoingConnections } from '../platform/http/outgoing-connections.ts';
import { failureCode } from '../platform/process/failure-code.ts';
import { localize, message } from '../platform/operator-messages/messages.ts';
import { keysRotateMessages } from './keys-rotate-messages.ts';
import { readCommandSettings } from '../config/command-settings.ts';
import { SettingsError, type Settings } from '../config/settings.ts';
import { openExistingDatabase } from '../platform/database/existing-database.ts';
import { verifyInstallation } from '../platform/secret/verify-installation.ts';
import { ecKeyFamily, rsaKeyFamily } from '../sessions/tokens/key-families.ts';
import { SigningKeys, type KeyRotation } from '../sessions/tokens/signing-keys.ts';

// What `npm run keys:rotate` runs: on the keys of a database that instances may be using meanwhile.

configureOutgoingConnections();
try {
  const { revoke } = parseArgs({ options: { revoke: { type: 'boolean', default: false } } }).values;
  const texts: string[] = [];
  for (const keys of await openKeys(readCommandSettings()))
    texts.push(revoke ? revocationText(await keys.replaceAll()) : rotationText(await keys.rotate()));
  end(`${texts.join('\n')}\n`);
} catch (error) {
  const reason = sentenceOf(error);
  if (reason === undefined) throw error;
  end(`${localize(keysRotateMessages.keys_not_rotated, { why: reason })}\n`, 1);
}

/**
 * The keys of access tokens, and those of ID tokens where there are any.
 * @throws SettingsError when there is nothing to rotate, and as `openExistingDatabase`
 */
async function openKeys(settings: Settings): Promise<SigningKeys[]> {
  const database = await openExistingDatabase(settings.databaseUrl);
  const first = await database.queries.selectFrom('signing_keys').select('kid').executeTakeFirst();
  if (first === undefined) {
    throw new SettingsError(message(keysRotateMessages.keys_without_key));
  }
  const secret = await verifyInstallation(database, settings);
  const families = await Promise.all(
    [ecKeyFamily(settings), rsaKeyFamily(settings)].map((family) =>
      SigningKeys.open(database, secret, new MachineClock(), family),
    ),
  );
  return families.filter((keys) => keys.jwks().keys.length > 0);
}

function rotationText({ kid, signsFrom, previous, made }: KeyRotation): string {
  const lines = [
    localize(made ? keysRotateMessages.key_made : keysRotateMessages.key_waiting, {
      kid,
      time: time(signsFrom),
    }),
  ];
  if (previous)
    lines.push(
      localize(keysRotateMessages.key_until, { kid: previous.kid, time: time(previous.publishedUntil) }),
    );
  return lines.join('\n');
}

function revocationText({ kid }: KeyRotation): string {
  return localize(keysRotateMessages.keys_revoked, { kid });
}

function time(milliseconds: number): string {
  return new Date(milliseconds).toISOString();
}

/** The sentence for a failure that the operator can fix; undefined for a bug. */
function sentenceOf(error: unknown): string | undefined {
  if (error instanceof SettingsError) return error.message;
  if (error instanceof ApiError) return error.operatorHint;
  return failureCode(error).startsWith('ERR_PARSE_ARGS')
    ? localize(keysRotateMessages.keys_option)
    : undefined;
}

/** Open database connections would keep the process running for a while. */
function end(text: string, status = 0): void {
  (status === 0 ? process.stdout : process.stderr).write(text, () => process.exit(status));
}

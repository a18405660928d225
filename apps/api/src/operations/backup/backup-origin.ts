import { message, type OperatorMessage } from '../../platform/operator-messages/messages.ts';
import { backupMessages } from './backup-messages.ts';
import { sameText } from '../../platform/secret/same-text.ts';
import { SettingsError, type Settings } from '../../config/settings.ts';
import { databaseLocation } from '../../platform/database/database-location.ts';
import { MaqiaoSecret } from '../../platform/secret/maqiao-secret.ts';
import { opensCheck } from '../../platform/secret/verify-installation.ts';
import { findSecret } from '../../platform/secret/secret-source.ts';
import { macOf, type Manifest } from './manifest.ts';

type Source = Pick<Settings, 'secret' | 'secretFile' | 'databaseUrl'>;

/**
 * The secret from the settings or its file, if it is the one that the check was sealed with.
 * @returns otherwise the reasons; an empty list when it is another secret
 */
export function secretFor(check: string, settings: Source): MaqiaoSecret | readonly OperatorMessage[] {
  try {
    const secret = new MaqiaoSecret(findSecret(settings, databaseLocation(settings.databaseUrl), false));
    return opensCheck(secret, check) ? secret : [];
  } catch (error) {
    if (!(error instanceof SettingsError)) throw error;
    return error.messages;
  }
}

/** Proofs that the owner's options waive. */
interface Waived {
  /** The mac, which older backups do not have. */
  readonly withoutMac: boolean;
  /** The secret, which is lost. */
  readonly withoutSecret: boolean;
}

/**
 * Whether the mac proves that an installation with this secret wrote this manifest. All other files of a backup are
 * compared with the manifest.
 * @returns false when it is unproven and the owner's options allow that
 * @throws SettingsError when it is unproven and they do not, and always when the manifest was changed
 */
export function requireOrigin(manifest: Manifest, settings: Source, waived: Waived): boolean {
  const secret = secretFor(manifest.secretCheck, settings);
  if (!(secret instanceof MaqiaoSecret)) {
    if (waived.withoutSecret) return false;
    const reasons = secret.length === 0 ? [message(backupMessages.backup_other_secret)] : secret;
    throw new SettingsError(...reasons, message(backupMessages.secret_first));
  }
  if (manifest.mac === undefined) {
    if (waived.withoutMac) return false;
    throw new SettingsError(message(backupMessages.backup_without_mac));
  }
  if (!sameText(manifest.mac, macOf(manifest, secret)))
    throw new SettingsError(message(backupMessages.backup_changed));
  return true;
}

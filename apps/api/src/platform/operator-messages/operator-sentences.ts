import { BACKUP_SENTENCES } from './sentences/backup.ts';
import { DOCTOR_SENTENCES } from './sentences/doctor.ts';
import { HELP_SENTENCES } from './sentences/help.ts';
import { INIT_SENTENCES } from './sentences/init.ts';
import { INSTALL_SENTENCES } from './sentences/install.ts';
import { KEYS_SENTENCES } from './sentences/keys.ts';
import { RUNNING_SENTENCES } from './sentences/running.ts';
import { START_SENTENCES } from './sentences/start.ts';
import { STORE_SENTENCES } from './sentences/stores.ts';
import { TERMINAL_SENTENCES } from './sentences/terminal.ts';
import { USERS_SENTENCES } from './sentences/users.ts';
import { WECHAT_SENTENCES } from './sentences/wechat.ts';

/**
 * Everything that the server and its commands say to their operator: what stops a start, what a line of the log names
 * as cause and cure. `{places}` are filled with facts, never with a secret. A sentence without one of the languages
 * does not compile, and one that is written anywhere else is found by the linter (eslint.config.mjs).
 * What a setting must be is in `config/settings-words.ts`, WeChat's numbers are in `wechat/error-numbers.ts`, what the
 * doctor finds is in `doctor/words-*.ts`; the commands around the server have `scripts/lib/words`.
 */
export const OPERATOR_MESSAGES = {
  ...START_SENTENCES,
  ...STORE_SENTENCES,
  ...RUNNING_SENTENCES,
  ...WECHAT_SENTENCES,
  ...KEYS_SENTENCES,
  ...BACKUP_SENTENCES,
  ...USERS_SENTENCES,
  ...DOCTOR_SENTENCES,
  ...INIT_SENTENCES,
  ...INSTALL_SENTENCES,
  ...HELP_SENTENCES,
  ...TERMINAL_SENTENCES,
} as const;

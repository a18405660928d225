import {
  joinMessages,
  operatorLanguage,
  type OperatorMessage,
} from '../platform/operator-messages/messages.ts';

/**
 * What stops the start: messages that name the variable and what it wants, never its value. `message` is in the
 * operator's language; `messages` has them in both, for callers that choose another one.
 */
export class SettingsError extends Error {
  override name = 'SettingsError';
  readonly messages: readonly OperatorMessage[];

  constructor(...messages: readonly OperatorMessage[]) {
    super(joinMessages(...messages)[operatorLanguage()]);
    this.messages = messages;
  }
}

// Translates the errors of WeChat's uploader (numbers, and JSON inside of messages) into messages for the owner.
import { CONSOLE_MENUS } from '../../../libs/shared/src/console-menus.ts';
import { say } from '../words.mjs';

const CONSOLE = CONSOLE_MENUS.uploadKey;

/** Error codes of miniprogram-ci itself. */
const LOCAL_SIGNATURE_FAILED = 20002;
const CALL_FAILED = [20001, 20003];

const NO_NETWORK =
  /ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ECONNRESET|ETIMEDOUT|ESOCKETTIMEDOUT|EHOSTUNREACH|ENETUNREACH|EPIPE|socket hang up|tunneling socket/;
const CERTIFICATE = /self.signed|certificate|unable to verify|CERT_/i;

/**
 * A message with what to do, for an error of miniprogram-ci. Never only WeChat's text, and never the key.
 * @param {{ code?: unknown, message: string }} error
 * @param {{ appId: string, version: string }} about
 */
export function sendFault({ code, message }, { appId, version }) {
  if (code === LOCAL_SIGNATURE_FAILED) {
    return say('key_unusable', { console: CONSOLE });
  }
  if (NO_NETWORK.test(message)) {
    return say('uploader_no_network');
  }
  if (CERTIFICATE.test(message)) {
    return say('uploader_certificate');
  }
  const answer = serverAnswer(message);
  if (answer) return answerFault(answer, { appId, version });
  if (CALL_FAILED.includes(Number(code))) {
    return say('uploader_strange_answer', { code: String(code) });
  }
  // All other errors are about the program's files, such as a missing page that app.json names.
  return say('uploader_refuses', { words: firstLine(message) });
}

function answerFault({ errCode, errMsg }, { appId, version }) {
  const answer = `(${errCode}${errMsg ? `, ${firstLine(errMsg)}` : ''})`;
  if (errCode === -10008 || /invalid ip/i.test(errMsg)) {
    const ip = /invalid ip:?\s*([0-9a-f.:]+[0-9a-f])/i.exec(errMsg)?.[1];
    const which = ip ? say('this_address_is', { ip }) : say('this_address');
    return say('upload_list', { which, console: CONSOLE_MENUS.uploadList });
  }
  if (/appid/i.test(errMsg)) {
    return say('upload_app_id', { appId, answer });
  }
  if (/sign|private ?key|publickey|decrypt/i.test(errMsg)) {
    return say('upload_key_of_another', { appId, console: CONSOLE, answer });
  }
  if (/version/i.test(errMsg)) {
    return say('upload_version', { version, answer });
  }
  if (/size|too large|exceed/i.test(errMsg)) {
    return say('upload_too_large', { answer });
  }
  if (errCode === -1 || /busy|system|frequen/i.test(errMsg)) {
    return say('upload_busy', { answer });
  }
  return say('upload_refused', { answer });
}

/** The JSON of WeChat's answer, which miniprogram-ci puts into its message in two ways. */
function serverAnswer(message) {
  const json = /\{.*"errCode".*\}/s.exec(message)?.[0];
  if (json) {
    try {
      const { errCode, errMsg } = JSON.parse(json);
      return { errCode: Number(errCode), errMsg: String(errMsg ?? '') };
    } catch {
      // Incomplete JSON: the members are searched for below.
    }
  }
  const parts = /errCode"?:\s*"?(-?\d+)"?[;,]?\s*"?errMsg"?:\s*"?([^"\n]*)/.exec(message);
  return parts ? { errCode: Number(parts[1]), errMsg: parts[2] ?? '' } : undefined;
}

function firstLine(text) {
  return text.trim().split('\n')[0].slice(0, 300);
}

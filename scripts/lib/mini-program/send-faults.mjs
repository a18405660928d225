// WeChat's uploader fails with numbers and JSON inside of messages: here is what the owner is told instead.

const CONSOLE = '开发管理 → 开发设置 → 小程序代码上传';

/** Numbers of miniprogram-ci itself. */
const LOCAL_SIGNATURE_FAILED = 20002;
const CALL_FAILED = [20001, 20003];

const NO_NETWORK =
  /ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ECONNRESET|ETIMEDOUT|ESOCKETTIMEDOUT|EHOSTUNREACH|ENETUNREACH|EPIPE|socket hang up|tunneling socket/;
const CERTIFICATE = /self.signed|certificate|unable to verify|CERT_/i;

/**
 * One sentence with the cure for what miniprogram-ci threw. Never WeChat's words alone, never the key.
 * @param {{ code?: unknown, message: string }} error
 * @param {{ appId: string, version: string }} about
 */
export function sendFault({ code, message }, { appId, version }) {
  if (code === LOCAL_SIGNATURE_FAILED) {
    return `The upload key cannot be used: make a new one in the console (${CONSOLE}) and save the whole file.`;
  }
  if (NO_NETWORK.test(message)) {
    return 'servicewechat.com cannot be reached from here: check the network; behind a proxy, set HTTPS_PROXY.';
  }
  if (CERTIFICATE.test(message)) {
    return 'Something between here and servicewechat.com shows a certificate of its own: leave that network, or name its root certificate in NODE_EXTRA_CA_CERTS.';
  }
  const answer = serverAnswer(message);
  if (answer) return answerFault(answer, { appId, version });
  if (CALL_FAILED.includes(Number(code))) {
    return `servicewechat.com answered something that WeChat's uploader does not understand; it may be a proxy's page. Try again later. (${code})`;
  }
  // What is left is said of the program's own files, such as a page that app.json names and that is missing.
  return `WeChat's uploader does not take the program: ${firstLine(message)}`;
}

function answerFault({ errCode, errMsg }, { appId, version }) {
  const said = `(${errCode}${errMsg ? `, ${firstLine(errMsg)}` : ''})`;
  if (errCode === -10008 || /invalid ip/i.test(errMsg)) {
    const ip = /invalid ip:?\s*([0-9a-f.:]+[0-9a-f])/i.exec(errMsg)?.[1];
    const which = ip ? `This machine's address ${ip}` : "This machine's address";
    return `${which} is not in the upload list: add it in the console (${CONSOLE} → IP白名单), or switch that list off there. (-10008)`;
  }
  if (/appid/i.test(errMsg)) {
    return `WeChat does not know the AppID ${appId}, or the key belongs to another: compare WECHAT_APP_ID with the console. ${said}`;
  }
  if (/sign|private ?key|publickey|decrypt/i.test(errMsg)) {
    return `The upload key is not that of ${appId}, or was reset: make a new one in the console (${CONSOLE}). ${said}`;
  }
  if (/version/i.test(errMsg)) {
    return `WeChat does not take the version ${version}: choose another with --version, in letters, digits and dots. ${said}`;
  }
  if (/size|too large|exceed/i.test(errMsg)) {
    return `The program is too large for WeChat: npm run build says its size. ${said}`;
  }
  if (errCode === -1 || /busy|system|frequen/i.test(errMsg)) {
    return `WeChat is busy: try again in a few minutes. ${said}`;
  }
  return `WeChat refused the program, with a number that Maqiao does not know: search for it in WeChat's developer community, and see that the account is not restricted. ${said}`;
}

/** The JSON of WeChat's answer, which miniprogram-ci puts into its message in two ways. */
function serverAnswer(message) {
  const json = /\{.*"errCode".*\}/s.exec(message)?.[0];
  if (json) {
    try {
      const { errCode, errMsg } = JSON.parse(json);
      return { errCode: Number(errCode), errMsg: String(errMsg ?? '') };
    } catch {
      // Not the whole answer: look for its parts.
    }
  }
  const parts = /errCode"?:\s*"?(-?\d+)"?[;,]?\s*"?errMsg"?:\s*"?([^"\n]*)/.exec(message);
  return parts ? { errCode: Number(parts[1]), errMsg: parts[2] ?? '' } : undefined;
}

function firstLine(text) {
  return text.trim().split('\n')[0].slice(0, 300);
}

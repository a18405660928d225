import { isIP } from 'node:net';
import { connect, type PeerCertificate, type TLSSocket } from 'node:tls';
import { message, type Fact } from '../../platform/operator-messages/messages.ts';
import { doctorMessages } from './doctor-messages.ts';
import { reasonOf, ANSWER_TIMEOUT_MS } from './ask.ts';
import { found, type Finding } from './finding.ts';

const DAY_MS = 86_400_000;
/** Those who renew by themselves do so 30 days ahead: this late, something is broken. */
const SOON_DAYS = 14;
/** What stops TLS before there is a connection to speak it over. */
const NOT_REACHED = /^(ECONNREFUSED|ETIMEDOUT|EHOSTUNREACH|ENETUNREACH|ECONNABORTED)$/;

/** The certificate as phones judge it, by the authorities that Node brings along (Mozilla's). */
export async function checkCertificate(url: URL, now: () => number): Promise<Finding[]> {
  const host = url.hostname.replace(/^\[|\]$/g, '');
  const port = Number(url.port || 443);
  let socket: TLSSocket;
  try {
    socket = await opened(host, port);
  } catch (error) {
    const reason = reasonOf(error);
    const away = typeof reason === 'string' && NOT_REACHED.test(reason);
    return [found(away ? 'not_reached' : 'tls_refused', { host, port, reason })];
  }
  const certificate = socket.getPeerCertificate();
  // The types say Error; Node gives a text where the certificate itself is refused.
  const refusal = socket.authorizationError as unknown as string | Error | null;
  socket.destroy();
  return refusal ? [judged(String(refusal), certificate, host, now())] : [aged(certificate, now())];
}

function opened(host: string, port: number): Promise<TLSSocket> {
  return new Promise((resolve, reject) => {
    // To say what is wrong with a certificate one has to look at it first; nothing is sent over this connection.
    const options = { host, port, rejectUnauthorized: false, ...(isIP(host) === 0 && { servername: host }) };
    const socket = connect(options, () => resolve(socket));
    socket.setTimeout(ANSWER_TIMEOUT_MS, () =>
      socket.destroy(Object.assign(new Error('silent'), { code: 'ETIMEDOUT' })),
    );
    socket.once('error', reject);
  });
}

function judged(reason: string, certificate: PeerCertificate, host: string, now: number): Finding {
  switch (reason) {
    case 'CERT_HAS_EXPIRED':
      return found('certificate_ended', { date: dayOf(certificate.valid_to) });
    case 'CERT_NOT_YET_VALID':
      return found('certificate_too_new', { date: dayOf(certificate.valid_from) });
    case 'ERR_TLS_CERT_ALTNAME_INVALID':
      return found('certificate_of_another', { host, names: namesOf(certificate) });
    case 'UNABLE_TO_VERIFY_LEAF_SIGNATURE':
    case 'UNABLE_TO_GET_ISSUER_CERT':
    case 'UNABLE_TO_GET_ISSUER_CERT_LOCALLY':
      // Where the authority is a public one, what is missing lies between.
      return Date.parse(certificate.valid_to) < now
        ? found('certificate_ended', { date: dayOf(certificate.valid_to) })
        : found('certificate_incomplete');
    default:
      return found('certificate_untrusted', {
        reason: /^[A-Z_]{3,60}$/.test(reason) ? reason : message(doctorMessages.certificate_refused),
      });
  }
}

function aged(certificate: PeerCertificate, now: number): Finding {
  const days = Math.floor((Date.parse(certificate.valid_to) - now) / DAY_MS);
  return found(days < SOON_DAYS ? 'certificate_ends_soon' : 'certificate_ok', { days });
}

const dayOf = (date: string): string => new Date(date).toISOString().slice(0, 10);

/** The names it is for; a stranger wrote them. */
function namesOf({ subjectaltname = '' }: PeerCertificate): Fact {
  const names = [...subjectaltname.matchAll(/(?:DNS|IP Address):([A-Za-z0-9.*:-]{1,100})/g)].map(
    ([, name]) => name,
  );
  return names.slice(0, 5).join(', ') || message(doctorMessages.certificate_for_nobody);
}

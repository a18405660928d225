import { generateKeyPairSync, randomBytes, sign } from 'node:crypto';

/** A certificate and its key as PEM, as a proxy wants them. */
export interface Certificate {
  readonly certificate: string;
  readonly key: string;
}

const DAY_MS = 86_400_000;

/** A certificate for that host that vouches for itself (RFC 5280), good for a day around now. */
export function selfSigned(host = 'localhost'): Certificate {
  const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const algorithm = der(0x30, oid('1.2.840.10045.4.3.2')); // ecdsa-with-SHA256
  const name = der(0x30, der(0x31, der(0x30, oid('2.5.4.3'), der(0x0c, host)))); // commonName
  const now = Date.now();
  const toBeSigned = der(
    0x30,
    der(0xa0, der(0x02, [2])), // version 3
    der(0x02, [1, ...randomBytes(8)]),
    algorithm,
    name,
    der(0x30, utcTime(now - DAY_MS), utcTime(now + DAY_MS)),
    name,
    publicKey.export({ type: 'spki', format: 'der' }),
    der(0xa3, der(0x30, extension('2.5.29.17', der(0x82, host)))), // subjectAltName: dNSName
  );
  const signature = sign('sha256', toBeSigned, privateKey);
  const whole = der(0x30, toBeSigned, algorithm, der(0x03, [0], signature));
  return {
    certificate: `-----BEGIN CERTIFICATE-----\n${whole.toString('base64').replace(/.{1,64}/g, '$&\n')}-----END CERTIFICATE-----\n`,
    key: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
  };
}

/** One value in DER (X.690): its tag, its length and its parts. */
function der(tag: number, ...parts: (string | Uint8Array | readonly number[])[]): Buffer {
  const body = Buffer.concat(parts.map((part) => Buffer.from(part as Uint8Array)));
  return Buffer.concat([Buffer.from([tag, ...lengthOf(body)]), body]);
}

/** In as few bytes as it takes: browsers insist on that. */
function lengthOf({ length }: Buffer): number[] {
  if (length < 0x80) return [length];
  return length < 0x100 ? [0x81, length] : [0x82, length >> 8, length & 0xff];
}

function oid(dotted: string): Buffer {
  const [first = 0, second = 0, ...others] = dotted.split('.').map(Number);
  const bytes = others.flatMap((number) => {
    const groups = [number & 127];
    for (let rest = number >> 7; rest > 0; rest >>= 7) groups.unshift((rest & 127) | 128);
    return groups;
  });
  return der(0x06, [first * 40 + second, ...bytes]);
}

function extension(id: string, ...names: Buffer[]): Buffer {
  return der(0x30, oid(id), der(0x04, der(0x30, ...names)));
}

function utcTime(milliseconds: number): Buffer {
  return der(0x17, `${new Date(milliseconds).toISOString().slice(2, 19).replace(/[-:T]/g, '')}Z`);
}

import { generateKeyPairSync, randomBytes, sign } from 'node:crypto';
import { SignJWT } from 'jose';
import { scaled, type Benchmark, type Effort, type Result } from '../harness/result.ts';
import { interleave } from '../harness/rounds.ts';
import { median } from '../harness/statistics.ts';
import { PUBLIC_URL } from '../load/login-attempts.ts';
import { builtModule } from '../product/built.ts';

const BLOCKS = 10;
const TOKENS_A_BLOCK = 200;

interface Minter {
  mint(claims: { sub: string; aud: string; sid: string }): Promise<string>;
}

/** The cost of a token, compared with jose alone. */
export const minting: Benchmark = { name: 'minting', run };

async function run(effort: Effort): Promise<Result> {
  const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const header = { alg: 'ES256', typ: 'at+jwt', kid: randomBytes(32).toString('base64url') };
  const key = { kid: header.kid, privateKey };
  const { AccessTokens } = await builtModule<{
    AccessTokens: new (keys: object, clock: object, settings: object) => Minter;
  }>('sessions/tokens/access-tokens.js');
  const product = new AccessTokens(
    { signer: () => key },
    { now: () => Date.now() },
    { publicUrl: PUBLIC_URL },
  );
  const claims = () => ({ sub: randomBytes(16).toString('base64url'), aud: PUBLIC_URL, sid: 's'.repeat(22) });

  const bytes = Buffer.from((await product.mint(claims())).split('.').slice(0, 2).join('.'));
  const plainly = () => sign('sha256', bytes, { key: privateKey, dsaEncoding: 'ieee-p1363' });
  const ways: Record<string, () => unknown> = {
    jose: () => {
      const { sub, aud, sid } = claims();
      const token = new SignJWT({ client_id: aud, sid }).setProtectedHeader(header).setIssuer(PUBLIC_URL);
      const times = token.setSubject(sub).setAudience(aud).setIssuedAt().setExpirationTime('10m');
      return times.setJti(randomBytes(16).toString('base64url')).sign(privateKey);
    },
    maqiao: () => product.mint(claims()),
    'crypto.sign': plainly,
  };

  const block = async (variant: string): Promise<number> => {
    const way = ways[variant] as () => unknown;
    const count = scaled(TOKENS_A_BLOCK, effort);
    const before = process.cpuUsage();
    for (let token = 0; token < count; token += 1) await way();
    const { user, system } = process.cpuUsage(before);
    return (user + system) / count;
  };
  const variants = Object.keys(ways);
  for (const variant of variants) await block(variant);
  const measured = await interleave<number>({
    variants,
    rounds: effort.rounds,
    blocks: BLOCKS,
    block,
    summarise: (blocks) => ({ cpu: median(blocks) }),
  });
  return {
    name: 'minting',
    title: 'Minting an access token',
    method:
      'CPU for one token with its claims, its id and its signature (ES256), beside jose’s `SignJWT` with the same claims, and `crypto.sign` alone over as many bytes. In one process.',
    base: 'jose',
    metrics: [{ key: 'cpu', title: 'CPU per token', unit: 'µs' }],
    goals: [{ variant: 'maqiao', metric: 'cpu', atMost: 1.25 }],
    measured,
  };
}

<?php
// Verifies a token locally, with Maqiao's public keys. Reads the token from standard input, prints the user's id, exits
// with 1 when it is invalid. PHP 8 with openssl, nothing to install.
//   printf %s "$TOKEN" | MAQIAO_URL=https://login.example.com SITE_ORIGIN=https://www.example.com php jwks.php
declare(strict_types=1);

/** Accepted difference of clocks, in seconds. */
const LEEWAY = 30;

final class Refused extends Exception {}

function bytes(string $base64url): string
{
    $bytes = base64_decode(strtr($base64url, '-_', '+/'), true);
    return $bytes === false ? throw new Refused('not a token') : $bytes;
}

function read(string $part): array
{
    $value = json_decode(bytes($part), true);
    return is_array($value) ? $value : throw new Refused('not a token');
}

/** A P-256 public key in PEM: the fixed DER header, then the point. */
function publicKey(array $jwk): OpenSSLAsymmetricKey
{
    $der = hex2bin('3059301306072a8648ce3d020106082a8648ce3d03010703420004') . bytes($jwk['x']) . bytes($jwk['y']);
    $pem = "-----BEGIN PUBLIC KEY-----\n" . chunk_split(base64_encode($der), 64) . "-----END PUBLIC KEY-----\n";
    return openssl_pkey_get_public($pem) ?: throw new RuntimeException('jwks: not a P-256 key');
}

/** A JWT has the signature as r and s concatenated; openssl expects DER. */
function derSignature(string $raw): string
{
    if (strlen($raw) !== 64) {
        throw new Refused('the signature is wrong');
    }
    $integers = '';
    foreach (str_split($raw, 32) as $number) {
        $number = ltrim($number, "\0");
        if ($number === '' || ord($number[0]) > 127) {
            $number = "\0" . $number;
        }
        $integers .= "\x02" . chr(strlen($number)) . $number;
    }
    return "\x30" . chr(strlen($integers)) . $integers;
}

/** The claims of a valid token (RFC 9068). Throws Refused, or RuntimeException when Maqiao does not answer. */
function claimsOf(string $token): array
{
    $parts = explode('.', $token);
    if (count($parts) !== 3) {
        throw new Refused('not a token');
    }
    $header = read($parts[0]);
    // Fixed here: the token must not choose the algorithm.
    if (($header['alg'] ?? null) !== 'ES256' || ($header['typ'] ?? null) !== 'at+jwt') {
        throw new Refused('not an access token');
    }
    $context = stream_context_create(['http' => ['timeout' => 5, 'follow_location' => 0]]);
    $answer = @file_get_contents(getenv('MAQIAO_URL') . '/.well-known/jwks.json', false, $context);
    $jwks = $answer === false ? null : json_decode($answer, true);
    if (!is_array($jwks['keys'] ?? null)) {
        throw new RuntimeException('jwks: no answer');
    }
    $jwk = array_column($jwks['keys'], null, 'kid')[$header['kid'] ?? ''] ?? throw new Refused('signed with an unknown key');
    $signature = derSignature(bytes($parts[2]));
    if (openssl_verify("$parts[0].$parts[1]", $signature, publicKey($jwk), OPENSSL_ALGO_SHA256) !== 1) {
        throw new Refused('the signature is wrong');
    }

    $claims = read($parts[1]);
    return match (true) {
        ($claims['iss'] ?? null) !== getenv('MAQIAO_URL') => throw new Refused('of another issuer'),
        ($claims['aud'] ?? null) !== getenv('SITE_ORIGIN') => throw new Refused('for another site'),
        ($claims['exp'] ?? 0) <= time() - LEEWAY => throw new Refused('expired'),
        ($claims['iat'] ?? INF) > time() + LEEWAY => throw new Refused('of the future'),
        default => $claims,
    };
}

try {
    echo claimsOf(trim((string) stream_get_contents(STDIN)))['sub'], "\n";
} catch (Refused $error) {
    fwrite(STDERR, $error->getMessage() . "\n");
    exit(1);
} catch (RuntimeException $error) {
    fwrite(STDERR, $error->getMessage() . "\n");
    exit(2);
}

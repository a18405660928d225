<?php
// A site that signs people in with Maqiao. PHP 8 with openssl, nothing to install.
//   ISSUER=https://login.example.com CLIENT_ID=… CLIENT_SECRET=… SITE_URL=https://www.example.com php -S 127.0.0.1:8080 index.php
declare(strict_types=1);

/** Accepted difference of clocks, in seconds. */
const LEEWAY = 30;

/** What Maqiao answers, from JSON. A POST when there is a form. Throws when it does not answer, or refuses. */
function ask(string $url, array $headers = [], ?array $form = null): array
{
    $answer = @file_get_contents($url, false, stream_context_create(['http' => [
        'method' => $form === null ? 'GET' : 'POST',
        'header' => $form === null ? $headers : ['Content-Type: application/x-www-form-urlencoded', ...$headers],
        'content' => http_build_query($form ?? []),
        'timeout' => 5,
        'follow_location' => 0,
    ]]));
    $value = $answer === false ? null : json_decode($answer, true);
    return is_array($value) ? $value : throw new RuntimeException('Maqiao does not answer, or refuses');
}

/** Maqiao's addresses (OpenID Connect Discovery 1.0). On a real site: kept for an hour. */
function provider(): array
{
    $provider = ask(getenv('ISSUER') . '/.well-known/openid-configuration');
    return $provider['issuer'] === getenv('ISSUER') ? $provider : throw new RuntimeException('another issuer');
}

function base64url(string $bytes): string
{
    return rtrim(strtr(base64_encode($bytes), '+/', '-_'), '=');
}

function bytes(string $base64url): string
{
    return (string) base64_decode(strtr($base64url, '-_', '+/'));
}

/** A value of DER: tag, length, content. */
function der(string $tag, string $content): string
{
    $length = ltrim(pack('N', strlen($content)), "\0");
    return $tag . (strlen($content) < 128 ? '' : chr(0x80 | strlen($length))) . $length . $content;
}

/** An RSA public key of a JWK (RFC 7518 §6.3) in PEM. */
function publicKey(array $jwk): OpenSSLAsymmetricKey
{
    $integer = fn (string $bytes) => der("\x02", (ord($bytes[0]) > 127 ? "\0" : '') . $bytes);
    $numbers = der("\x30", $integer(bytes($jwk['n'])) . $integer(bytes($jwk['e'])));
    $key = der("\x30", hex2bin('300d06092a864886f70d0101010500') . der("\x03", "\0" . $numbers));
    $pem = "-----BEGIN PUBLIC KEY-----\n" . chunk_split(base64_encode($key), 64) . "-----END PUBLIC KEY-----\n";
    return openssl_pkey_get_public($pem) ?: throw new RuntimeException('not an RSA key');
}

/** The claims of an ID token, checked as OpenID Connect Core 1.0 §3.1.3.7 says. */
function claimsOf(string $idToken, string $nonce, string $jwksUri): array
{
    [$header, $payload, $signature] = explode('.', $idToken);
    ['alg' => $alg, 'kid' => $kid] = json_decode(bytes($header), true);
    $jwk = array_column(ask($jwksUri)['keys'], null, 'kid')[$kid] ?? [];
    // The algorithm is fixed here: the token must not choose it.
    $isSigned = $alg === 'RS256' && ($jwk['kty'] ?? null) === 'RSA'
        && openssl_verify("$header.$payload", bytes($signature), publicKey($jwk), OPENSSL_ALGO_SHA256) === 1;
    $claims = json_decode(bytes($payload), true);
    $isForUs = $isSigned && $claims['iss'] === getenv('ISSUER') && $claims['aud'] === getenv('CLIENT_ID')
        && $claims['exp'] > time() - LEEWAY && hash_equals($nonce, $claims['nonce'] ?? '');
    return $isForUs ? $claims : throw new RuntimeException('the ID token is not valid');
}

function redirect(string $url, array $query = []): never
{
    header('Location: ' . $url . ($query === [] ? '' : '?' . http_build_query($query)), true, 303);
    exit;
}

$site = getenv('SITE_URL');
session_start([
    'cookie_httponly' => true,
    'cookie_samesite' => 'Lax',
    'cookie_secure' => str_starts_with($site, 'https:'),
]);

switch ($_SERVER['REQUEST_METHOD'] . ' ' . parse_url($_SERVER['REQUEST_URI'], PHP_URL_PATH)) {
    case 'GET /':
        $name = htmlspecialchars($_SESSION['user']['name'] ?? '');
        echo '<!doctype html><meta charset="utf-8">';
        echo isset($_SESSION['user'])
            // Keep what you know of a person under sub: the name can change.
            ? "<p>Signed in as <b>$name</b></p><form method='post' action='/logout'><button>Sign out</button></form>"
            : '<a href="/login">Sign in</a>';
        break;

    case 'GET /login':
        $_SESSION['asked'] = array_map(
            fn () => base64url(random_bytes(32)),
            ['state' => 0, 'nonce' => 0, 'verifier' => 0],
        );
        redirect(provider()['authorization_endpoint'], [
            'response_type' => 'code',
            'client_id' => getenv('CLIENT_ID'),
            'redirect_uri' => "$site/callback",
            'scope' => 'openid profile',
            'state' => $_SESSION['asked']['state'],
            'nonce' => $_SESSION['asked']['nonce'],
            'code_challenge' => base64url(hash('sha256', $_SESSION['asked']['verifier'], true)),
            'code_challenge_method' => 'S256',
        ]);

    case 'GET /callback':
        $asked = $_SESSION['asked'] ?? null;
        unset($_SESSION['asked']);
        if ($asked === null || !hash_equals($asked['state'], $_GET['state'] ?? '') || !isset($_GET['code'])) {
            // Declined, or a link that is too old, or not of this browser.
            http_response_code(400);
            exit('<p>Not signed in.</p><a href="/login">Try again</a>');
        }
        $provider = provider();
        $secret = base64_encode(urlencode(getenv('CLIENT_ID')) . ':' . urlencode(getenv('CLIENT_SECRET')));
        $tokens = ask($provider['token_endpoint'], ["Authorization: Basic $secret"], [
            'grant_type' => 'authorization_code',
            'code' => $_GET['code'],
            'redirect_uri' => "$site/callback",
            'code_verifier' => $asked['verifier'],
        ]);
        $claims = claimsOf($tokens['id_token'], $asked['nonce'], $provider['jwks_uri']);
        $user = ask($provider['userinfo_endpoint'], ["Authorization: Bearer $tokens[access_token]"]);
        if ($user['sub'] !== $claims['sub']) {
            throw new RuntimeException('userinfo of somebody else');
        }
        session_regenerate_id(true);
        $_SESSION = ['user' => ['sub' => $user['sub'], 'name' => $user['name']], 'id_token' => $tokens['id_token']];
        redirect('/');

    case 'POST /logout':
        $idToken = $_SESSION['id_token'] ?? null;
        $_SESSION = [];
        session_destroy();
        if ($idToken === null) {
            redirect('/');
        }
        // Ends Maqiao's session, too: otherwise the next sign-in would need no scan.
        redirect(provider()['end_session_endpoint'], [
            'id_token_hint' => $idToken,
            'post_logout_redirect_uri' => "$site/",
        ]);

    default:
        http_response_code(404);
}

<?php
// The backend of a site that signs people in with Maqiao. PHP 8, nothing to install.
//   MAQIAO_URL=https://login.example.com SITE_ORIGIN=https://www.example.com SITE_API_KEY=… php -S 127.0.0.1:8080 introspect.php
declare(strict_types=1);

const BEARER = '/^Bearer ([A-Za-z0-9._-]{1,4096})$/D';

/** Who a token belongs to, or null when it is no good here. Throws when Maqiao does not answer. */
function personOf(string $token): ?array
{
    $answer = @fopen(getenv('MAQIAO_URL') . '/api/introspect', 'r', false, stream_context_create(['http' => [
        'method' => 'POST',
        'header' => ['Authorization: Bearer ' . getenv('SITE_API_KEY'), 'Content-Type: application/json'],
        'content' => json_encode(['token' => $token]),
        'timeout' => 5,
        'follow_location' => 0,
    ]]));
    $status = $answer === false ? '' : stream_get_meta_data($answer)['wrapper_data'][0];
    $person = str_contains($status, ' 200') ? json_decode((string) stream_get_contents($answer), true) : null;
    if (!is_bool($person['active'] ?? null)) {
        throw new RuntimeException('introspect: no answer');
    }
    // A token that was given for another site is active too: only one for our own pages signs in here.
    return $person['active'] && $person['aud'] === getenv('SITE_ORIGIN') ? $person : null;
}

session_set_cookie_params([
    'httponly' => true,
    'samesite' => 'Lax',
    'secure' => str_starts_with((string) getenv('SITE_ORIGIN'), 'https:'),
]);
session_start(['use_strict_mode' => 1]);

switch ($_SERVER['REQUEST_METHOD'] . ' ' . $_SERVER['REQUEST_URI']) {
    case 'POST /login':
        // The page sends the token once; from here on our own cookie says who it is.
        try {
            $person = preg_match(BEARER, $_SERVER['HTTP_AUTHORIZATION'] ?? '', $found) ? personOf($found[1]) : null;
        } catch (RuntimeException $error) {
            error_log($error->getMessage()); // Maqiao is away, which is not the same as a bad token
            http_response_code(503);
            break;
        }
        if ($person === null) {
            http_response_code(401);
            break;
        }
        session_regenerate_id(true); // a cookie from before the login is worth nothing after it
        // `sub` is the key of the account. `openid` finds people in a table that you had before.
        $_SESSION = ['sub' => $person['sub'], 'openid' => $person['openid'], 'sid' => $person['sid'] ?? null];
        http_response_code(204);
        break;
    case 'GET /me':
        http_response_code(isset($_SESSION['sub']) ? 200 : 401);
        header('Content-Type: application/json');
        echo isset($_SESSION['sub']) ? json_encode(['sub' => $_SESSION['sub']]) : '';
        break;
    case 'POST /logout':
        session_destroy();
        http_response_code(204);
        break;
    default:
        http_response_code(404);
}

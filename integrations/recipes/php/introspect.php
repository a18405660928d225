<?php
// The backend of a site that signs people in with Maqiao. PHP 8, nothing to install.
//   MAQIAO_URL=https://login.example.com SITE_ORIGIN=https://www.example.com SITE_API_KEY=… WEBHOOK_SECRET=whsec_… php -S 127.0.0.1:8080 introspect.php
declare(strict_types=1);

const BEARER = '/^Bearer ([A-Za-z0-9._-]{1,4096})$/D';

/** How long our own sessions live. Maqiao's session is kept as long, at most SESSION_MAX_DAYS of its settings. */
const SESSION_SECONDS = 7 * 86400;

/** POSTs to Maqiao. Returns the status line and the body. */
function callMaqiao(string $path, array $body): array
{
    $answer = @fopen(getenv('MAQIAO_URL') . $path, 'r', false, stream_context_create(['http' => [
        'method' => 'POST',
        'header' => ['Authorization: Bearer ' . getenv('SITE_API_KEY'), 'Content-Type: application/json'],
        'content' => json_encode((object) $body),
        'timeout' => 5,
        'follow_location' => 0,
        'ignore_errors' => true, // so that the status of a refusal can be read
    ]]));
    if ($answer === false) {
        return ['', ''];
    }
    return [stream_get_meta_data($answer)['wrapper_data'][0], (string) stream_get_contents($answer)];
}

/** The user of a token, or null when it is not valid here. Throws when Maqiao does not answer. */
function personOf(string $token): ?array
{
    [$status, $body] = callMaqiao('/api/introspect', ['token' => $token]);
    $person = str_contains($status, ' 200') ? json_decode($body, true) : null;
    if (!is_bool($person['active'] ?? null)) {
        throw new RuntimeException('introspect: no answer');
    }
    // A token for another site is active too: accept only tokens that were issued for our own origin.
    return $person['active'] && $person['aud'] === getenv('SITE_ORIGIN') ? $person : null;
}

/**
 * Keeps Maqiao's session for as long as ours lives, so that the user sees it on the phone and can end it there. Call
 * it again whenever ours is renewed. False when it has ended: end ours too. Throws when Maqiao does not answer.
 */
function keepAtMaqiao(string $sid): bool
{
    [$status] = callMaqiao("/api/sessions/$sid/keep", ['expiresIn' => SESSION_SECONDS]);
    if (!str_contains($status, ' 200') && !str_contains($status, ' 410')) {
        throw new RuntimeException('extending a session: no answer');
    }
    return str_contains($status, ' 200');
}

/** Ends Maqiao's session, as otherwise the next visit would sign in without a scan. Throws when Maqiao does not answer. */
function endAtMaqiao(string $sid): void
{
    [$status] = callMaqiao("/api/sessions/$sid/delete", []);
    if (!str_contains($status, ' 204')) {
        throw new RuntimeException('ending a session: no answer');
    }
}

/** Whether Maqiao sent this webhook (standardwebhooks.com; its library for PHP does the same). */
function sentByMaqiao(string $body): bool
{
    $secret = (string) getenv('WEBHOOK_SECRET');
    $time = $_SERVER['HTTP_WEBHOOK_TIMESTAMP'] ?? '';
    if ($secret === '' || !ctype_digit($time) || abs(time() - (int) $time) > 300) {
        return false;
    }
    $key = base64_decode(str_replace('whsec_', '', $secret));
    $signed = ($_SERVER['HTTP_WEBHOOK_ID'] ?? '') . ".$time.$body";
    $right = 'v1,' . base64_encode(hash_hmac('sha256', $signed, $key, true));
    foreach (explode(' ', $_SERVER['HTTP_WEBHOOK_SIGNATURE'] ?? '') as $given) {
        if (hash_equals($right, $given)) {
            return true;
        }
    }
    return false;
}

/** The file with the time at which the sessions of a `sid` or a `sub` were ended elsewhere. On a real site: a database column. */
function endOf(string $id): string
{
    return (session_save_path() ?: sys_get_temp_dir()) . '/ended_' . hash('sha256', $id);
}

/** Who is signed in here, or null. */
function signedIn(): ?string
{
    foreach ([$_SESSION['sid'] ?? '', $_SESSION['sub'] ?? ''] as $id) {
        if ((float) @file_get_contents(endOf($id)) >= ($_SESSION['since'] ?? 0)) {
            return null;
        }
    }
    return $_SESSION['sub'] ?? null;
}

ini_set('session.gc_maxlifetime', (string) SESSION_SECONDS);
session_set_cookie_params([
    'lifetime' => SESSION_SECONDS,
    'httponly' => true,
    'samesite' => 'Lax',
    'secure' => str_starts_with((string) getenv('SITE_ORIGIN'), 'https:'),
]);
session_start(['use_strict_mode' => 1]);

switch ($_SERVER['REQUEST_METHOD'] . ' ' . $_SERVER['REQUEST_URI']) {
    case 'POST /login':
        // The page sends the token once; after that our own cookie identifies the user.
        try {
            $person = preg_match(BEARER, $_SERVER['HTTP_AUTHORIZATION'] ?? '', $found) ? personOf($found[1]) : null;
            $kept = $person !== null && keepAtMaqiao($person['sid']);
        } catch (RuntimeException $error) {
            error_log($error->getMessage()); // Maqiao did not answer, which does not mean that the token is invalid
            http_response_code(503);
            break;
        }
        if (!$kept) {
            http_response_code(401);
            break;
        }
        session_regenerate_id(true); // a cookie from before the login must not be valid after it (session fixation)
        // `sub` is the key of the account. `openid` finds users in a table that you had before.
        $_SESSION = ['sub' => $person['sub'], 'openid' => $person['openid'], 'sid' => $person['sid'], 'since' => microtime(true)];
        http_response_code(204);
        break;
    case 'GET /me':
        $sub = signedIn();
        http_response_code($sub === null ? 401 : 200);
        header('Content-Type: application/json');
        echo $sub === null ? '' : json_encode(['sub' => $sub]);
        break;
    case 'POST /logout':
        // Signing out ends both sessions, ours first. If Maqiao does not answer, `sid` is kept for another try.
        try {
            if (isset($_SESSION['sid'])) {
                $_SESSION = ['sid' => $_SESSION['sid']];
                endAtMaqiao($_SESSION['sid']);
            }
            session_destroy();
            http_response_code(204);
        } catch (RuntimeException $error) {
            error_log($error->getMessage());
            http_response_code(503);
        }
        break;
    case 'POST /hooks/maqiao':
        // A webhook about sessions that ended elsewhere: on the phone, with the account, by a block. Ours end too.
        $body = (string) file_get_contents('php://input', false, null, 0, 65536);
        if (!sentByMaqiao($body)) {
            http_response_code(401);
            break;
        }
        ['type' => $type, 'data' => $data] = json_decode($body, true);
        if ($type === 'user.signed_out') {
            file_put_contents(endOf($data['sid']), microtime(true));
        } elseif ($type === 'user.deleted' || $type === 'user.blocked') {
            file_put_contents(endOf($data['sub']), microtime(true));
        }
        http_response_code(204);
        break;
    default:
        http_response_code(404);
}

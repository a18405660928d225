// The backend of a site that signs people in with Maqiao. Java 17 or newer, nothing to install.
//   MAQIAO_URL=https://login.example.com SITE_ORIGIN=https://www.example.com SITE_API_KEY=... WEBHOOK_SECRET=whsec_... java Introspect.java

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.regex.Pattern;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

public final class Introspect {
    record Person(String sub, String openid, String sid) {}

    static final String MAQIAO_URL = System.getenv("MAQIAO_URL");
    static final String SITE_ORIGIN = System.getenv("SITE_ORIGIN");
    static final String SITE_API_KEY = System.getenv("SITE_API_KEY");
    static final String WEBHOOK_SECRET = Optional.ofNullable(System.getenv("WEBHOOK_SECRET")).orElse("");
    static final Pattern BEARER = Pattern.compile("Bearer ([A-Za-z0-9._-]{1,4096})");
    static final Pattern COOKIE = Pattern.compile("(?:^|; )session=([\\w-]+)");

    /** Our own sessions. On a real site: a table in the database. */
    static final Map<String, Person> sessions = new ConcurrentHashMap<>();
    /** How long one of them lives. Maqiao's session is kept as long, at most SESSION_MAX_DAYS of its settings. */
    static final int SESSION_SECONDS = 7 * 86_400;
    /**
     * Follows no redirects, so that the key is not sent to another address. HTTP/1.1, because over plain http Java's
     * client would request an upgrade to HTTP/2, which Maqiao does not support.
     */
    static final HttpClient http =
        HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).connectTimeout(Duration.ofSeconds(5)).build();
    static final SecureRandom random = new SecureRandom();

    /** POSTs to Maqiao. Throws IOException when it does not answer. */
    static HttpResponse<String> callMaqiao(String path, String body) throws IOException, InterruptedException {
        var request = HttpRequest.newBuilder(URI.create(MAQIAO_URL + path))
            .timeout(Duration.ofSeconds(5))
            .header("Authorization", "Bearer " + SITE_API_KEY)
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString(body))
            .build();
        return http.send(request, HttpResponse.BodyHandlers.ofString());
    }

    /** The user of a token, if it is valid here. Throws IOException when Maqiao does not answer. */
    static Optional<Person> personOf(String token) throws IOException, InterruptedException {
        var answer = callMaqiao("/api/introspect", "{\"token\":\"" + token + "\"}");
        if (answer.statusCode() != 200) throw new IOException("introspect answered " + answer.statusCode());
        var body = answer.body();
        // A token for another site is active too: accept only tokens that were issued for our own origin.
        if (!"true".equals(member(body, "active")) || !SITE_ORIGIN.equals(member(body, "aud"))) return Optional.empty();
        return Optional.of(new Person(member(body, "sub"), member(body, "openid"), member(body, "sid")));
    }

    /**
     * Keeps Maqiao's session for as long as ours lives, so that the user sees it on the phone and can end it there. Call
     * it again whenever ours is renewed. False when it has ended: end ours too. Throws as the others.
     */
    static boolean keepAtMaqiao(String sid) throws IOException, InterruptedException {
        var status = callMaqiao("/api/sessions/" + sid + "/keep", "{\"expiresIn\":" + SESSION_SECONDS + "}").statusCode();
        if (status != 200 && status != 410) throw new IOException("extending a session answered " + status);
        return status == 200;
    }

    /** Ends Maqiao's session, as otherwise the next visit would sign in without a scan. Throws as the others. */
    static void endAtMaqiao(String sid) throws IOException, InterruptedException {
        var status = callMaqiao("/api/sessions/" + sid + "/delete", "{}").statusCode();
        if (status != 204) throw new IOException("ending a session answered " + status);
    }

    /** Whether Maqiao sent this webhook (standardwebhooks.com; its library for Java does the same). */
    static boolean sentByMaqiao(HttpExchange exchange, String body) {
        var headers = exchange.getRequestHeaders();
        var time = Optional.ofNullable(headers.getFirst("webhook-timestamp")).orElse("");
        if (WEBHOOK_SECRET.isEmpty() || !time.matches("[0-9]{1,12}")) return false;
        if (Math.abs(Instant.now().getEpochSecond() - Long.parseLong(time)) > 300) return false;
        try {
            var mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(Base64.getDecoder().decode(WEBHOOK_SECRET.replace("whsec_", "")), "HmacSHA256"));
            var signed = headers.getFirst("webhook-id") + "." + time + "." + body;
            var right = "v1," + Base64.getEncoder().encodeToString(mac.doFinal(signed.getBytes(StandardCharsets.UTF_8)));
            for (var given : Optional.ofNullable(headers.getFirst("webhook-signature")).orElse("").split(" ")) {
                if (MessageDigest.isEqual(given.getBytes(StandardCharsets.UTF_8), right.getBytes(StandardCharsets.UTF_8))) return true;
            }
            return false;
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /** A member of a JSON object with unique names and no escapes, as here; otherwise use a JSON library. */
    static String member(String json, String name) {
        var found = Pattern.compile("[{,]\\s*\"" + name + "\"\\s*:\\s*\"?([^\",}]*)").matcher(json);
        return found.find() ? found.group(1) : null;
    }

    /** The page sends the token once; after that our own cookie identifies the user. */
    static void login(HttpExchange exchange) throws IOException, InterruptedException {
        var header = Optional.ofNullable(exchange.getRequestHeaders().getFirst("Authorization")).orElse("");
        var token = BEARER.matcher(header);
        var person = token.matches() ? personOf(token.group(1)) : Optional.<Person>empty();
        if (person.isEmpty() || !keepAtMaqiao(person.get().sid())) {
            answer(exchange, 401, "");
            return;
        }
        var bytes = new byte[32];
        random.nextBytes(bytes);
        var id = Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
        // `sub` is the key of the account. `openid` finds users in a table that you had before.
        sessions.put(id, person.get());
        var secure = SITE_ORIGIN.startsWith("https:") ? "; Secure" : "";
        var cookie = "session=" + id + "; Path=/; Max-Age=" + SESSION_SECONDS + "; HttpOnly; SameSite=Lax" + secure;
        exchange.getResponseHeaders().set("Set-Cookie", cookie);
        answer(exchange, 204, "");
    }

    /** Ends both sessions, ours first. If Maqiao does not answer, the sid is kept for another try. */
    static void logout(HttpExchange exchange) throws IOException, InterruptedException {
        var id = sessionOf(exchange);
        var person = sessions.get(id);
        if (person != null && person.sid() != null) {
            sessions.put(id, new Person(null, null, person.sid()));
            endAtMaqiao(person.sid());
        }
        sessions.remove(id);
        exchange.getResponseHeaders().set("Set-Cookie", "session=; Path=/; Max-Age=0");
        answer(exchange, 204, "");
    }

    /** A webhook about sessions that ended elsewhere: on the phone, with the account, by a block. Ours end too. */
    static void webhook(HttpExchange exchange) throws IOException {
        var body = new String(exchange.getRequestBody().readNBytes(65536), StandardCharsets.UTF_8);
        if (!sentByMaqiao(exchange, body)) {
            answer(exchange, 401, "");
            return;
        }
        var type = Optional.ofNullable(member(body, "type")).orElse("");
        var sid = member(body, "sid");
        var sub = member(body, "sub");
        switch (type) {
            case "user.signed_out" -> sessions.values().removeIf(person -> sid.equals(person.sid()));
            case "user.deleted", "user.blocked" -> sessions.values().removeIf(person -> sub.equals(person.sub()));
            default -> {}
        }
        answer(exchange, 204, "");
    }

    static String sessionOf(HttpExchange exchange) {
        var cookies = COOKIE.matcher(Optional.ofNullable(exchange.getRequestHeaders().getFirst("Cookie")).orElse(""));
        return cookies.find() ? cookies.group(1) : "";
    }

    static void route(HttpExchange exchange) throws IOException {
        try {
            switch (exchange.getRequestMethod() + " " + exchange.getRequestURI()) {
                case "POST /login" -> login(exchange);
                case "GET /me" -> {
                    var person = sessions.get(sessionOf(exchange));
                    var sub = person == null ? null : person.sub();
                    exchange.getResponseHeaders().set("Content-Type", "application/json");
                    answer(exchange, sub == null ? 401 : 200, sub == null ? "" : "{\"sub\":\"" + sub + "\"}");
                }
                case "POST /logout" -> logout(exchange);
                case "POST /hooks/maqiao" -> webhook(exchange);
                default -> answer(exchange, 404, "");
            }
        } catch (IOException | InterruptedException error) {
            System.err.println(error); // Maqiao did not answer, which does not mean that the token is invalid
            answer(exchange, 503, "");
        } finally {
            exchange.close();
        }
    }

    static void answer(HttpExchange exchange, int status, String body) throws IOException {
        var bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
        if (bytes.length > 0) exchange.getResponseBody().write(bytes);
    }

    public static void main(String[] args) throws IOException {
        var port = Integer.parseInt(Optional.ofNullable(System.getenv("PORT")).orElse("8080"));
        var server = HttpServer.create(new InetSocketAddress("127.0.0.1", port), 0);
        server.createContext("/", Introspect::route);
        server.setExecutor(Executors.newCachedThreadPool());
        server.start();
    }
}

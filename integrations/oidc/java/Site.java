// A site that signs people in with Maqiao. Java 17 or newer, and Jackson for JSON.
//   ISSUER=https://login.example.com CLIENT_ID=... CLIENT_SECRET=... SITE_URL=https://www.example.com PORT=8080 \
//   java -cp 'jackson-core.jar:jackson-databind.jar:jackson-annotations.jar' Site.java

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.math.BigInteger;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.MessageDigest;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.spec.RSAPublicKeySpec;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

public final class Site {
    static final String ISSUER = System.getenv("ISSUER");
    static final String CLIENT_ID = System.getenv("CLIENT_ID");
    static final String CLIENT_SECRET = System.getenv("CLIENT_SECRET");
    static final String SITE_URL = System.getenv("SITE_URL");
    static final int PORT = Integer.parseInt(Optional.ofNullable(System.getenv("PORT")).orElse("8080"));
    /** Accepted difference of clocks, in seconds. */
    static final int LEEWAY = 30;
    static final Pattern COOKIE = Pattern.compile("(?:^|; )session=([\\w-]+)");

    /** What a browser that is signing in was sent away with. */
    record Asked(String state, String nonce, String verifier) {}

    /** Keep what you know of a person under sub: the name can change. */
    record Person(String sub, String name, String idToken) {}

    /** An Asked or a Person, by the value of the cookie. On a real site: a table in the database, with an end for each. */
    static final Map<String, Record> sessions = new ConcurrentHashMap<>();
    /** Follows no redirects. HTTP/1.1, because over plain http Java's client would request an upgrade to HTTP/2. */
    static final HttpClient http =
        HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).connectTimeout(Duration.ofSeconds(5)).build();
    static final ObjectMapper json = new ObjectMapper();
    static final SecureRandom randomness = new SecureRandom();

    public static void main(String[] args) throws Exception {
        // Maqiao's addresses (OpenID Connect Discovery 1.0).
        JsonNode provider = ask(HttpRequest.newBuilder(URI.create(ISSUER + "/.well-known/openid-configuration")));
        if (!provider.path("issuer").asText().equals(ISSUER)) throw new IOException("another issuer");
        var server = HttpServer.create(new InetSocketAddress("127.0.0.1", PORT), 0);
        server.setExecutor(Executors.newFixedThreadPool(8));
        server.createContext("/", exchange -> {
            try (exchange) {
                switch (exchange.getRequestMethod() + " " + exchange.getRequestURI().getPath()) {
                    case "GET /" -> home(exchange);
                    case "GET /login" -> login(exchange, provider);
                    case "GET /callback" -> callback(exchange, provider);
                    case "POST /logout" -> logout(exchange, provider);
                    default -> page(exchange, 404, "<p>Nothing here.</p>");
                }
            } catch (Exception error) {
                System.err.println(error);
                page(exchange, 502, "<p>Not signed in.</p><a href=\"/login\">Try again</a>");
            }
        });
        server.start();
    }

    static void home(HttpExchange exchange) throws IOException {
        if (sessions.get(cookieOf(exchange)) instanceof Person person) {
            page(exchange, 200, "<p>Signed in as <b>" + escaped(person.name()) + "</b></p>"
                + "<form method=\"post\" action=\"/logout\"><button>Sign out</button></form>");
        } else {
            page(exchange, 200, "<a href=\"/login\">Sign in</a>");
        }
    }

    static void login(HttpExchange exchange, JsonNode provider) throws Exception {
        sessions.remove(cookieOf(exchange));
        var asked = new Asked(random(), random(), random());
        keep(exchange, asked);
        byte[] challenge = MessageDigest.getInstance("SHA-256").digest(asked.verifier().getBytes(StandardCharsets.US_ASCII));
        redirect(exchange, provider.path("authorization_endpoint").asText() + "?" + form(Map.of(
            "response_type", "code",
            "client_id", CLIENT_ID,
            "redirect_uri", SITE_URL + "/callback",
            "scope", "openid profile",
            "state", asked.state(),
            "nonce", asked.nonce(),
            "code_challenge", base64url(challenge),
            "code_challenge_method", "S256")));
    }

    static void callback(HttpExchange exchange, JsonNode provider) throws Exception {
        var query = queryOf(exchange);
        if (!(sessions.remove(cookieOf(exchange)) instanceof Asked asked)
            || !asked.state().equals(query.get("state")) || query.get("code") == null) {
            // Declined, or a link that is too old, or not of this browser.
            page(exchange, 400, "<p>Not signed in.</p><a href=\"/login\">Try again</a>");
            return;
        }
        String secret = encoded(CLIENT_ID) + ":" + encoded(CLIENT_SECRET);
        JsonNode tokens = ask(HttpRequest.newBuilder(URI.create(provider.path("token_endpoint").asText()))
            .header("Authorization", "Basic " + Base64.getEncoder().encodeToString(secret.getBytes(StandardCharsets.UTF_8)))
            .header("Content-Type", "application/x-www-form-urlencoded")
            .POST(HttpRequest.BodyPublishers.ofString(form(Map.of(
                "grant_type", "authorization_code",
                "code", query.get("code"),
                "redirect_uri", SITE_URL + "/callback",
                "code_verifier", asked.verifier())))));
        String idToken = tokens.path("id_token").asText();
        JsonNode claims = claimsOf(idToken, asked.nonce(), provider.path("jwks_uri").asText());
        JsonNode user = ask(HttpRequest.newBuilder(URI.create(provider.path("userinfo_endpoint").asText()))
            .header("Authorization", "Bearer " + tokens.path("access_token").asText()));
        if (!user.path("sub").equals(claims.path("sub"))) throw new IOException("userinfo of somebody else");
        keep(exchange, new Person(user.path("sub").asText(), user.path("name").asText(), idToken));
        redirect(exchange, "/");
    }

    static void logout(HttpExchange exchange, JsonNode provider) throws IOException {
        if (sessions.remove(cookieOf(exchange)) instanceof Person person) {
            // Ends Maqiao's session, too: otherwise the next sign-in would need no scan.
            redirect(exchange, provider.path("end_session_endpoint").asText() + "?" + form(Map.of(
                "id_token_hint", person.idToken(),
                "post_logout_redirect_uri", SITE_URL + "/")));
        } else {
            redirect(exchange, "/");
        }
    }

    /** The claims of an ID token, checked as OpenID Connect Core 1.0 section 3.1.3.7 says. */
    static JsonNode claimsOf(String idToken, String nonce, String jwksUri) throws Exception {
        String[] parts = idToken.split("\\.");
        JsonNode header = json.readTree(bytes(parts[0]));
        // The algorithm is fixed here: the token must not choose it.
        if (!header.path("alg").asText().equals("RS256")) throw new GeneralSecurityException("not RS256");
        var signature = Signature.getInstance("SHA256withRSA");
        signature.initVerify(keyOf(jwksUri, header.path("kid").asText()));
        signature.update((parts[0] + "." + parts[1]).getBytes(StandardCharsets.US_ASCII));
        if (!signature.verify(bytes(parts[2]))) throw new GeneralSecurityException("the signature is wrong");
        JsonNode claims = json.readTree(bytes(parts[1]));
        if (!claims.path("iss").asText().equals(ISSUER)
            || !claims.path("aud").asText().equals(CLIENT_ID)
            || !claims.path("nonce").asText().equals(nonce)
            || claims.path("exp").asLong() <= Instant.now().getEpochSecond() - LEEWAY) {
            throw new GeneralSecurityException("the ID token is not for us");
        }
        return claims;
    }

    /** An RSA key of a JWK Set (RFC 7518 section 6.3). On a real site: kept, and asked for again when a key is unknown. */
    static PublicKey keyOf(String jwksUri, String kid) throws Exception {
        for (JsonNode jwk : ask(HttpRequest.newBuilder(URI.create(jwksUri))).path("keys")) {
            if (!jwk.path("kid").asText().equals(kid) || !jwk.path("kty").asText().equals("RSA")) continue;
            var modulus = new BigInteger(1, bytes(jwk.path("n").asText()));
            var exponent = new BigInteger(1, bytes(jwk.path("e").asText()));
            return KeyFactory.getInstance("RSA").generatePublic(new RSAPublicKeySpec(modulus, exponent));
        }
        throw new GeneralSecurityException("signed with an unknown key");
    }

    /** What Maqiao answers. Throws IOException when it does not answer, or refuses. */
    static JsonNode ask(HttpRequest.Builder request) throws IOException, InterruptedException {
        var answer = http.send(request.timeout(Duration.ofSeconds(5)).build(), HttpResponse.BodyHandlers.ofString());
        if (answer.statusCode() != 200) throw new IOException("Maqiao refuses: " + answer.statusCode());
        return json.readTree(answer.body());
    }

    static void keep(HttpExchange exchange, Record session) {
        String id = random();
        sessions.put(id, session);
        String secure = SITE_URL.startsWith("https:") ? "; Secure" : "";
        exchange.getResponseHeaders().add("Set-Cookie", "session=" + id + "; Path=/; HttpOnly; SameSite=Lax" + secure);
    }

    static String cookieOf(HttpExchange exchange) {
        var header = Optional.ofNullable(exchange.getRequestHeaders().getFirst("Cookie")).orElse("");
        var found = COOKIE.matcher(header);
        return found.find() ? found.group(1) : "";
    }

    static Map<String, String> queryOf(HttpExchange exchange) {
        var query = new HashMap<String, String>();
        for (String pair : Optional.ofNullable(exchange.getRequestURI().getRawQuery()).orElse("").split("&")) {
            String[] parts = pair.split("=", 2);
            query.put(parts[0], parts.length < 2 ? "" : URLDecoder.decode(parts[1], StandardCharsets.UTF_8));
        }
        return query;
    }

    static void page(HttpExchange exchange, int status, String html) throws IOException {
        byte[] body = ("<!doctype html><meta charset=\"utf-8\">" + html).getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "text/html; charset=utf-8");
        exchange.sendResponseHeaders(status, body.length);
        exchange.getResponseBody().write(body);
    }

    static void redirect(HttpExchange exchange, String url) throws IOException {
        exchange.getResponseHeaders().set("Location", url);
        exchange.sendResponseHeaders(303, -1);
    }

    static String form(Map<String, String> values) {
        return values.entrySet().stream()
            .map(entry -> encoded(entry.getKey()) + "=" + encoded(entry.getValue()))
            .collect(Collectors.joining("&"));
    }

    static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    static String escaped(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace("\"", "&quot;");
    }

    /** 256 bits as letters and digits of base64url. */
    static String random() {
        byte[] bytes = new byte[32];
        randomness.nextBytes(bytes);
        return base64url(bytes);
    }

    static String base64url(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    static byte[] bytes(String base64url) {
        return Base64.getUrlDecoder().decode(base64url);
    }
}

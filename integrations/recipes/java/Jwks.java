// Verifies a token locally, with Maqiao's public keys. Reads the token from standard input, prints the user's id, exits
// with 1 when it is invalid. Java 17 or newer, nothing to install.
//   printf %s "$TOKEN" | MAQIAO_URL=https://login.example.com SITE_ORIGIN=https://www.example.com java Jwks.java

import java.io.IOException;
import java.math.BigInteger;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.security.AlgorithmParameters;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.ECParameterSpec;
import java.security.spec.ECPoint;
import java.security.spec.ECPublicKeySpec;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.regex.Pattern;

public final class Jwks {
    static final String MAQIAO_URL = System.getenv("MAQIAO_URL");
    static final String SITE_ORIGIN = System.getenv("SITE_ORIGIN");
    /** Accepted difference of clocks, in seconds. */
    static final long LEEWAY = 30;

    static final class Refused extends Exception {
        Refused(String why) {
            super(why);
        }
    }

    /** The user's id from a valid token (RFC 9068). Throws IOException when Maqiao does not answer. */
    static String personOf(String token) throws Refused, IOException, InterruptedException, GeneralSecurityException {
        var parts = token.split("\\.", -1);
        if (parts.length != 3) throw new Refused("not a token");
        var header = read(parts[0]);
        // Fixed here: the token must not choose the algorithm.
        if (!"ES256".equals(member(header, "alg")) || !"at+jwt".equals(member(header, "typ"))) {
            throw new Refused("not an access token");
        }
        var signature = Signature.getInstance("SHA256withECDSAinP1363Format");
        signature.initVerify(keyOf(member(header, "kid")));
        signature.update((parts[0] + "." + parts[1]).getBytes(StandardCharsets.US_ASCII));
        if (!verifies(signature, bytes(parts[2]))) throw new Refused("the signature is wrong");

        var claims = read(parts[1]);
        var now = Instant.now().getEpochSecond();
        if (!MAQIAO_URL.equals(member(claims, "iss"))) throw new Refused("of another issuer");
        if (!SITE_ORIGIN.equals(member(claims, "aud"))) throw new Refused("for another site");
        if (seconds(claims, "exp") <= now - LEEWAY) throw new Refused("expired");
        if (seconds(claims, "iat") > now + LEEWAY) throw new Refused("of the future");
        return member(claims, "sub");
    }

    static PublicKey keyOf(String kid) throws Refused, IOException, InterruptedException, GeneralSecurityException {
        // Over plain http Java's client would request an upgrade to HTTP/2, which not every server supports.
        var http = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).connectTimeout(Duration.ofSeconds(5)).build();
        var request = HttpRequest.newBuilder(URI.create(MAQIAO_URL + "/.well-known/jwks.json")).timeout(Duration.ofSeconds(5));
        var answer = http.send(request.build(), HttpResponse.BodyHandlers.ofString());
        if (answer.statusCode() != 200) throw new IOException("jwks answered " + answer.statusCode());
        var keys = Pattern.compile("\\{[^{}]*}").matcher(answer.body().replaceFirst("^\\s*\\{", ""));
        while (keys.find()) {
            var jwk = keys.group();
            if (kid == null || !kid.equals(member(jwk, "kid"))) continue;
            var curve = AlgorithmParameters.getInstance("EC");
            curve.init(new ECGenParameterSpec("secp256r1"));
            var point = new ECPoint(new BigInteger(1, bytes(member(jwk, "x"))), new BigInteger(1, bytes(member(jwk, "y"))));
            var spec = new ECPublicKeySpec(point, curve.getParameterSpec(ECParameterSpec.class));
            return KeyFactory.getInstance("EC").generatePublic(spec);
        }
        throw new Refused("signed with an unknown key");
    }

    static boolean verifies(Signature signature, byte[] bytes) {
        try {
            return signature.verify(bytes);
        } catch (GeneralSecurityException malformed) {
            return false;
        }
    }

    /** A member of a flat JSON object without escapes, as here; otherwise use a JSON library. */
    static String member(String json, String name) {
        var found = Pattern.compile("[{,]\\s*\"" + name + "\"\\s*:\\s*(?:\"([^\"\\\\]*)\"|(-?\\d+))\\s*[,}]").matcher(json);
        if (!found.find()) return null;
        return found.group(1) == null ? found.group(2) : found.group(1);
    }

    static long seconds(String claims, String name) throws Refused {
        try {
            return Long.parseLong(member(claims, name));
        } catch (NumberFormatException none) {
            throw new Refused("no " + name);
        }
    }

    static String read(String part) throws Refused {
        return new String(bytes(part), StandardCharsets.UTF_8);
    }

    static byte[] bytes(String base64url) throws Refused {
        try {
            return Base64.getUrlDecoder().decode(base64url);
        } catch (IllegalArgumentException malformed) {
            throw new Refused("not a token");
        }
    }

    public static void main(String[] args) throws Exception {
        try {
            System.out.println(personOf(new String(System.in.readAllBytes(), StandardCharsets.UTF_8).trim()));
        } catch (Refused error) {
            System.err.println(error.getMessage());
            System.exit(1);
        } catch (IOException error) {
            System.err.println(error);
            System.exit(2);
        }
    }
}

// Verifies a token locally, with Maqiao's public keys. Reads the token from standard input, prints the user's id, exits
// with 1 when it is invalid. Go 1.18 or newer, nothing to install.
//
//	printf %s "$TOKEN" | MAQIAO_URL=https://login.example.com SITE_ORIGIN=https://www.example.com go run main.go
package main

import (
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/sha256"
	"encoding/base64"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"math/big"
	"net/http"
	"os"
	"strings"
	"time"
)

// leeway is the accepted difference of clocks.
const leeway = 30 * time.Second

type refused struct{ error }

func refuse(why string) error { return refused{errors.New(why)} }

type claims struct {
	Iss string `json:"iss"`
	Aud string `json:"aud"`
	Sub string `json:"sub"`
	Exp int64  `json:"exp"`
	Iat int64  `json:"iat"`
}

// claimsOf verifies a token and returns its claims (RFC 9068). The error is refused{}, or another one when Maqiao does not
// answer.
func claimsOf(token, issuer, audience string) (*claims, error) {
	parts := strings.Split(token, ".")
	if len(parts) != 3 {
		return nil, refuse("not a token")
	}
	var header struct{ Alg, Typ, Kid string }
	if err := read(parts[0], &header); err != nil {
		return nil, err
	}
	// Fixed here: the token must not choose the algorithm.
	if header.Alg != "ES256" || header.Typ != "at+jwt" {
		return nil, refuse("not an access token")
	}
	key, err := keyOf(issuer, header.Kid)
	if err != nil {
		return nil, err
	}
	signature, err := base64.RawURLEncoding.DecodeString(parts[2])
	if err != nil || len(signature) != 64 {
		return nil, refuse("the signature is wrong")
	}
	digest := sha256.Sum256([]byte(parts[0] + "." + parts[1]))
	r, s := new(big.Int).SetBytes(signature[:32]), new(big.Int).SetBytes(signature[32:])
	if !ecdsa.Verify(key, digest[:], r, s) {
		return nil, refuse("the signature is wrong")
	}

	var found claims
	if err := read(parts[1], &found); err != nil {
		return nil, err
	}
	now := time.Now()
	switch {
	case found.Iss != issuer:
		return nil, refuse("of another issuer")
	case found.Aud != audience:
		return nil, refuse("for another site")
	case !time.Unix(found.Exp, 0).After(now.Add(-leeway)):
		return nil, refuse("expired")
	case found.Iat == 0 || time.Unix(found.Iat, 0).After(now.Add(leeway)):
		return nil, refuse("of the future")
	}
	return &found, nil
}

func keyOf(issuer, kid string) (*ecdsa.PublicKey, error) {
	client := &http.Client{Timeout: 5 * time.Second}
	answer, err := client.Get(issuer + "/.well-known/jwks.json")
	if err != nil {
		return nil, err
	}
	defer answer.Body.Close()
	var jwks struct {
		Keys []struct{ Kid, X, Y string }
	}
	if err := json.NewDecoder(answer.Body).Decode(&jwks); err != nil || answer.StatusCode != http.StatusOK {
		return nil, fmt.Errorf("jwks answered %d", answer.StatusCode)
	}
	for _, jwk := range jwks.Keys {
		if jwk.Kid != kid {
			continue
		}
		x, errX := base64.RawURLEncoding.DecodeString(jwk.X)
		y, errY := base64.RawURLEncoding.DecodeString(jwk.Y)
		if errX != nil || errY != nil {
			return nil, errors.New("jwks: not a P-256 key")
		}
		return &ecdsa.PublicKey{Curve: elliptic.P256(), X: new(big.Int).SetBytes(x), Y: new(big.Int).SetBytes(y)}, nil
	}
	return nil, refuse("signed with an unknown key")
}

func read(part string, into any) error {
	bytes, err := base64.RawURLEncoding.DecodeString(part)
	if err != nil || json.Unmarshal(bytes, into) != nil {
		return refuse("not a token")
	}
	return nil
}

func main() {
	token, _ := io.ReadAll(os.Stdin)
	found, err := claimsOf(strings.TrimSpace(string(token)), os.Getenv("MAQIAO_URL"), os.Getenv("SITE_ORIGIN"))
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		if errors.As(err, &refused{}) {
			os.Exit(1)
		}
		os.Exit(2)
	}
	fmt.Println(found.Sub)
}

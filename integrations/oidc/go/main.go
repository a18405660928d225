// A site that signs people in with Maqiao, by github.com/coreos/go-oidc and golang.org/x/oauth2.
//
//	ISSUER=https://login.example.com CLIENT_ID=… CLIENT_SECRET=… SITE_URL=https://www.example.com PORT=8080 go run main.go
package main

import (
	"context"
	"crypto/rand"
	"crypto/sha256"
	"encoding/base64"
	"fmt"
	"html"
	"log"
	"net/http"
	"net/url"
	"os"
	"strings"
	"sync"

	"github.com/coreos/go-oidc"
	"golang.org/x/oauth2"
)

// session belongs to one browser. Before the sign-in it has what was asked, afterwards who answered.
type session struct {
	state, nonce, verifier string
	sub, name, idToken     string
}

var (
	siteURL = os.Getenv("SITE_URL")
	// By the value of the cookie. On a real site: a table in the database, with an end for each.
	sessions sync.Map
)

// random returns 256 bits as letters and digits of base64url.
func random() string {
	bytes := make([]byte, 32)
	if _, err := rand.Read(bytes); err != nil {
		panic(err)
	}
	return base64.RawURLEncoding.EncodeToString(bytes)
}

// take returns the session of a browser, and forgets it: each answer that keeps one gives it a new cookie.
func take(r *http.Request) (session, bool) {
	cookie, err := r.Cookie("session")
	if err != nil {
		return session{}, false
	}
	found, ok := sessions.LoadAndDelete(cookie.Value)
	if !ok {
		return session{}, false
	}
	return found.(session), true
}

// keep starts a session for a browser.
func keep(w http.ResponseWriter, s session) {
	id := random()
	sessions.Store(id, s)
	http.SetCookie(w, &http.Cookie{
		Name: "session", Value: id, Path: "/", HttpOnly: true,
		SameSite: http.SameSiteLaxMode, Secure: strings.HasPrefix(siteURL, "https:"),
	})
}

func main() {
	ctx := context.Background()
	provider, err := oidc.NewProvider(ctx, os.Getenv("ISSUER"))
	if err != nil {
		log.Fatal(err)
	}
	var addresses struct {
		EndSession string `json:"end_session_endpoint"`
	}
	if err := provider.Claims(&addresses); err != nil {
		log.Fatal(err)
	}
	config := oauth2.Config{
		ClientID:     os.Getenv("CLIENT_ID"),
		ClientSecret: os.Getenv("CLIENT_SECRET"),
		Endpoint:     provider.Endpoint(),
		RedirectURL:  siteURL + "/callback",
		Scopes:       []string{oidc.ScopeOpenID, "profile"},
	}
	idTokens := provider.Verifier(&oidc.Config{ClientID: config.ClientID})

	http.HandleFunc("/", func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Content-Type", "text/html; charset=utf-8")
		if cookie, err := r.Cookie("session"); err == nil {
			if found, ok := sessions.Load(cookie.Value); ok && found.(session).sub != "" {
				// Keep what you know of a person under sub: the name can change.
				fmt.Fprintf(w, `<p>Signed in as <b>%s</b></p>`, html.EscapeString(found.(session).name))
				fmt.Fprint(w, `<form method="post" action="/logout"><button>Sign out</button></form>`)
				return
			}
		}
		fmt.Fprint(w, `<a href="/login">Sign in</a>`)
	})

	http.HandleFunc("/login", func(w http.ResponseWriter, r *http.Request) {
		take(r)
		asked := session{state: random(), nonce: random(), verifier: random()}
		keep(w, asked)
		challenge := sha256.Sum256([]byte(asked.verifier))
		http.Redirect(w, r, config.AuthCodeURL(asked.state,
			oidc.Nonce(asked.nonce),
			oauth2.SetAuthURLParam("code_challenge", base64.RawURLEncoding.EncodeToString(challenge[:])),
			oauth2.SetAuthURLParam("code_challenge_method", "S256"),
		), http.StatusFound)
	})

	http.HandleFunc("/callback", func(w http.ResponseWriter, r *http.Request) {
		asked, ok := take(r)
		if !ok || asked.state == "" || r.FormValue("state") != asked.state || r.FormValue("code") == "" {
			// Declined, or a link that is too old, or not of this browser.
			http.Error(w, "Not signed in.", http.StatusBadRequest)
			return
		}
		signedIn, err := redeem(r.Context(), provider, idTokens, config, r.FormValue("code"), asked)
		if err != nil {
			log.Print(err)
			http.Error(w, "Not signed in.", http.StatusBadGateway)
			return
		}
		keep(w, signedIn)
		http.Redirect(w, r, "/", http.StatusFound)
	})

	http.HandleFunc("/logout", func(w http.ResponseWriter, r *http.Request) {
		if r.Method != http.MethodPost {
			http.Error(w, "POST only", http.StatusMethodNotAllowed)
			return
		}
		ended, ok := take(r)
		if !ok || ended.idToken == "" {
			http.Redirect(w, r, "/", http.StatusSeeOther)
			return
		}
		// Ends Maqiao's session, too: otherwise the next sign-in would need no scan.
		query := url.Values{"id_token_hint": {ended.idToken}, "post_logout_redirect_uri": {siteURL + "/"}}
		http.Redirect(w, r, addresses.EndSession+"?"+query.Encode(), http.StatusSeeOther)
	})

	port := os.Getenv("PORT")
	if port == "" {
		port = "8080"
	}
	log.Fatal(http.ListenAndServe("127.0.0.1:"+port, nil))
}

// redeem exchanges the code, checks the ID token, and asks for the name.
func redeem(
	ctx context.Context, provider *oidc.Provider, idTokens *oidc.IDTokenVerifier,
	config oauth2.Config, code string, asked session,
) (session, error) {
	token, err := config.Exchange(ctx, code, oauth2.SetAuthURLParam("code_verifier", asked.verifier))
	if err != nil {
		return session{}, err
	}
	raw, _ := token.Extra("id_token").(string)
	idToken, err := idTokens.Verify(ctx, raw)
	if err != nil {
		return session{}, err
	}
	if idToken.Nonce != asked.nonce {
		return session{}, fmt.Errorf("the nonce is another")
	}
	person, err := provider.UserInfo(ctx, oauth2.StaticTokenSource(token))
	if err != nil {
		return session{}, err
	}
	if person.Subject != idToken.Subject {
		return session{}, fmt.Errorf("userinfo of somebody else")
	}
	var profile struct {
		Name string `json:"name"`
	}
	if err := person.Claims(&profile); err != nil {
		return session{}, err
	}
	return session{sub: person.Subject, name: profile.Name, idToken: raw}, nil
}

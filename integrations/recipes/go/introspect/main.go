// The backend of a site that signs people in with Maqiao. Go 1.18 or newer, nothing to install.
//
//	MAQIAO_URL=https://login.example.com SITE_ORIGIN=https://www.example.com SITE_API_KEY=… go run main.go
package main

import (
	"bytes"
	"crypto/rand"
	"encoding/base64"
	"encoding/json"
	"fmt"
	"log"
	"net/http"
	"os"
	"regexp"
	"strings"
	"sync"
	"time"
)

type person struct {
	Active bool   `json:"active"`
	Sub    string `json:"sub"`
	Sid    string `json:"sid"`
	Aud    string `json:"aud"`
	Openid string `json:"openid"`
}

var (
	maqiaoURL  = os.Getenv("MAQIAO_URL")
	siteOrigin = os.Getenv("SITE_ORIGIN")
	bearer     = regexp.MustCompile(`^Bearer ([A-Za-z0-9._-]+)$`)

	// Our own sessions. In a real site: a table of the database.
	sessions sync.Map

	// It follows no redirects: the key must not be sent anywhere else.
	client = &http.Client{
		Timeout:       5 * time.Second,
		CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse },
	}
)

// personOf tells who a token belongs to, or nil when it is no good here. An error says that Maqiao did not answer.
func personOf(token string) (*person, error) {
	body, _ := json.Marshal(map[string]string{"token": token})
	request, err := http.NewRequest("POST", maqiaoURL+"/api/introspect", bytes.NewReader(body))
	if err != nil {
		return nil, err
	}
	request.Header.Set("Authorization", "Bearer "+os.Getenv("SITE_API_KEY"))
	request.Header.Set("Content-Type", "application/json")
	answer, err := client.Do(request)
	if err != nil {
		return nil, err
	}
	defer answer.Body.Close()
	if answer.StatusCode != http.StatusOK {
		return nil, fmt.Errorf("introspect answered %d", answer.StatusCode)
	}
	var found person
	if err := json.NewDecoder(answer.Body).Decode(&found); err != nil {
		return nil, err
	}
	// A token that was given for another site is active too: only one for our own pages signs in here.
	if !found.Active || found.Aud != siteOrigin {
		return nil, nil
	}
	return &found, nil
}

// login is sent the token once; from here on our own cookie says who it is.
func login(w http.ResponseWriter, r *http.Request) {
	token := bearer.FindStringSubmatch(r.Header.Get("Authorization"))
	if token == nil || len(token[1]) > 4096 {
		w.WriteHeader(http.StatusUnauthorized)
		return
	}
	found, err := personOf(token[1])
	if err != nil {
		log.Print(err) // Maqiao is away, which is not the same as a bad token
		w.WriteHeader(http.StatusServiceUnavailable)
		return
	}
	if found == nil {
		w.WriteHeader(http.StatusUnauthorized)
		return
	}
	random := make([]byte, 32)
	if _, err := rand.Read(random); err != nil {
		log.Fatal(err)
	}
	id := base64.RawURLEncoding.EncodeToString(random)
	// Sub is the key of the account. Openid finds people in a table that you had before.
	sessions.Store(id, *found)
	http.SetCookie(w, &http.Cookie{
		Name: "session", Value: id, Path: "/", HttpOnly: true, SameSite: http.SameSiteLaxMode,
		Secure: strings.HasPrefix(siteOrigin, "https:"),
	})
	w.WriteHeader(http.StatusNoContent)
}

func sessionOf(r *http.Request) string {
	cookie, err := r.Cookie("session")
	if err != nil {
		return ""
	}
	return cookie.Value
}

func main() {
	route := func(method, path string, handler http.HandlerFunc) {
		http.HandleFunc(path, func(w http.ResponseWriter, r *http.Request) {
			if r.Method != method {
				w.WriteHeader(http.StatusMethodNotAllowed)
				return
			}
			handler(w, r)
		})
	}
	route("POST", "/login", login)
	route("GET", "/me", func(w http.ResponseWriter, r *http.Request) {
		found, ok := sessions.Load(sessionOf(r))
		if !ok {
			w.WriteHeader(http.StatusUnauthorized)
			return
		}
		w.Header().Set("Content-Type", "application/json")
		json.NewEncoder(w).Encode(map[string]string{"sub": found.(person).Sub})
	})
	route("POST", "/logout", func(w http.ResponseWriter, r *http.Request) {
		sessions.Delete(sessionOf(r))
		http.SetCookie(w, &http.Cookie{Name: "session", Path: "/", MaxAge: -1})
		w.WriteHeader(http.StatusNoContent)
	})
	port := os.Getenv("PORT")
	if port == "" {
		port = "8080"
	}
	log.Fatal(http.ListenAndServe("127.0.0.1:"+port, nil))
}

// The backend of a site that signs people in with Maqiao. Go 1.18 or newer, nothing to install.
//
//	MAQIAO_URL=https://login.example.com SITE_ORIGIN=https://www.example.com SITE_API_KEY=… WEBHOOK_SECRET=whsec_… go run main.go
package main

import (
	"bytes"
	"crypto/hmac"
	"crypto/rand"
	"crypto/sha256"
	"encoding/base64"
	"encoding/json"
	"fmt"
	"io"
	"log"
	"net/http"
	"os"
	"regexp"
	"strconv"
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

	// Our own sessions. On a real site: a table in the database.
	sessions sync.Map

	// Follows no redirects, so that the key is not sent to another address.
	client = &http.Client{
		Timeout:       5 * time.Second,
		CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse },
	}
)

// sessionSeconds is how long our own sessions live. Maqiao's session is kept as long, at most SESSION_MAX_DAYS of its
// settings.
const sessionSeconds = 7 * 86400

// callMaqiao POSTs to Maqiao. An error means that Maqiao did not answer.
func callMaqiao(path string, body map[string]interface{}) (*http.Response, error) {
	text, _ := json.Marshal(body)
	request, err := http.NewRequest("POST", maqiaoURL+path, bytes.NewReader(text))
	if err != nil {
		return nil, err
	}
	request.Header.Set("Authorization", "Bearer "+os.Getenv("SITE_API_KEY"))
	request.Header.Set("Content-Type", "application/json")
	return client.Do(request)
}

// personOf returns the user of a token, or nil when it is not valid here. An error means that Maqiao did not answer.
func personOf(token string) (*person, error) {
	answer, err := callMaqiao("/api/introspect", map[string]interface{}{"token": token})
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
	// A token for another site is active too: accept only tokens that were issued for our own origin.
	if !found.Active || found.Aud != siteOrigin {
		return nil, nil
	}
	return &found, nil
}

// keepAtMaqiao keeps Maqiao's session for as long as ours lives, so that the user sees it on the phone and can end it
// there. Call it again whenever ours is renewed. False when it has ended: end ours too.
func keepAtMaqiao(sid string) (bool, error) {
	answer, err := callMaqiao("/api/sessions/"+sid+"/keep", map[string]interface{}{"expiresIn": sessionSeconds})
	if err != nil {
		return false, err
	}
	answer.Body.Close()
	if answer.StatusCode != http.StatusOK && answer.StatusCode != http.StatusGone {
		return false, fmt.Errorf("extending a session answered %d", answer.StatusCode)
	}
	return answer.StatusCode == http.StatusOK, nil
}

// endAtMaqiao ends Maqiao's session, as otherwise the next visit would sign in without a scan.
func endAtMaqiao(sid string) error {
	answer, err := callMaqiao("/api/sessions/"+sid+"/delete", map[string]interface{}{})
	if err != nil {
		return err
	}
	answer.Body.Close()
	if answer.StatusCode != http.StatusNoContent {
		return fmt.Errorf("ending a session answered %d", answer.StatusCode)
	}
	return nil
}

// sentByMaqiao tells whether Maqiao sent this webhook (standardwebhooks.com; its library for Go does the same).
func sentByMaqiao(header http.Header, body []byte) bool {
	secret := os.Getenv("WEBHOOK_SECRET")
	sent, err := strconv.ParseInt(header.Get("webhook-timestamp"), 10, 64)
	age := time.Since(time.Unix(sent, 0))
	if secret == "" || err != nil || age > 5*time.Minute || age < -5*time.Minute {
		return false
	}
	key, err := base64.StdEncoding.DecodeString(strings.TrimPrefix(secret, "whsec_"))
	if err != nil {
		return false
	}
	mac := hmac.New(sha256.New, key)
	fmt.Fprintf(mac, "%s.%d.%s", header.Get("webhook-id"), sent, body)
	right := "v1," + base64.StdEncoding.EncodeToString(mac.Sum(nil))
	for _, signature := range strings.Split(header.Get("webhook-signature"), " ") {
		if hmac.Equal([]byte(signature), []byte(right)) {
			return true
		}
	}
	return false
}

// login takes the token once; after that our own cookie identifies the user.
func login(w http.ResponseWriter, r *http.Request) {
	token := bearer.FindStringSubmatch(r.Header.Get("Authorization"))
	if token == nil || len(token[1]) > 4096 {
		w.WriteHeader(http.StatusUnauthorized)
		return
	}
	found, err := personOf(token[1])
	kept := false
	if err == nil && found != nil {
		kept, err = keepAtMaqiao(found.Sid)
	}
	if err != nil {
		log.Print(err) // Maqiao did not answer, which does not mean that the token is invalid
		w.WriteHeader(http.StatusServiceUnavailable)
		return
	}
	if !kept {
		w.WriteHeader(http.StatusUnauthorized)
		return
	}
	random := make([]byte, 32)
	if _, err := rand.Read(random); err != nil {
		log.Fatal(err)
	}
	id := base64.RawURLEncoding.EncodeToString(random)
	// Sub is the key of the account. Openid finds users in a table that you had before.
	sessions.Store(id, *found)
	http.SetCookie(w, &http.Cookie{
		Name: "session", Value: id, Path: "/", HttpOnly: true, SameSite: http.SameSiteLaxMode,
		Secure: strings.HasPrefix(siteOrigin, "https:"), MaxAge: sessionSeconds,
	})
	w.WriteHeader(http.StatusNoContent)
}

// logout ends both sessions, ours first. If Maqiao does not answer, Sid is kept for another try.
func logout(w http.ResponseWriter, r *http.Request) {
	id := sessionOf(r)
	if found, ok := sessions.Load(id); ok && found.(person).Sid != "" {
		sid := found.(person).Sid
		sessions.Store(id, person{Sid: sid})
		if err := endAtMaqiao(sid); err != nil {
			log.Print(err)
			w.WriteHeader(http.StatusServiceUnavailable)
			return
		}
	}
	sessions.Delete(id)
	http.SetCookie(w, &http.Cookie{Name: "session", Path: "/", MaxAge: -1})
	w.WriteHeader(http.StatusNoContent)
}

// webhook takes webhooks about sessions that ended elsewhere: on the phone, with the account, by a block. Ours end too.
func webhook(w http.ResponseWriter, r *http.Request) {
	body, err := io.ReadAll(http.MaxBytesReader(w, r.Body, 65536))
	if err != nil {
		w.WriteHeader(http.StatusRequestEntityTooLarge)
		return
	}
	if !sentByMaqiao(r.Header, body) {
		w.WriteHeader(http.StatusUnauthorized)
		return
	}
	var event struct {
		Type string
		Data person
	}
	if err := json.Unmarshal(body, &event); err != nil {
		w.WriteHeader(http.StatusBadRequest)
		return
	}
	sessions.Range(func(id, value any) bool {
		found := value.(person)
		signedOut := event.Type == "user.signed_out" && found.Sid == event.Data.Sid
		gone := (event.Type == "user.deleted" || event.Type == "user.blocked") && found.Sub == event.Data.Sub
		if signedOut || gone {
			sessions.Delete(id)
		}
		return true
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
		if !ok || found.(person).Sub == "" {
			w.WriteHeader(http.StatusUnauthorized)
			return
		}
		w.Header().Set("Content-Type", "application/json")
		json.NewEncoder(w).Encode(map[string]string{"sub": found.(person).Sub})
	})
	route("POST", "/logout", logout)
	route("POST", "/hooks/maqiao", webhook)
	port := os.Getenv("PORT")
	if port == "" {
		port = "8080"
	}
	log.Fatal(http.ListenAndServe("127.0.0.1:"+port, nil))
}

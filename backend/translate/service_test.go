package translate_test

import (
	"context"
	"encoding/pem"
	"errors"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/parley-desk/parley/backend/translate"
	"github.com/parley-desk/parley/backend/translate/translatetest"
)

func service(t *testing.T, where, key string) *translate.Service {
	t.Helper()
	s, err := translate.New(where, key, false)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(s.Close)
	return s
}

// row: P-060
func TestBothProtocolsAreSpoken(t *testing.T) {
	for kind, want := range map[string]translatetest.Question{
		"libretranslate": {Path: "/translate", Key: "k-1", Text: "Hello <b>\n\"Ann\"", From: "en", To: "fr"},
		"deepl":          {Path: "/v2/translate", Key: "k-1", Text: "Hello <b>\n\"Ann\"", From: "EN", To: "FR"},
	} {
		there := translatetest.Start(t, map[string]string{want.Text: "Bonjour <b>\n\"Ann\""})
		text, err := service(t, kind+"="+there.URL+"/", "k-1").Translate(t.Context(), want.Text, "en-US", "fr-BE")
		if err != nil || text != "Bonjour <b>\n\"Ann\"" {
			t.Errorf("%s: %q, %v", kind, text, err)
		}
		if asked := there.Asked(); len(asked) != 1 || asked[0] != want {
			t.Errorf("%s was asked %+v", kind, asked)
		}
	}
}

func TestDeepLIsToldWhichEnglish(t *testing.T) {
	there := translatetest.Start(t, nil)
	s := service(t, "deepl="+there.URL, "k")
	for _, to := range []string{"en", "en-US", "pt-BR", "pt", "zh-TW", "zh-Hant-HK", "zh", "de-AT"} {
		if _, err := s.Translate(t.Context(), "x", "fr", to); err != nil {
			t.Fatal(err)
		}
	}
	var told []string
	for _, q := range there.Asked() {
		told = append(told, q.To)
	}
	if got := strings.Join(told, " "); got != "EN-GB EN-US PT-BR PT-PT ZH-HANT ZH-HANT ZH-HANS DE" {
		t.Errorf("told %s", got)
	}
}

func TestWhatAServiceCanBeNamedAs(t *testing.T) {
	for _, where := range []string{
		"libretranslate=https://translate.example", "libretranslate=https://translate.example:5000/sub", "deepl=https://api-free.deepl.com",
		"libretranslate=http://127.0.0.1:5000", "libretranslate=http://localhost:5000", "libretranslate=http://[::1]:5000",
	} {
		if _, err := translate.New(where, "k", false); err != nil {
			t.Errorf("%s: %v", where, err)
		}
	}
	for _, where := range []string{
		"", "https://translate.example", "google=https://translate.example", "libretranslate=translate.example", "libretranslate=ftp://a.example",
		"libretranslate=https://", "libretranslate=https://user:s3cret@a.example", "libretranslate=https://a.example?key=s3cret",
		"libretranslate=https://a.example/#x", "libretranslate=http://10.0.0.7:5000", "libretranslate=http://127.0.0.1.evil.example",
	} {
		_, err := translate.New(where, "s3cret", false)
		if err == nil || strings.Contains(err.Error(), "s3cret") {
			t.Errorf("%q: %v", where, err)
		}
	}
	if _, err := translate.New("libretranslate=http://10.0.0.7:5000", "", true); err != nil {
		t.Errorf("allowed, and refused: %v", err)
	}
	if _, err := translate.New("deepl=https://api.deepl.com", "", false); err == nil {
		t.Error("DeepL without a key")
	}
}

// row: P-060
func TestAServiceThatFailsIsAnErrorWithoutSecrets(t *testing.T) {
	there := translatetest.Start(t, nil)
	elsewhere := translatetest.Start(t, nil)
	s := service(t, "libretranslate="+there.URL, "s3cret")
	if _, err := s.Translate(t.Context(), "private words", "fr", "xx"); !s.Unable(err) {
		t.Errorf("a language it has not: %v", err)
	}
	deepl := service(t, "deepl="+there.URL, "s3cret")
	there.Break(func(w http.ResponseWriter, _ *http.Request) bool {
		w.WriteHeader(http.StatusBadRequest)
		_, _ = w.Write([]byte(`{"message":"Value for 'target_lang' not supported."}`))
		return true
	})
	if _, err := deepl.Translate(t.Context(), "private words", "fr", "xx"); !deepl.Unable(err) {
		t.Errorf("a language it has not: %v", err)
	}
	for name, answer := range map[string]func(http.ResponseWriter, *http.Request){
		"a redirect": func(w http.ResponseWriter, r *http.Request) {
			http.Redirect(w, r, elsewhere.URL+"/translate", http.StatusTemporaryRedirect)
		},
		"a failure": func(w http.ResponseWriter, _ *http.Request) {
			http.Error(w, "s3cret private words", http.StatusInternalServerError)
		},
		"a text too long": func(w http.ResponseWriter, _ *http.Request) {
			w.WriteHeader(http.StatusBadRequest)
			_, _ = w.Write([]byte(`{"error":"Invalid request: request (6000) exceeds text limit (5000)"}`))
		},
		"a wrong key":    func(w http.ResponseWriter, _ *http.Request) { http.Error(w, "s3cret", http.StatusForbidden) },
		"no JSON":        func(w http.ResponseWriter, _ *http.Request) { _, _ = w.Write([]byte("<html>")) },
		"no translation": func(w http.ResponseWriter, _ *http.Request) { _, _ = w.Write([]byte(`{"translatedText":" "}`)) },
		"an answer without end": func(w http.ResponseWriter, _ *http.Request) {
			_, _ = w.Write([]byte(`{"translatedText":"` + strings.Repeat("x", 1<<20) + `"}`))
		},
		"a line cut off": func(http.ResponseWriter, *http.Request) { panic(http.ErrAbortHandler) },
	} {
		there.Break(func(w http.ResponseWriter, r *http.Request) bool { answer(w, r); return true })
		text, err := s.Translate(t.Context(), "private words", "fr", "en")
		if err == nil || text != "" || s.Unable(err) || strings.Contains(err.Error(), "s3cret") || strings.Contains(err.Error(), "private") {
			t.Errorf("%s: %q, %v", name, text, err)
		}
	}
	if asked := elsewhere.Asked(); len(asked) != 0 {
		t.Errorf("a redirect was followed: %+v", asked)
	}
	// Who does not answer is not waited for.
	gone := make(chan struct{})
	there.Break(func(_ http.ResponseWriter, r *http.Request) bool {
		select {
		case <-r.Context().Done():
		case <-gone:
		}
		return true
	})
	defer close(gone)
	ctx, cancel := context.WithTimeout(t.Context(), 50*time.Millisecond)
	defer cancel()
	if _, err := s.Translate(ctx, "x", "fr", "en"); err == nil {
		t.Error("an answer of nobody")
	}
}

func TestNoMoreThanEightAreTranslatedAtOnce(t *testing.T) {
	come, leave := make(chan struct{}, 40), make(chan struct{})
	there := httptest.NewUnstartedServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		come <- struct{}{}
		<-leave
		_, _ = w.Write([]byte(`{"translatedText":"x"}`))
	}))
	there.EnableHTTP2 = true
	there.StartTLS()
	defer there.Close()
	file := filepath.Join(t.TempDir(), "ca.pem")
	if err := os.WriteFile(file, pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: there.Certificate().Raw}), 0o600); err != nil {
		t.Fatal(err)
	}
	t.Setenv("SSL_CERT_FILE", file)
	s := service(t, "libretranslate="+there.URL, "")
	var all sync.WaitGroup
	for range 8 {
		all.Go(func() { _, _ = s.Translate(t.Context(), "x", "en", "fr") })
	}
	for range 8 {
		<-come
	}
	// A ninth waits for its turn, and no longer than it may.
	ctx, cancel := context.WithCancel(t.Context())
	all.Go(func() {
		if _, err := s.Translate(ctx, "x", "en", "fr"); !errors.Is(err, context.Canceled) {
			t.Errorf("the ninth: %v", err)
		}
	})
	time.AfterFunc(100*time.Millisecond, cancel)
	<-ctx.Done()
	if n := len(come); n != 0 {
		t.Errorf("%d more were asked", n)
	}
	close(leave)
	all.Wait()
}

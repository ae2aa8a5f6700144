package translate

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/netip"
	"net/url"
	"strings"
	"time"
)

const (
	// within is how long a service may take over one text.
	within = 5 * time.Second
	// maxAnswer bounds an answer, in bytes: a message and its translation, written
	// with escapes.
	maxAnswer = 512 << 10
	// atOnce is how many texts are translated at the same time; others wait for
	// their turn, within their five seconds.
	atOnce = 8
)

// errLanguages is the answer of a service that does not translate between these
// languages.
var errLanguages = errors.New("the service does not translate between these languages")

// Service translates. Its errors never hold the key or a text.
type Service struct {
	client  *http.Client
	address string
	key     string
	speak   protocol
	// turns has one for each text that is being translated.
	turns chan struct{}
}

// protocol is how a service is asked, and how its answer reads.
type protocol interface {
	// question is the path, the headers and the body.
	question(key, text, from, to string) (path string, header http.Header, body any)
	// answer is the translation, empty where the body is not one.
	answer(body []byte) string
	// unable tells whether a refusal is of the languages. A text can be too long for
	// a service too, or a key missing.
	unable(body []byte) bool
}

// New makes a service of what an operator says: the protocol and the address, as in
// libretranslate=https://translate.example or deepl=https://api-free.deepl.com, and
// the key, which may be empty. plain allows http to other machines than this one.
func New(where, key string, plain bool) (*Service, error) {
	kind, address, found := strings.Cut(where, "=")
	var speak protocol
	switch kind {
	case "libretranslate":
		speak = libreTranslate{}
	case "deepl":
		speak = deepL{}
	default:
		found = false
	}
	if !found {
		return nil, errors.New("a translation service is named as in libretranslate=https://translate.example or deepl=https://api-free.deepl.com")
	}
	u, err := url.Parse(address)
	if err != nil || u.Hostname() == "" || u.User != nil || u.RawQuery != "" || u.ForceQuery || u.Fragment != "" {
		return nil, errors.New("the address of a translation service is as in https://translate.example, without a name, a password or a query")
	}
	switch {
	case u.Scheme == "https":
	case u.Scheme != "http":
		return nil, fmt.Errorf("a translation service is at https://, not at %q", u.Scheme)
	case !loopback(u.Hostname()) && !plain:
		return nil, errors.New("over plain http visitors' words could be read on the way: use https, or allow it")
	}
	if kind == "deepl" && key == "" {
		return nil, errors.New("DeepL needs a key")
	}
	transport := http.DefaultTransport.(*http.Transport).Clone()
	client := &http.Client{
		Transport: transport, Timeout: within,
		CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse },
	}
	return &Service{
		client: client, address: strings.TrimSuffix(u.String(), "/"), key: key, speak: speak, turns: make(chan struct{}, atOnce),
	}, nil
}

func loopback(host string) bool {
	ip, err := netip.ParseAddr(host)
	return host == "localhost" || err == nil && ip.IsLoopback()
}

// Translate gives a text in another language. The languages are tags, as in "fr"
// or "pt-BR".
func (s *Service) Translate(ctx context.Context, text, from, to string) (string, error) {
	path, header, question := s.speak.question(s.key, text, from, to)
	body, err := json.Marshal(question)
	if err != nil {
		return "", errors.New("this text cannot be asked about")
	}
	ctx, cancel := context.WithTimeout(ctx, within)
	defer cancel()
	// Not by the number of connections: over one of HTTP/2 go many at once.
	select {
	case s.turns <- struct{}{}:
		defer func() { <-s.turns }()
	case <-ctx.Done():
		return "", fmt.Errorf("it was never this text's turn: %w", ctx.Err())
	}
	req, err := http.NewRequestWithContext(ctx, http.MethodPost, s.address+path, bytes.NewReader(body))
	if err != nil {
		return "", errors.New("the service has no such address")
	}
	req.Header = header
	req.Header.Set("Content-Type", "application/json")
	req.Header.Set("Accept", "application/json")
	resp, err := s.client.Do(req)
	if err != nil {
		return "", fmt.Errorf("the service did not answer: %w", err)
	}
	defer resp.Body.Close()
	raw, err := io.ReadAll(io.LimitReader(resp.Body, maxAnswer+1))
	switch {
	case err != nil:
		return "", fmt.Errorf("the service did not finish its answer: %w", err)
	case resp.StatusCode == http.StatusBadRequest && s.speak.unable(raw):
		return "", errLanguages
	case resp.StatusCode != http.StatusOK:
		return "", fmt.Errorf("the service answered with %d", resp.StatusCode)
	case len(raw) > maxAnswer:
		return "", errors.New("the service's answer is too long")
	}
	translation := s.speak.answer(raw)
	if strings.TrimSpace(translation) == "" {
		return "", errors.New("the service's answer is no translation")
	}
	return translation, nil
}

// Close ends the connections that are kept for the next text.
func (s *Service) Close() { s.client.CloseIdleConnections() }

// Unable tells the error of languages that the service does not translate.
func (s *Service) Unable(err error) bool { return errors.Is(err, errLanguages) }

package main

import (
	"bytes"
	"crypto/rand"
	"crypto/subtle"
	_ "embed"
	"encoding/json"
	"io/fs"
	"net"
	"net/http"
	"slices"
	"strings"
	"sync"

	"github.com/parley-desk/parley/app"
	"github.com/parley-desk/parley/app/platform/webview"
	"github.com/parley-desk/parley/backend/wire"
)

//go:embed host.js
var script string

// host serves the page and its socket to who has the cookie.
type host struct {
	panel    fs.FS
	files    http.Handler
	address  string
	hosts    []string
	reusable bool
	// token opens the door once; pass is the cookie's value behind it.
	token, pass string
	bridge      bridge

	mu      sync.Mutex
	saved   map[string]saved // what is to be fetched once
	used    bool
	stopped bool
	sockets map[*socket]bool
	ended   sync.WaitGroup
}

func newHost(panel fs.FS, address string, reusable bool) *host {
	_, port, err := net.SplitHostPort(address)
	if err != nil {
		port = ""
	}
	return &host{
		panel: panel, files: http.FileServerFS(panel), address: address, reusable: reusable,
		hosts: []string{address, "localhost:" + port},
		token: rand.Text(), pass: rand.Text(), sockets: map[*socket]bool{}, saved: map[string]saved{},
	}
}

// bind says whose methods the page can call.
func (h *host) bind(object any) { h.bridge = newBridge(object) }

// emit hands a patch to every open page.
func (h *host) emit(p wire.PanelPatch) { h.tell(app.PatchEvent, p) }

// policy is the window's, with one connection more.
var policy = strings.Replace(webview.Policy, "connect-src 'none'", "connect-src 'self'", 1)

func (h *host) cookie() string {
	// Cookies know no ports, and two of these may run.
	return "parley_" + h.address[strings.LastIndexByte(h.address, ':')+1:]
}

func (h *host) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	head := w.Header()
	head.Set("Content-Security-Policy", policy)
	head.Set("X-Content-Type-Options", "nosniff")
	head.Set("Referrer-Policy", "no-referrer")
	head.Set("Cross-Origin-Opener-Policy", "same-origin")
	head.Set("Cross-Origin-Resource-Policy", "same-origin")
	head.Set("Cache-Control", "no-store")
	origin := r.Header.Get("Origin")
	switch {
	// A name that resolves to this machine is how a foreign page gets here.
	case !slices.Contains(h.hosts, r.Host), origin != "" && origin != "http://"+r.Host:
		refuse(w)
	case r.Method != http.MethodGet && r.Method != http.MethodHead:
		http.Error(w, "This page only reads.", http.StatusMethodNotAllowed)
	case r.URL.Path == "/" && r.URL.Query().Has("token"):
		h.enter(w, r)
	case !h.knows(r):
		refuse(w)
	case r.URL.Path == "/host":
		if origin == "" {
			refuse(w)
			return
		}
		h.socket(w, r)
	case strings.HasPrefix(r.URL.Path, savedPath):
		h.giveSaved(w, r)
	case r.URL.Path == "/host.js":
		head.Set("Content-Type", "text/javascript; charset=utf-8")
		http.ServeContent(w, r, "", noTime, bytes.NewReader(h.script()))
	case r.URL.Path == "/" || r.URL.Path == "/index.html":
		h.page(w, r)
	default:
		h.files.ServeHTTP(w, r)
	}
}

func refuse(w http.ResponseWriter) {
	http.Error(w, "Open the address that Parley printed when it started.", http.StatusForbidden)
}

// enter turns the token into a cookie.
func (h *host) enter(w http.ResponseWriter, r *http.Request) {
	h.mu.Lock()
	fits := subtle.ConstantTimeCompare([]byte(r.URL.Query().Get("token")), []byte(h.token)) == 1
	welcome := fits && (!h.used || h.reusable)
	h.used = h.used || fits
	h.mu.Unlock()
	// Who has the cookie already is only tidying the address.
	if !welcome && !(fits && h.knows(r)) {
		refuse(w)
		return
	}
	http.SetCookie(w, &http.Cookie{Name: h.cookie(), Value: h.pass, Path: "/", HttpOnly: true, SameSite: http.SameSiteStrictMode})
	http.Redirect(w, r, "/", http.StatusSeeOther)
}

func (h *host) knows(r *http.Request) bool {
	c, err := r.Cookie(h.cookie())
	return err == nil && subtle.ConstantTimeCompare([]byte(c.Value), []byte(h.pass)) == 1
}

// page is the window's page with our script before its own.
func (h *host) page(w http.ResponseWriter, r *http.Request) {
	raw, err := fs.ReadFile(h.panel, "index.html")
	if err != nil {
		http.Error(w, "This build carries no panel: build the frontend first.", http.StatusNotFound)
		return
	}
	at := bytes.Index(raw, []byte("<script"))
	if head := bytes.Index(raw, []byte("<head>")); head >= 0 {
		at = head + len("<head>")
	}
	at = max(at, 0)
	w.Header().Set("Content-Type", "text/html; charset=utf-8")
	http.ServeContent(w, r, "", noTime, bytes.NewReader(slices.Concat(raw[:at], []byte(`<script src="/host.js"></script>`), raw[at:])))
}

func (h *host) script() []byte {
	names := h.bridge.names()
	slices.Sort(names)
	raw, err := json.Marshal(names)
	if err != nil {
		raw = []byte("[]")
	}
	return []byte(strings.Replace(script, "[/*methods*/]", string(raw), 1))
}

package main

import (
	"crypto/rand"
	"errors"
	"net/http"
	"net/url"
	"strings"
)

// savedPath is where a page fetches what it is to save.
const savedPath = "/saved/"

// maxSaved is how many files may wait to be fetched.
const maxSaved = 8

// saved is a file that a page is to save.
type saved struct {
	name string
	body []byte
}

// save has the open pages save a file: the browser asks where to, or does not.
func (h *host) save(name string, body []byte) error {
	key := rand.Text()
	h.mu.Lock()
	if len(h.sockets) == 0 {
		h.mu.Unlock()
		return errors.New("no page is open")
	}
	if len(h.saved) >= maxSaved {
		clear(h.saved) // nobody came for them
	}
	h.saved[key] = saved{name, body}
	h.mu.Unlock()
	h.tell("save", map[string]string{"path": savedPath + key, "name": name})
	return nil
}

// giveSaved gives a file to whoever knows its key, once, and as nothing but a file.
func (h *host) giveSaved(w http.ResponseWriter, r *http.Request) {
	key := strings.TrimPrefix(r.URL.Path, savedPath)
	h.mu.Lock()
	f, there := h.saved[key]
	delete(h.saved, key)
	h.mu.Unlock()
	if !there {
		http.NotFound(w, r)
		return
	}
	head := w.Header()
	head.Set("Content-Security-Policy", "sandbox; default-src 'none'")
	head.Set("Content-Type", "application/octet-stream")
	head.Set("Content-Disposition", "attachment; filename*=UTF-8''"+strings.ReplaceAll(url.QueryEscape(f.name), "+", "%20"))
	_, _ = w.Write(f.body)
}

package web

import (
	"encoding/json"
	"fmt"
	"io/fs"
	"net/http"
	"strings"
	"time"

	"github.com/parley-desk/parley/backend/desk"
)

// framePolicy is the content security policy of the widget's frame, but for whom it
// may speak with and the sites that may show it. Pictures may come from anywhere on
// the web: those of offers lie where the company keeps them, and no visitor can name
// one.
const framePolicy = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' blob: https: http:; " +
	"connect-src %s; base-uri 'none'; form-action 'none'; frame-ancestors %s"

// static serves the widget and the demo shop.
func (s *Server) static(mux *http.ServeMux, widget, demo fs.FS) {
	files := http.FileServerFS(widget)
	mux.HandleFunc("GET /widget.js", func(w http.ResponseWriter, r *http.Request) {
		h := w.Header()
		// Any site may carry the tag; who may show the frame is decided there.
		h.Set("Access-Control-Allow-Origin", "*")
		h.Set("Cross-Origin-Resource-Policy", "cross-origin")
		h.Set("Cache-Control", "max-age=300")
		h.Set("X-Content-Type-Options", "nosniff")
		http.ServeFileFS(w, r, widget, "loader.js")
	})
	mux.HandleFunc("GET /widget/frame.html", func(w http.ResponseWriter, r *http.Request) {
		setup, known := s.opt.Floor.Setup(desk.ProjectID(r.URL.Query().Get("project")))
		if !known {
			problem(w, http.StatusNotFound, desk.Refuse(desk.NotFound, "No such project.").At("project"))
			return
		}
		h := w.Header()
		ancestors := "'self'"
		if len(setup.Project.Sites) > 0 {
			ancestors += " " + strings.Join(setup.Project.Sites, " ")
		}
		h.Set("Content-Security-Policy", fmt.Sprintf(framePolicy, strings.TrimSpace("'self' "+s.filesURL()), ancestors))
		h.Set("Cache-Control", "no-cache")
		h.Set("X-Content-Type-Options", "nosniff")
		h.Set("Referrer-Policy", "no-referrer")
		h.Set("Permissions-Policy", "camera=(), microphone=(), geolocation=(), payment=()")
		http.ServeFileFS(w, r, widget, "frame.html")
	})
	mux.HandleFunc("GET /widget/assets/", func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Cache-Control", "public, max-age=31536000, immutable")
		w.Header().Set("X-Content-Type-Options", "nosniff")
		http.StripPrefix("/widget/", files).ServeHTTP(w, r)
	})
	mux.Handle("GET /demo/", http.StripPrefix("/demo/", http.FileServerFS(demo)))
	mux.Handle("GET /{$}", http.RedirectHandler("/demo/", http.StatusFound))
}

func (s *Server) healthz(w http.ResponseWriter, _ *http.Request) {
	writeJSON(w, http.StatusOK, map[string]string{"status": "ok", "version": s.opt.Version})
}

// readyz tells a balancer whether to send people here.
func (s *Server) readyz(w http.ResponseWriter, r *http.Request) {
	err := s.opt.Floor.Ready()
	for _, project := range s.opt.Floor.Projects() {
		if err == nil {
			_, err = s.opt.Store.Offset(r.Context(), project)
		}
	}
	switch {
	case s.stopping():
		writeJSON(w, http.StatusServiceUnavailable, map[string]string{"status": "stopping"})
	case err != nil:
		s.opt.Logger.Warn("not ready", "error", err)
		writeJSON(w, http.StatusServiceUnavailable, map[string]string{"status": "unavailable"})
	default:
		writeJSON(w, http.StatusOK, map[string]string{"status": "ready"})
	}
}

// devClock moves the server's clock, so that what takes a day can be tried in a
// second. It exists with --dev only.
func (s *Server) devClock(w http.ResponseWriter, r *http.Request) {
	var in struct {
		Advance string `json:"advance"`
	}
	err := json.NewDecoder(r.Body).Decode(&in)
	by, durationErr := time.ParseDuration(in.Advance)
	if err != nil || durationErr != nil || by <= 0 {
		problem(w, http.StatusUnprocessableEntity, desk.Refuse(desk.Invalid, "Say how far to move the clock, as in {\"advance\":\"24h\"}.").At("advance"))
		return
	}
	s.opt.AdvanceClock(by)
	s.open.Range(func(key, _ any) bool {
		key.(*line).push(heartbeat{}) // it tells the time
		return true
	})
	writeJSON(w, http.StatusOK, map[string]desk.Millis{"now": s.opt.Clock.Now()})
}

func writeJSON(w http.ResponseWriter, status int, v any) {
	w.Header().Set("Content-Type", "application/json; charset=utf-8")
	w.Header().Set("Cache-Control", "no-store")
	w.WriteHeader(status)
	_ = json.NewEncoder(w).Encode(v)
}

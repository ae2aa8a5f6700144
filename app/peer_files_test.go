package app

import (
	"encoding/json"
	"io"
	"mime"
	"net/http"
	"strings"

	"github.com/parley-desk/parley/backend/desk"
)

// peerFiles are the files a peer has, and what it says to those that come.
type peerFiles struct {
	// limits are those of the settings.
	limits desk.Files
	kept   map[desk.FileID]desk.StoredFile
	bodies map[desk.FileID]string
	// tries counts each that came, by the name it came under.
	tries map[string]int
	// asked counts what was read, previews apart.
	asked, previews int
	// refuse answers instead: a status and a code. lose breaks the line off
	// after the file was taken.
	refuse func(name string) (status int, code desk.Code)
	// after is in how many seconds what was refused may be tried again.
	after string
	lose  bool
	// silent: what came is kept, and its sender is not told. back counts what
	// was taken back.
	silent bool
	back   int
}

func (p *peer) putFile(w http.ResponseWriter, r *http.Request) {
	body, _ := io.ReadAll(r.Body)
	p.mu.Lock()
	defer p.mu.Unlock()
	_, params, _ := mime.ParseMediaType(r.Header.Get("Content-Disposition"))
	f := &p.files
	if f.kept == nil {
		f.kept, f.bodies, f.tries = map[desk.FileID]desk.StoredFile{}, map[desk.FileID]string{}, map[string]int{}
	}
	f.tries[r.PathValue("file")]++
	if f.refuse != nil {
		if status, code := f.refuse(params["filename"]); status != 0 {
			w.Header().Set("Content-Type", "application/problem+json")
			w.Header().Set("Retry-After", f.after)
			w.WriteHeader(status)
			_ = json.NewEncoder(w).Encode(map[string]any{"title": "x", "detail": "This picture is damaged and cannot be shown.", "code": code})
			return
		}
	}
	id := desk.FileID("f_" + r.PathValue("file"))
	c := p.convs[desk.ConversationID(r.PathValue("id")).Stream()]
	kind := desk.PNG
	if strings.HasSuffix(params["filename"], ".pdf") {
		kind = desk.PDF
	}
	f.kept[id] = desk.StoredFile{
		File:    desk.File{ID: id, Name: params["filename"], Kind: kind, Size: int64(len(body))},
		Visitor: c.Visitor, By: desk.AgentActor(ada), At: p.at,
	}
	f.bodies[id] = string(body)
	if f.lose {
		f.lose = false
		panic(http.ErrAbortHandler)
	}
	if f.silent {
		p.mu.Unlock()
		<-r.Context().Done()
		p.mu.Lock()
		return
	}
	_ = json.NewEncoder(w).Encode(f.kept[id].File)
}

func (p *peer) takeFileBack(w http.ResponseWriter, r *http.Request) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.files.back++
	delete(p.files.kept, desk.FileID("f_"+r.PathValue("file")))
	w.WriteHeader(http.StatusNoContent)
}

func (p *peer) getFile(w http.ResponseWriter, r *http.Request) {
	p.mu.Lock()
	defer p.mu.Unlock()
	id := desk.FileID(r.PathValue("file"))
	body, there := p.files.bodies[id]
	if strings.HasSuffix(r.URL.Path, "/preview") {
		p.files.previews++
	} else {
		p.files.asked++
	}
	if !there {
		w.Header().Set("Content-Type", "application/problem+json")
		w.WriteHeader(http.StatusNotFound)
		_, _ = w.Write([]byte(`{"title":"Not Found","detail":"No such file.","code":"not_found"}`))
		return
	}
	w.Header().Set("Content-Disposition", "attachment; filename*=UTF-8''"+p.files.kept[id].Name)
	_, _ = w.Write([]byte(body))
}

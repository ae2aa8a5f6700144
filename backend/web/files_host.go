package web

import (
	"net"
	"net/http"
	"net/netip"
	"net/url"
	"path"
	"strings"

	"github.com/danielgtaylor/huma/v2"

	"github.com/parley-desk/parley/backend/desk"
)

// FilesHost is where files are read when they have a host of their own: what was
// sent by a stranger then shares no origin, and no cookie, with anything of ours.
type FilesHost struct {
	// origin is that of the files, page that of the only pages that may read them
	// in a browser: where the widget comes from.
	origin, page string
	// name is what requests for files are known by. It has no port: proxies leave
	// theirs out or put another in, and cookies know none.
	name string
}

// NewFilesHost reads where the server is reached and where its files are. Without
// the latter there is no such host, and that is nil. The error is a [*desk.Error]
// with field "public-url" or "files-url".
func NewFilesHost(public, files string) (*FilesHost, error) {
	page, pageName, err := originOf("public-url", public)
	if err != nil || files == "" {
		return nil, err
	}
	origin, name, err := originOf("files-url", files)
	switch {
	case err != nil:
		return nil, err
	case page == "":
		return nil, desk.Refuse(desk.Invalid, "Where the widget comes from has to be known as well, as in https://desk.acme.example.").At("public-url")
	case name == pageName:
		return nil, desk.Refuse(desk.Invalid, "Files need another host than %s; another port does not part them, for cookies know none.", pageName).At("files-url")
	}
	return &FilesHost{origin: origin, page: page, name: name}, nil
}

// originOf reads an address as a browser would say its origin, and the host's name
// in it. Tokens go there, and so it has to be https or this very machine.
func originOf(field, address string) (origin, name string, err error) {
	if address == "" {
		return "", "", nil
	}
	u, err := url.Parse(strings.ToLower(address))
	if err != nil {
		u = &url.URL{} // what it says would show the address, and a password in it
	}
	name = strings.TrimSuffix(u.Hostname(), ".")
	refuse := func(sentence string) (string, string, error) {
		return "", "", desk.Refuse(desk.Invalid, "%s", sentence).At(field)
	}
	switch {
	case u.Scheme != "https" && u.Scheme != "http", name == "", u.Opaque != "", !plainHost(name):
		return refuse("This is not an address as in https://files.acme.example.")
	case u.User != nil:
		return refuse("There can be no name and no password in this address.")
	case strings.Trim(u.Path, "/") != "", u.RawQuery != "", u.ForceQuery, u.Fragment != "":
		return refuse("This address ends with its host and port: there can be no path in it, and no query.")
	case u.Scheme == "http" && !thisMachine(name):
		return refuse("Over plain http tokens could be read on the way: only https:// goes to another machine.")
	}
	host := name
	if strings.Contains(host, ":") {
		host = "[" + host + "]"
	}
	if port := u.Port(); port != "" && (u.Scheme != "https" || port != "443") && (u.Scheme != "http" || port != "80") {
		host += ":" + port
	}
	return u.Scheme + "://" + host, name, nil
}

// plainHost tells a name as it stands in the Host header.
func plainHost(name string) bool {
	if _, err := netip.ParseAddr(name); err == nil {
		return true
	}
	return !strings.ContainsFunc(name, func(r rune) bool {
		return (r < 'a' || r > 'z') && (r < '0' || r > '9') && r != '-' && r != '.'
	})
}

func thisMachine(host string) bool {
	ip, err := netip.ParseAddr(host)
	return host == "localhost" || err == nil && ip.Unmap().IsLoopback()
}

// asked tells whether a request is for the files' host.
func (f *FilesHost) asked(r *http.Request) bool {
	name := r.Host
	if host, _, err := net.SplitHostPort(name); err == nil {
		name = host
	}
	return strings.EqualFold(strings.TrimSuffix(strings.Trim(name, "[]"), "."), f.name)
}

// filesURL is where files are read, empty where that is with everything else.
func (s *Server) filesURL() string {
	if s.opt.FilesHost == nil {
		return ""
	}
	return s.opt.FilesHost.origin
}

// filesServers is the same for the document of the API.
func (s *Server) filesServers() []*huma.Server {
	if s.opt.FilesHost == nil {
		return nil
	}
	return []*huma.Server{{URL: s.opt.FilesHost.origin, Description: "Where files are read"}}
}

// parted answers the files' host with files and nothing else, and every other with
// the rest.
func (s *Server) parted(rest http.Handler) http.Handler {
	f := s.opt.FilesHost
	if f == nil {
		return rest
	}
	mux := http.NewServeMux()
	api := newAPI(mux, s.opt.Version, "")
	s.registerReading(api)
	for at := range api.OpenAPI().Paths {
		mux.HandleFunc("OPTIONS "+at, preflight)
	}
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		// As the mux looks at it, which redirects to a cleaner path.
		_, pattern := mux.Handler(r)
		at := r.URL.EscapedPath()
		file := pattern != "" && path.Clean(at) == at
		switch {
		case f.asked(r):
			f.serve(mux, file, w, r)
		case file:
			problem(w, http.StatusNotFound, noFile())
		default:
			rest.ServeHTTP(w, r)
		}
	})
}

// serve answers for the files' host. Whatever it says, it says as a file's headers do.
func (f *FilesHost) serve(files http.Handler, file bool, w http.ResponseWriter, r *http.Request) {
	h := w.Header()
	h.Set("X-Content-Type-Options", sniffNothing)
	h.Set("Content-Security-Policy", filePolicy)
	h.Set("Cross-Origin-Resource-Policy", fileResource)
	h.Set("Referrer-Policy", "no-referrer")
	h.Set("Vary", "Origin")
	switch origin := r.Header.Values("Origin"); {
	case len(origin) == 0:
	case len(origin) == 1 && origin[0] == f.page:
		h.Set("Access-Control-Allow-Origin", f.page)
	default:
		problem(w, http.StatusForbidden, desk.Refuse(desk.OriginNotAllowed, "This site is not allowed to read files here."))
		return
	}
	if !file {
		problem(w, http.StatusNotFound, noFile())
		return
	}
	files.ServeHTTP(w, r)
}

// preflight lets the widget's page say who its visitor is. Nothing is asked with
// cookies, and so nothing is said of them.
func preflight(w http.ResponseWriter, _ *http.Request) {
	h := w.Header()
	h.Set("Access-Control-Allow-Methods", http.MethodGet)
	h.Set("Access-Control-Allow-Headers", "Authorization")
	h.Set("Access-Control-Max-Age", "7200")
	h.Set("Cache-Control", "no-store")
	w.WriteHeader(http.StatusNoContent)
}

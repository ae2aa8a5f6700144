package web

import (
	"context"
	"log/slog"
	"net/http"
	"sync"
	"sync/atomic"
	"time"

	"github.com/prometheus/client_golang/prometheus/promhttp"

	"github.com/parley-desk/parley/backend/auth"
	"github.com/parley-desk/parley/backend/desk"
	"github.com/parley-desk/parley/backend/floor"
	"github.com/parley-desk/parley/frontend"
)

// Store is what web reads and keeps; what happens in a conversation goes
// through the floor. What is not there is answered with [desk.ErrNone].
type Store interface {
	// ConversationEvents are at most limit events of a conversation after a seq.
	ConversationEvents(ctx context.Context, project desk.ProjectID, id desk.ConversationID, after int64, limit int) ([]desk.Event, error)
	// EventsBetween are the events of some streams at offsets (after, upto].
	EventsBetween(ctx context.Context, project desk.ProjectID, streams []desk.Stream, after, upto int64) ([]desk.Event, error)
	// Had tells whether an agent ever had a visitor's conversation.
	Had(ctx context.Context, project desk.ProjectID, visitor desk.VisitorID, id desk.ConversationID, agent desk.AgentID) (bool, error)
	// Visible is what an agent may see, and what they lost after an offset.
	Visible(ctx context.Context, project desk.ProjectID, agent desk.AgentID, after int64) (desk.View, error)
	VisitorByToken(ctx context.Context, project desk.ProjectID, digest []byte) (desk.Known, error)
	// Conversation is where a conversation stands, false where there is none.
	Conversation(ctx context.Context, project desk.ProjectID, id desk.ConversationID) (desk.Conversation, bool, error)

	// VisitorKnown tells whether a visitor was ever written down.
	VisitorKnown(ctx context.Context, project desk.ProjectID, visitor desk.VisitorID) (bool, error)

	// Customer is what stays true of a visitor, false where nothing ever did.
	Customer(ctx context.Context, project desk.ProjectID, visitor desk.VisitorID) (desk.Customer, bool, error)

	// CustomerRecord is what is known of a visitor, empty where nothing is.
	CustomerRecord(ctx context.Context, project desk.ProjectID, visitor desk.VisitorID) (desk.CustomerRecord, error)
	// Past are the conversations of a visitor from before one of theirs, the
	// newest first and at most limit; PastCount counts them all.
	Past(ctx context.Context, project desk.ProjectID, visitor desk.VisitorID, before desk.ConversationID, limit int) ([]desk.Past, error)
	PastCount(ctx context.Context, project desk.ProjectID, visitor desk.VisitorID, before desk.ConversationID) (int, error)

	AgentByEmail(ctx context.Context, email string) (desk.Account, error)
	// PutAgent sets an account up or changes it; an empty hash leaves the
	// password as it is.
	PutAgent(ctx context.Context, project desk.ProjectID, p desk.Profile, passwordHash string) error
	// SetPassword also ends the account's sessions but the one kept, and tells their
	// digests.
	SetPassword(ctx context.Context, project desk.ProjectID, id desk.AgentID, passwordHash string, kept []byte, at desk.Millis) ([][]byte, error)
	// RemoveAgent deletes an account and ends its sessions.
	RemoveAgent(ctx context.Context, project desk.ProjectID, id desk.AgentID, at desk.Millis) error
	// Removed are those who were removed, whom old conversations name.
	Removed(ctx context.Context, project desk.ProjectID) ([]desk.Profile, error)

	// PutFile keeps a file that was handed in until a message sends it; the same
	// again changes nothing, another under its id is refused, and so is what goes
	// beyond the quota. FileRoom says so beforehand.
	PutFile(ctx context.Context, project desk.ProjectID, f desk.StoredFile, quota desk.FileQuota, newcomer *desk.NewVisitor, body, preview []byte) error
	FileRoom(ctx context.Context, project desk.ProjectID, by desk.Actor, at desk.Millis, bytes int64, quota desk.FileQuota) error
	File(ctx context.Context, project desk.ProjectID, id desk.FileID) (desk.StoredFile, error)
	// FileBody is what is in a file, or in its preview.
	FileBody(ctx context.Context, project desk.ProjectID, id desk.FileID, preview bool) ([]byte, error)

	// PutTag adds a tag or replaces it, RemoveTag deletes one.
	PutTag(ctx context.Context, project desk.ProjectID, tag desk.Tag) error
	RemoveTag(ctx context.Context, project desk.ProjectID, id desk.TagID) error

	// PutRevision keeps the next version of the settings, and refuses any other.
	PutRevision(ctx context.Context, project desk.ProjectID, r desk.Revision) error
	LatestRevision(ctx context.Context, project desk.ProjectID) (desk.Revision, error)
	Revision(ctx context.Context, project desk.ProjectID, version int64) (desk.Revision, error)
	// Revisions are at most limit versions below before, of all where it is 0,
	// the newest first and without the settings themselves.
	Revisions(ctx context.Context, project desk.ProjectID, before int64, limit int) ([]desk.Revision, error)

	// PutLibrary keeps the next version of the library, and refuses any other.
	PutLibrary(ctx context.Context, project desk.ProjectID, r desk.LibraryRevision) error
	LatestLibrary(ctx context.Context, project desk.ProjectID) (desk.LibraryRevision, error)
	// PutPersonal keeps the next version of an agent's own answers, and refuses
	// any other.
	PutPersonal(ctx context.Context, project desk.ProjectID, agent desk.AgentID, p desk.PersonalAnswers) error
	Personal(ctx context.Context, project desk.ProjectID, agent desk.AgentID) (desk.PersonalAnswers, error)

	PutSession(ctx context.Context, s desk.Session) error
	// SessionByToken finds a session whether or not it still counts.
	SessionByToken(ctx context.Context, digest []byte) (desk.Session, error)
	RevokeSession(ctx context.Context, digest []byte, at desk.Millis) error
	// Offset is a project's last committed offset: a look at whether the
	// database answers.
	Offset(ctx context.Context, project desk.ProjectID) (int64, error)
}

// Options are what a server is made of.
type Options struct {
	Floor  *floor.Floor
	Store  Store
	Clock  floor.Clock
	Logger *slog.Logger
	// Version is this program's, as told at /healthz.
	Version string
	// Refusal turns an error of the store into what a client is told.
	Refusal func(error) *desk.Error
	// BehindTLS says that a proxy before us speaks https to the world.
	BehindTLS bool
	// FilesHost is where files are read; nil where that is with everything else.
	FilesHost *FilesHost
	// Mail says that visitors can be told of an answer by e-mail.
	Mail bool
	// Translator translates messages; nil where there is no service for it.
	Translator Translator
	// Scanner looks files through before they are kept; nil where there is none.
	Scanner Scanner
	// AdvanceClock moves the clock, in --dev only; nil otherwise.
	AdvanceClock func(by time.Duration)

	VisitorLimit, AgentLimit SendLimit
	// APILimit is how fast somebody may ask by HTTP; zero stands for AgentLimit.
	APILimit SendLimit
	Crowd    CrowdLimit
}

// Server answers everything that comes by HTTP.
type Server struct {
	opt     Options
	ctx     context.Context
	stop    context.CancelFunc
	lines   sync.WaitGroup
	open    sync.Map // *line → nothing, of those who were welcomed
	door    sync.RWMutex
	closed  bool          // guarded by door
	begun   atomic.Uint32 // lines, ever
	pinging sync.Once
	pinger  sync.WaitGroup
	metrics *metrics

	newcomers newcomers
	former    former
	crowd     *crowd

	signInAccount, signInAddress, handshakes *auth.Limiter
	visitorCommands, agentCommands, signals  *auth.Limiter
	confirmations, asks, transcripts         *auth.Limiter
	uploads                                  *uploads
	downloads                                *gate

	// administering is held by whoever changes settings or people: each change
	// is checked against all the rest.
	administering sync.Mutex
}

// New makes a server; its handler is ready at once.
func New(opt Options) *Server {
	s := &Server{opt: opt, metrics: newMetrics(opt.Floor)}
	s.ctx, s.stop = context.WithCancel(context.Background())
	now := func() time.Time { return time.UnixMilli(int64(opt.Clock.Now())) }
	// RELIABILITY 4.5 and 4.8: five sign-ins a minute an account, twenty an
	// address; 500 handshakes a second a node.
	s.signInAccount = auth.NewLimiter(12*time.Second, 5, now)
	s.signInAddress = auth.NewLimiter(3*time.Second, 20, now)
	s.visitorCommands = auth.NewLimiter(opt.VisitorLimit.every(), opt.VisitorLimit.Burst, now)
	s.agentCommands = auth.NewLimiter(opt.AgentLimit.every(), opt.AgentLimit.Burst, now)
	s.confirmations = auth.NewLimiter(confirmLimit.every(), confirmLimit.Burst, now)
	if opt.APILimit.Burst == 0 {
		opt.APILimit = opt.AgentLimit
	}
	s.asks = auth.NewLimiter(opt.APILimit.every(), opt.APILimit.Burst, now)
	s.transcripts = auth.NewLimiter(2*time.Minute, 30, now) // RELIABILITY 4.2: thirty an hour
	s.uploads, s.downloads = newUploads(now), newDownloads()
	s.signals = auth.NewLimiter(time.Second/signalsPerSecond, signalBurst, now)
	s.handshakes = auth.NewLimiter(2*time.Millisecond, 5000, now)
	s.crowd = newCrowd(opt.Crowd, now)
	return s
}

// Handler is the whole surface.
func (s *Server) Handler() http.Handler {
	mux := http.NewServeMux()
	s.register(newAPI(mux, s.opt.Version, documentPath))
	mux.HandleFunc("GET /api/v1/agent/socket", s.admit(s.agentSocket))
	mux.HandleFunc("GET /api/v1/visitor/socket", s.admit(s.visitorSocket))
	mux.HandleFunc("/api/", func(w http.ResponseWriter, _ *http.Request) {
		problem(w, http.StatusNotFound, desk.Refuse(desk.NotFound, "The API has no such operation."))
	})
	mux.HandleFunc("GET /healthz", s.healthz)
	mux.HandleFunc("GET /readyz", s.readyz)
	mux.Handle("GET /metrics", promhttp.HandlerFor(s.metrics.registry, promhttp.HandlerOpts{}))
	s.static(mux, frontend.Widget(), frontend.Demo())
	if s.opt.AdvanceClock != nil {
		mux.HandleFunc("POST /dev/clock", s.devClock)
	}
	whole := s.parted(mux)
	ordinary, large := http.MaxBytesHandler(whole, 1<<20), http.MaxBytesHandler(whole, maxPassing)
	limited := http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if isUpload(r) {
			large.ServeHTTP(w, r)
			return
		}
		ordinary.ServeHTTP(w, r)
	})
	if !s.opt.BehindTLS {
		return limited
	}
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		limited.ServeHTTP(w, r.WithContext(context.WithValue(r.Context(), behindProxy{}, true)))
	})
}

// admit lets so many sockets begin a second and no more: after an outage
// everybody comes at once, and those who are asked to wait come back.
func (s *Server) admit(next http.HandlerFunc) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		if !s.enter() {
			problem(w, http.StatusServiceUnavailable, desk.Refuse(desk.GoingAway, "The server is stopping.").After(2*desk.Second))
			return
		}
		defer s.lines.Done()
		if wait, ok := s.handshakes.Admit(""); !ok {
			problem(w, http.StatusServiceUnavailable, desk.Refuse(desk.TryLater, "Many are connecting; please try again in a moment.").
				After(max(desk.Millis(wait/time.Millisecond), desk.Second)))
			return
		}
		next(w, r)
	}
}

// enter counts somebody in who will be waited for, unless the server stops.
func (s *Server) enter() bool {
	s.door.RLock()
	defer s.door.RUnlock()
	if s.closed {
		return false
	}
	s.lines.Add(1)
	return true
}

func (s *Server) stopping() bool {
	s.door.RLock()
	defer s.door.RUnlock()
	return s.closed
}

// keep holds a welcomed line among those that are told goodbye, and pings it.
func (s *Server) keep(l *line) (forget func()) {
	s.open.Store(l, nil)
	if s.stopping() {
		l.bye(closeBye, restarting().After(500), true)
	}
	s.pinging.Do(func() { s.pinger.Go(s.pings) })
	return func() { s.open.Delete(l) }
}

// Stop says goodbye to every socket and returns when all of them have ended.
// Clients are asked to come back at different moments, or all would at once.
func (s *Server) Stop() {
	s.door.Lock()
	s.closed = true
	s.door.Unlock()
	var i desk.Millis
	s.open.Range(func(key, _ any) bool {
		l := key.(*line)
		l.bye(closeBye, restarting().After(500+i*37%4500), true)
		i++
		return true
	})
	ended := make(chan struct{})
	go func() { s.lines.Wait(); close(ended) }()
	select {
	case <-ended:
	case <-time.After(5 * time.Second):
		s.stop()
		<-ended
	}
	s.stop()
	s.pinger.Wait()
}

func restarting() *desk.Error {
	return desk.Refuse(desk.GoingAway, "The server is restarting; this page reconnects by itself.")
}

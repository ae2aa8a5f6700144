package mail

import (
	"fmt"
	"net"
	"os"
	"os/exec"
	"os/user"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/parley-desk/parley/backend/wire"
)

// exim is a real mail server, with a box for every address.
type exim struct{ dir, address string }

// newExim starts one; it ends with the test. Where it is not installed the test is
// skipped, or fails if PARLEY_REQUIRE_MAIL is set.
func newExim(t *testing.T) *exim {
	t.Helper()
	program, err := exec.LookPath("exim4")
	if err != nil {
		if program = "/usr/sbin/exim4"; !exists(program) {
			if os.Getenv("PARLEY_REQUIRE_MAIL") == "1" {
				t.Fatal("exim4 is missing")
			}
			t.Skip("exim4 is missing")
		}
	}
	e := &exim{dir: sharedDir(t), address: freeAddress(t)}
	// It delivers nothing as root: there it works as the user it came with.
	who, err := user.Current()
	if err == nil && who.Uid == "0" {
		who, err = user.Lookup("Debian-exim")
	}
	if err != nil {
		t.Fatal(err)
	}
	host, port, _ := net.SplitHostPort(e.address)
	settings := fmt.Sprintf(`primary_hostname = mail.acme.test
exim_user = %[1]s
exim_group = %[2]s
spool_directory = %[3]s/spool
log_file_path = %[3]s/log/%%s
pid_file_path = %[3]s/pid
local_interfaces = %[4]s
daemon_smtp_ports = %[5]s
deliver_drop_privilege = true
never_users =
keep_environment =
tls_advertise_hosts =
acl_smtp_rcpt = taken
begin acl
taken:
  accept
begin routers
everybody:
  driver = accept
  transport = box
begin transports
box:
  driver = appendfile
  directory = %[3]s/box
  maildir_format
  create_directory
  envelope_to_add
  return_path_add
  user = %[1]s
  group = %[2]s
`, who.Uid, who.Gid, e.dir, host, port)
	config := filepath.Join(e.dir, "exim.conf")
	if err := os.WriteFile(config, []byte(settings), 0o644); err != nil {
		t.Fatal(err)
	}
	uid, _ := strconv.Atoi(who.Uid)
	gid, _ := strconv.Atoi(who.Gid)
	if err := os.Chown(e.dir, uid, gid); err != nil {
		t.Fatal(err)
	}
	said := &safeBuffer{}
	daemon := exec.Command(program, "-C", config, "-bdf")
	daemon.Stdout, daemon.Stderr = said, said
	if err := daemon.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		_ = daemon.Process.Kill()
		_ = daemon.Wait()
	})
	eventually(t, "the mail server listens", func() bool {
		conn, err := net.DialTimeout("tcp", e.address, time.Second)
		if err != nil {
			return false
		}
		return conn.Close() == nil
	})
	t.Cleanup(func() {
		if t.Failed() {
			log, _ := os.ReadFile(filepath.Join(e.dir, "log/main"))
			t.Logf("the mail server: %s%s", said, log)
		}
	})
	return e
}

func (e *exim) url() string { return "smtp://" + e.address }

// all is what lies in the box.
func (e *exim) all(t *testing.T) (letters []received) {
	t.Helper()
	files, err := filepath.Glob(filepath.Join(e.dir, "box/new/*"))
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range files {
		raw, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		letters = append(letters, received{raw: string(raw)})
	}
	return letters
}

func exists(name string) bool {
	_, err := os.Stat(name)
	return err == nil
}

// sharedDir is a folder that another user can get to as well.
func sharedDir(t *testing.T) string {
	t.Helper()
	dir, err := os.MkdirTemp("", "exim")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = os.RemoveAll(dir) })
	return dir
}

func freeAddress(t *testing.T) string {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = l.Close() }()
	return l.Addr().String()
}

// A mail server that is not ours takes the transcripts, and what lies in the box
// is right in plain text and in HTML, in both languages. What the visitor wrote
// and the address they were sent to make no head of their own.
// row: P-114
func TestAMailServerTakesTranscripts(t *testing.T) {
	e := newExim(t)
	o := newOffice(t, "", e.url())
	const hostile = "<script>alert(1)</script>\r\n.\r\nBcc: eve@evil.test\r\n\r\nÀ bientôt & merci"
	o.talk("fr-BE", hostile, wire.CloseBody{Email: "chef@acme.test"})
	o.talk("en-GB", hostile, wire.CloseBody{Comment: "She is difficult.", WithNote: true, Email: "boss@acme.test"})
	if f := o.talk("en-GB", "Again", wire.CloseBody{Email: "a@b.test\r\nBcc: eve@evil.test"}); f.Field != "email" {
		t.Errorf("a head in the address: %s", f.Raw)
	}
	eventually(t, "both are in the box", func() bool { return len(e.all(t)) == 2 })
	told := map[string]received{}
	for _, r := range e.all(t) {
		head, _, _ := read(t, r)
		told[head.Get("Envelope-To")] = r
		if from := head.Get("Return-Path"); from != "<desk@acme.test>" {
			t.Errorf("it came from %s", from)
		}
	}
	for to, want := range map[string]struct{ subject, visitor, note string }{
		"chef@acme.test": {"Conversation avec ACME, 20", "(visiteur), 20", ""},
		"boss@acme.test": {"Conversation with ACME, 20", "(visitor), 20", "Note of the agent\n    She is difficult."},
	} {
		head, text, html := read(t, told[to])
		if got := subject(t, head); !strings.HasPrefix(got, want.subject) {
			t.Errorf("%s: the subject is %q", to, got)
		}
		if head.Get("Bcc") != "" || strings.Count(told[to].raw, "\nTo:") != 1 {
			t.Errorf("%s: the head is %v", to, head)
		}
		for _, words := range []string{"    <script>alert(1)</script>\n    .\n    Bcc: eve@evil.test\n    \n    À bientôt & merci", "    Yes, we do.", want.visitor, want.note} {
			if !strings.Contains(text, words) {
				t.Errorf("%s: %q is missing in %s", to, words, text)
			}
		}
		if strings.Contains(html, "<script>") || !strings.Contains(html, "&lt;script&gt;") || !strings.Contains(html, "À bientôt &amp; merci") || !strings.Contains(html, "Yes, we do.") {
			t.Errorf("%s: the HTML is %s", to, html)
		}
		if want.note == "" && strings.Contains(told[to].raw, "difficult") {
			t.Errorf("%s: the note went along", to)
		}
	}
}

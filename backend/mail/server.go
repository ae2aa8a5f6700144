package mail

import (
	"context"
	"errors"
	"fmt"
	"net/mail"
	"net/netip"
	"net/url"
	"strconv"
	"time"

	gomail "github.com/wneessen/go-mail"
)

// sendWithin is how long a mail server may take over one letter.
const sendWithin = 30 * time.Second

// Server is the mail server that takes our letters, and whom they are from.
type Server struct {
	client *gomail.Client
	from   *mail.Address
}

// NewServer reads where a server is, as in smtp://user:password@mail.test:587 or
// smtps://…, and whom letters are from, as in "ACME <desk@acme.test>". Errors never
// repeat the password.
//
// A password is only said over TLS, except to this very machine. Without one, TLS
// is used where the server offers it.
func NewServer(where, from string) (*Server, error) {
	sender, err := mail.ParseAddress(from)
	if err != nil {
		return nil, errors.New("the sender is not an e-mail address, as in \"ACME <desk@acme.test>\"")
	}
	u, err := url.Parse(where)
	if err != nil || u.Hostname() == "" || u.Path != "" && u.Path != "/" || u.RawQuery != "" || u.Fragment != "" {
		return nil, errors.New("the mail server is not an address as in smtp://user:password@mail.test:587")
	}
	options, err := optionsOf(u)
	if err != nil {
		return nil, err
	}
	client, err := gomail.NewClient(u.Hostname(), append(options, gomail.WithTimeout(sendWithin))...)
	if err != nil {
		return nil, fmt.Errorf("mail server %s: %w", u.Hostname(), err)
	}
	return &Server{client, sender}, nil
}

func optionsOf(u *url.URL) ([]gomail.Option, error) {
	port, tls := 587, gomail.TLSOpportunistic
	var options []gomail.Option
	switch u.Scheme {
	case "smtp":
	case "smtps":
		port = 465
		options = append(options, gomail.WithSSL())
	default:
		return nil, fmt.Errorf("a mail server is at smtp:// or smtps://, not at %q", u.Scheme)
	}
	if text := u.Port(); text != "" {
		var err error
		if port, err = strconv.Atoi(text); err != nil || port < 1 || port > 65535 {
			return nil, errors.New("the port of the mail server is a number from 1 to 65535")
		}
	}
	if user := u.User.Username(); user != "" {
		password, _ := u.User.Password()
		options = append(options, gomail.WithSMTPAuth(gomail.SMTPAuthAutoDiscover),
			gomail.WithUsername(user), gomail.WithPassword(password))
		tls = gomail.TLSMandatory
	}
	if loopback(u.Hostname()) {
		tls = gomail.TLSOpportunistic
	}
	return append(options, gomail.WithPort(port), gomail.WithTLSPolicy(tls)), nil
}

func loopback(host string) bool {
	ip, err := netip.ParseAddr(host)
	return host == "localhost" || err == nil && ip.IsLoopback()
}

// verdict is what became of a letter.
type verdict int

const (
	// sent: the server has it.
	sent verdict = iota
	// hopeless: the server will never take this one.
	hopeless
	// later: the server does not take this one now.
	later
	// down: the server takes nothing now.
	down
)

// send hands a letter over.
func (s *Server) send(ctx context.Context, letter *gomail.Msg) (verdict, error) {
	ctx, cancel := context.WithTimeout(ctx, sendWithin)
	defer cancel()
	err := s.client.DialAndSendWithContext(ctx, letter)
	if err == nil || letter.IsDelivered() {
		return sent, nil // also where the goodbye went wrong
	}
	var refused *gomail.SendError
	if !errors.As(err, &refused) {
		return down, err
	}
	code := refused.ErrorCode()
	// The error names the recipient; what the operator is to read must not.
	told := fmt.Errorf("%s: answer %d %s", refused.Reason, code, refused.EnhancedStatusCode())
	switch refused.Reason {
	case gomail.ErrSMTPRcptTo, gomail.ErrSMTPData, gomail.ErrSMTPDataClose:
	default:
		return down, told // of us, and not of this letter
	}
	switch {
	case code >= 500:
		return hopeless, told
	case code >= 400 && code != serviceGoing:
		return later, told
	}
	return down, told
}

// serviceGoing is what a server says that is about to close the line (RFC 5321).
const serviceGoing = 421

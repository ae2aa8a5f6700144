package link

import (
	"net/netip"
	"net/url"
	"strings"
)

// Address is where a server is: an origin, "https://desk.example.com".
type Address string

// ParseAddress reads what a person types as a server's address. What is typed
// without a scheme means https. The error is a [*Problem] with field "server".
func ParseAddress(typed string) (Address, error) {
	typed = strings.TrimSpace(typed)
	if typed == "" {
		return "", badAddress("Write the address of your server.")
	}
	if !strings.Contains(typed, "://") {
		typed = "https://" + typed
	}
	u, err := url.Parse(typed)
	if err != nil || u.Hostname() == "" || u.User != nil || u.RawQuery != "" || u.Fragment != "" || strings.Trim(u.Path, "/") != "" {
		return "", badAddress("This is not a server's address; it looks like https://desk.example.com.")
	}
	switch u.Scheme {
	case "https":
	case "http":
		// Passwords and tokens go over this line.
		if !thisMachine(u.Hostname()) {
			return "", badAddress("Only https:// is spoken with another machine.")
		}
	default:
		return "", badAddress("A server's address begins with https://.")
	}
	return Address(u.Scheme + "://" + strings.ToLower(u.Host)), nil
}

func thisMachine(host string) bool {
	if strings.EqualFold(host, "localhost") {
		return true
	}
	ip, err := netip.ParseAddr(host)
	return err == nil && ip.IsLoopback()
}

// path is the address of something on the server.
func (a Address) path(p string) string { return string(a) + p }

// socket is the address of the agents' socket: ws for http, wss for https.
func (a Address) socket() string {
	return "ws" + strings.TrimPrefix(a.path("/api/v1/agent/socket"), "http")
}

func badAddress(sentence string) *Problem {
	return &Problem{Code: "invalid", Message: sentence, Field: "server"}
}

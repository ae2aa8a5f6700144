package platform

import (
	"errors"
	"net/mail"
	"net/netip"
	"net/url"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/net/idna"
)

// Refusal is why a link was not opened: a code for machines and a sentence for the agent.
type Refusal struct{ Code, Message string }

func (r *Refusal) Error() string { return r.Message }

// The codes are sent to the panel and therefore never renamed.
const (
	LinkEmpty        = "link_empty"
	LinkTooLong      = "link_too_long"
	LinkCharacters   = "link_characters"
	LinkMalformed    = "link_malformed"
	LinkScheme       = "link_scheme"
	LinkUserinfo     = "link_userinfo"
	LinkHost         = "link_host"
	LinkMail         = "link_mail"
	LinkNotAvailable = "link_not_available"
	LinkFailed       = "link_failed"
)

const linkBytes = 4096

// Link is an address that may leave the desktop.
type Link struct {
	URL  string // what the system is given: ASCII, http, https or mailto
	Host string // what the agent is shown before the first visit: the host as it really is, or the mail address
}

func refuse(code, message string) (Link, error) { return Link{}, &Refusal{code, message} }

// CheckLink answers the address as it may be opened, or a *Refusal. Whoever wrote it, a visitor, a page or the server,
// it goes through here: an opener given smb:, file: or a scheme of some program hands the machine away.
func CheckLink(raw string) (Link, error) {
	raw = strings.Trim(raw, " \t\r\n")
	switch {
	case raw == "":
		return refuse(LinkEmpty, "The link is empty.")
	case len(raw) > linkBytes:
		return refuse(LinkTooLong, "The link is too long to open.")
	case !utf8.ValidString(raw):
		return refuse(LinkCharacters, "The link has characters that no address has.")
	}
	for _, r := range raw {
		// Browsers read a backslash as a slash, we do not: two readers that differ are how a host is disguised.
		if r == '\\' || r == utf8.RuneError || unicode.IsControl(r) || unicode.IsSpace(r) || unicode.In(r, unicode.Cf, unicode.Co, unicode.Cs) {
			return refuse(LinkCharacters, "The link has characters that no address has.")
		}
	}
	if _, rest, web := strings.Cut(raw, "://"); web {
		// The standard reader undoes %XX in a host; ours refuses it, since nobody honest writes one.
		if end := strings.IndexAny(rest, "/?#"); end >= 0 {
			rest = rest[:end]
		}
		if scheme := strings.ToLower(raw[:strings.Index(raw, "://")]); strings.Contains(rest, "%") && (scheme == "http" || scheme == "https") {
			return refuse(LinkHost, "The link's host is not a valid name.")
		}
	}
	u, err := url.Parse(raw)
	if err != nil {
		if scheme, _, _ := strings.Cut(raw, ":"); !strings.EqualFold(scheme, "http") && !strings.EqualFold(scheme, "https") && !strings.EqualFold(scheme, "mailto") {
			return refuse(LinkScheme, "Only links to web pages and mail addresses are opened.")
		}
		return refuse(LinkMalformed, "The link is not an address.")
	}
	switch u.Scheme {
	case "http", "https":
		return checkWeb(u)
	case "mailto":
		return checkMail(u)
	}
	return refuse(LinkScheme, "Only links to web pages and mail addresses are opened.")
}

func checkWeb(u *url.URL) (Link, error) {
	if u.User != nil {
		return refuse(LinkUserinfo, "The link hides a name or a password in front of its host.")
	}
	if u.Opaque != "" || u.Host == "" {
		return refuse(LinkMalformed, "The link has no host.")
	}
	host, ok := asciiHost(u.Hostname())
	if !ok {
		return refuse(LinkHost, "The link's host is not a valid name.")
	}
	shown := host
	if strings.Contains(host, ":") {
		shown = "[" + host + "]"
	}
	authority := shown
	if port := u.Port(); port != "" {
		n, err := strconv.Atoi(port)
		if err != nil || n < 1 || n > 65535 {
			return refuse(LinkHost, "The link's port is not a number a port can have.")
		}
		authority += ":" + strconv.Itoa(n)
	} else if strings.HasSuffix(u.Host, ":") {
		return refuse(LinkHost, "The link's port is missing.")
	}
	out := u.Scheme + "://" + authority + encode(u.EscapedPath(), false)
	if u.RawQuery != "" || u.ForceQuery {
		out += "?" + encode(u.RawQuery, true)
	}
	if u.Fragment != "" {
		out += "#" + encode(u.EscapedFragment(), true)
	}
	if len(out) > linkBytes {
		return refuse(LinkTooLong, "The link is too long to open.")
	}
	return Link{URL: out, Host: shown}, nil
}

// hostProfile is what browsers do to a name before they look it up, and stricter: no underscores at all.
var hostProfile = idna.New(idna.MapForLookup(), idna.BidiRule(), idna.StrictDomainName(true), idna.Transitional(false), idna.VerifyDNSLength(true))

func asciiHost(host string) (string, bool) {
	if strings.ContainsAny(host, "%@/?#[]<>^|`{}\"") {
		return "", false // an encoded host, or a zone: never in an honest link
	}
	if strings.Contains(host, ":") {
		a, err := netip.ParseAddr(host)
		return a.String(), err == nil && a.Is6() && a.Zone() == ""
	}
	trimmed := strings.TrimSuffix(host, ".")
	name, err := hostProfile.ToASCII(trimmed)
	if err != nil || name == "" || len(name) > 253 {
		return "", false
	}
	if again, err := hostProfile.ToASCII(name); err != nil || again != name {
		return "", false
	}
	labels := strings.Split(name, ".")
	for _, label := range labels {
		if label == "" || len(label) > 63 || strings.HasPrefix(label, "-") || strings.HasSuffix(label, "-") {
			return "", false
		}
	}
	// A last label that looks like a number makes browsers read the whole as an address: 0x7f.1 is 127.0.0.1.
	last := labels[len(labels)-1]
	if last[0] >= '0' && last[0] <= '9' {
		a, err := netip.ParseAddr(name)
		return name, err == nil && a.Is4()
	}
	return name, true
}

// encode writes everything that is not plain in an address as %XX, and leaves what is encoded already.
func encode(s string, query bool) string {
	const hex = "0123456789ABCDEF"
	var b strings.Builder
	for i := 0; i < len(s); i++ {
		c := s[i]
		plain := c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' ||
			strings.IndexByte("-._~!$&()*+,;=:@/%", c) >= 0 || query && c == '?'
		if c == '%' && !(i+2 < len(s) && isHex(s[i+1]) && isHex(s[i+2])) {
			plain = false
		}
		if plain {
			b.WriteByte(c)
		} else {
			b.WriteByte('%')
			b.WriteByte(hex[c>>4])
			b.WriteByte(hex[c&15])
		}
	}
	return b.String()
}

func isHex(c byte) bool {
	return c >= '0' && c <= '9' || c >= 'a' && c <= 'f' || c >= 'A' && c <= 'F'
}

func checkMail(u *url.URL) (Link, error) {
	bad := func() (Link, error) {
		return refuse(LinkMail, "The link is not a plain mail address.")
	}
	if u.Host != "" || u.User != nil || u.Fragment != "" || u.Opaque == "" {
		return bad()
	}
	list, err := url.PathUnescape(u.Opaque)
	if err != nil {
		return bad()
	}
	var to []string
	for _, one := range strings.Split(list, ",") {
		address, ok := mailAddress(one)
		if !ok {
			return bad()
		}
		to = append(to, address)
	}
	if len(to) > 20 {
		return bad()
	}
	out := "mailto:" + strings.Join(to, ",")
	if u.RawQuery != "" {
		var kept []string
		for _, pair := range strings.Split(u.RawQuery, "&") {
			key, value, _ := strings.Cut(pair, "=")
			text, err := url.PathUnescape(value)
			if err != nil || !utf8.ValidString(text) {
				return bad()
			}
			key = strings.ToLower(key)
			switch key {
			case "body":
				for _, r := range text {
					if unicode.IsControl(r) && r != '\r' && r != '\n' && r != '\t' {
						return bad()
					}
				}
			case "subject":
				if strings.ContainsFunc(text, unicode.IsControl) {
					return bad()
				}
			case "cc", "to":
				for _, one := range strings.Split(text, ",") {
					if _, ok := mailAddress(one); !ok {
						return bad()
					}
				}
			default: // attach= has sent people's files to strangers, bcc= hides who reads along
				return bad()
			}
			kept = append(kept, key+"="+strings.ReplaceAll(url.QueryEscape(text), "+", "%20"))
		}
		out += "?" + strings.Join(kept, "&")
	}
	if len(out) > linkBytes {
		return refuse(LinkTooLong, "The link is too long to open.")
	}
	return Link{URL: out, Host: strings.Join(to, ", ")}, nil
}

func mailAddress(s string) (string, bool) {
	if len(s) > 254 || strings.HasPrefix(s, "-") {
		return "", false
	}
	for _, c := range []byte(s) {
		if !(c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' || c >= 0x80 || strings.IndexByte("@._+-", c) >= 0) {
			return "", false
		}
	}
	a, err := mail.ParseAddress(s)
	if err != nil || a.Address != s || a.Name != "" {
		return "", false
	}
	local, host, _ := strings.Cut(s, "@")
	host, ok := asciiHost(host)
	if !ok {
		return "", false
	}
	for i := 0; i < len(local); i++ {
		if local[i] >= 0x80 {
			return "", false
		}
	}
	return local + "@" + host, true
}

// OpenExternal gives a checked link to the system's own program for it. The error is a *Refusal. It waits a moment for
// the system to object, and not for the program to end.
func OpenExternal(raw string) error {
	link, err := CheckLink(raw)
	if err != nil {
		return err
	}
	err = open(link.URL)
	var refusal *Refusal
	if err == nil || errors.As(err, &refusal) {
		return err
	}
	return &Refusal{LinkFailed, "The system did not open the link."}
}

package desk

import (
	"strconv"
	"strings"
	"unicode/utf8"
)

// Limits of what a person can write in one message.
const (
	MaxTextRunes = 8000
	MaxTextBytes = 32 << 10
	// MaxNameRunes bounds a visitor's name, MaxTitleRunes a page's title and
	// MaxURLBytes its address. Longer ones are cut, since nobody typed them.
	MaxNameRunes  = 100
	MaxTitleRunes = 300
	MaxURLBytes   = 2048
)

// CheckText says why a text cannot be a message, or nil. The rule is the same
// in the desktop before sending and on the server.
func CheckText(text string) error {
	if strings.TrimSpace(text) == "" {
		return Refuse(EmptyMessage, "Write something or attach a file.").At("text")
	}
	if !utf8.ValidString(text) {
		return Refuse(InvalidUTF8, "The request is not valid UTF-8.").At("text")
	}
	if n := utf8.RuneCountInString(text); n > MaxTextRunes {
		return Refuse(TextTooLong, "Messages can have up to %s characters; this one has %s.",
			Thousands(MaxTextRunes), Thousands(n)).At("text")
	}
	if len(text) > MaxTextBytes {
		return Refuse(TextTooLong, "Messages can have up to %s bytes; this one has %s.",
			Thousands(MaxTextBytes), Thousands(len(text))).At("text")
	}
	position := 0
	for _, r := range text {
		position++
		if !storable(r) {
			return Refuse(InvalidCharacter, "Character U+%04X at position %d cannot be stored.", r, position).At("text")
		}
	}
	return nil
}

// MaxEmailBytes is how long an address can be (RFC 5321, 4.5.3.1.3).
const MaxEmailBytes = 254

// CheckEmail says why a text cannot be an address to write to, or nil. It asks
// for what a mail server needs to try: one mailbox, a domain, and nothing that
// could begin another line or another recipient.
func CheckEmail(address string) error {
	refused := Refuse(InvalidEmail, "This is not an e-mail address.").At("email")
	local, domain, ok := strings.Cut(address, "@")
	if !ok || local == "" || len(address) > MaxEmailBytes || !utf8.ValidString(address) {
		return refused
	}
	for _, r := range address {
		if r <= ' ' || r == 0x7f || strings.ContainsRune(`,;:<>()[]"\`, r) {
			return refused
		}
	}
	labels := strings.Split(domain, ".")
	if len(labels) < 2 {
		return refused
	}
	for _, label := range labels {
		if label == "" || len(label) > 63 || strings.HasPrefix(label, "-") || strings.HasSuffix(label, "-") || strings.Contains(label, "@") {
			return refused
		}
	}
	return nil
}

// storable tells the characters that both databases keep and that no terminal
// or screen acts upon: every one but the controls, of which tab and line feed
// are welcome and carriage return is put up with.
func storable(r rune) bool {
	switch r {
	case '\t', '\n', '\r':
		return true
	}
	return r >= 0x20 && r != 0x7f
}

// Unturned is a text without the signs that turn the direction of writing until they
// are ended: left open they would turn what stands behind it.
func Unturned(text string) string {
	return strings.Map(func(r rune) rune {
		if r >= 0x202A && r <= 0x202E || r >= 0x2066 && r <= 0x2069 {
			return -1
		}
		return r
	}, text)
}

// CutText makes a short text out of what a browser said: controls become
// spaces, blanks at the ends go, and it has at most max characters.
func CutText(text string, max int) string {
	text = strings.ToValidUTF8(text, "\uFFFD")
	text = strings.TrimSpace(strings.Map(func(r rune) rune {
		if !storable(r) || r == '\n' || r == '\r' || r == '\t' {
			return ' '
		}
		return r
	}, text))
	n := 0
	for i := range text {
		if n == max {
			return strings.TrimSpace(text[:i])
		}
		n++
	}
	return text
}

// Thousands writes n with commas, as in 8,000: refusals are sentences.
func Thousands(n int) string {
	if n < 1000 {
		return strconv.Itoa(n)
	}
	rest := strconv.Itoa(n % 1000)
	return Thousands(n/1000) + "," + strings.Repeat("0", 3-len(rest)) + rest
}

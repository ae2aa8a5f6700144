package platform

import (
	"errors"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"
	"time"
)

// Fifty that must never reach the system, each for its code.
var refused = []struct{ link, code string }{
	{"", LinkEmpty},
	{" \t\n", LinkEmpty},
	{"https://a.example/" + strings.Repeat("x", 5000), LinkTooLong},
	{"https://a.example/\xff\xfe", LinkCharacters},
	{"https://a.example/\x00", LinkCharacters},
	{"https://a.example/\nHost: b", LinkCharacters},
	{"https://a.example/a b", LinkCharacters},
	{"https://a.example\\@b.example/", LinkCharacters},
	{"https:\\\\a.example\\x", LinkCharacters},
	{"https://a.example/\u202Egnp.exe", LinkCharacters},
	{"https://a\u200B.example/", LinkCharacters},
	{"java\nscript:alert(1)", LinkCharacters},
	{"javascript:alert(1)", LinkScheme},
	{"JaVaScRiPt:alert(1)", LinkScheme},
	{"data:text/html,<script>alert(1)</script>", LinkScheme},
	{"vbscript:msgbox(1)", LinkScheme},
	{"file:///etc/passwd", LinkScheme},
	{"file://server/share/x.lnk", LinkScheme},
	{"smb://server/share", LinkScheme},
	{"search-ms:query=x&crumb=location:%5C%5Cserver", LinkScheme},
	{"ms-msdt:/id", LinkScheme},
	{"ms-officecmd:%7B%7D", LinkScheme},
	{"ssh://-oProxyCommand=x", LinkScheme},
	{"telnet://a.example", LinkScheme},
	{"ftp://a.example/x", LinkScheme},
	{"tel:+33123456789", LinkScheme},
	{"parley://c/1", LinkScheme},
	{"wails://wails/", LinkScheme},
	{"about:blank", LinkScheme},
	{"blob:https://a.example/1", LinkScheme},
	{"view-source:https://a.example", LinkScheme},
	{"steam://run/1", LinkScheme},
	{"/etc/passwd", LinkScheme},
	{"//a.example/x", LinkScheme},
	{"www.a.example", LinkScheme},
	{"--help", LinkScheme},
	{"C:/Windows/System32/calc.exe", LinkScheme},
	{"https://good.example@evil.example/", LinkUserinfo},
	{"https://good.example:pass@evil.example/", LinkUserinfo},
	{"https://@evil.example/", LinkUserinfo},
	{"https:a.example", LinkMalformed},
	{"http://", LinkMalformed},
	{"https:///a.example/", LinkMalformed},
	{"https://a.example:abc/", LinkMalformed},
	{"https://[::1/", LinkMalformed},
	{"https://a.example:70000/", LinkHost},
	{"https://a.example:0/", LinkHost},
	{"https://a.example:/", LinkHost},
	{"https://[fe80::1%25eth0]/", LinkHost},
	{"https://2130706433/", LinkHost},
	{"https://0x7f.1/", LinkHost},
	{"https://a..example/", LinkHost},
	{"https://-a.example/", LinkHost},
	{"https://a%2eexample/", LinkHost},
	{"https://a.exampl%a0b/", LinkHost},
	{"https://a_b.example/", LinkHost},
	{"https://" + strings.Repeat("a", 64) + ".example/", LinkHost},
	{"mailto:", LinkMail},
	{"mailto:nobody", LinkMail},
	{"mailto://a@b.example", LinkMail},
	{"mailto:a@b.example?attach=/etc/passwd", LinkMail},
	{"mailto:a@b.example?attachment=x", LinkMail},
	{"mailto:a@b.example?bcc=spy@c.example", LinkMail},
	{"mailto:a@b.example?subject=x%0d%0aBcc:%20c@d.example", LinkMail},
	{"mailto:a@b.example,--attach", LinkMail},
	{"mailto:%22a%20b%22@c.example", LinkMail},
	{"mailto:-a@b.example", LinkMail},
}

// Thirty ordinary ones, and what the system is given.
var allowed = []struct{ link, url, host string }{
	{"https://a.example", "https://a.example", "a.example"},
	{"https://a.example/", "https://a.example/", "a.example"},
	{"http://a.example/x?y=1#z", "http://a.example/x?y=1#z", "a.example"},
	{"HTTPS://A.Example/Path", "https://a.example/Path", "a.example"},
	{"  https://a.example/x\n", "https://a.example/x", "a.example"},
	{"https://a.example:8443/x", "https://a.example:8443/x", "a.example"},
	{"https://shop.a.example/basket/42", "https://shop.a.example/basket/42", "shop.a.example"},
	{"https://bücher.example/ä", "https://xn--bcher-kva.example/%C3%A4", "xn--bcher-kva.example"},
	{"https://аррӏе.example/", "https://xn--80ak6aa92e.example/", "xn--80ak6aa92e.example"},
	{"https://例え.テスト/", "https://xn--r8jz45g.xn--zckzah/", "xn--r8jz45g.xn--zckzah"},
	{"https://a.example/?q=a+b&c=%26", "https://a.example/?q=a+b&c=%26", "a.example"},
	{"https://a.example/?q=é", "https://a.example/?q=%C3%A9", "a.example"},
	{"https://a.example/a%20b", "https://a.example/a%20b", "a.example"},
	{"https://a.example/a%2Fb", "https://a.example/a%2Fb", "a.example"},
	{"https://a.example/?u=https://b.example/", "https://a.example/?u=https://b.example/", "a.example"},
	{"https://a.example/a@b", "https://a.example/a@b", "a.example"},
	{"https://a.example/$(id)", "https://a.example/$(id)", "a.example"},
	{"https://a.example/`id`", "https://a.example/%60id%60", "a.example"},
	{"https://a.example/a'b\"c", "https://a.example/a%27b%22c", "a.example"},
	{"https://a.example/a|b;c&d", "https://a.example/a%7Cb;c&d", "a.example"},
	{"https://a.example/<x>", "https://a.example/%3Cx%3E", "a.example"},
	{"https://a.example/{x}?[y]=^", "https://a.example/%7Bx%7D?%5By%5D=%5E", "a.example"},
	{"https://a.example/?", "https://a.example/?", "a.example"},
	{"https://a.example/?100%", "https://a.example/?100%25", "a.example"},
	{"https://a.example./x", "https://a.example/x", "a.example"},
	{"http://localhost:3000/", "http://localhost:3000/", "localhost"},
	{"http://192.168.1.20/staging", "http://192.168.1.20/staging", "192.168.1.20"},
	{"http://[2001:DB8::1]:8080/x", "http://[2001:db8::1]:8080/x", "[2001:db8::1]"},
	{"https://xn--bcher-kva.example/", "https://xn--bcher-kva.example/", "xn--bcher-kva.example"},
	{"https://a.example/#/route?x=1", "https://a.example/#/route?x=1", "a.example"},
	{"mailto:ada@acme.test", "mailto:ada@acme.test", "ada@acme.test"},
	{"MAILTO:ada@Acme.test", "mailto:ada@acme.test", "ada@acme.test"},
	{"mailto:a.b+c@acme.test?subject=Your%20order&body=Hello%0AAda", "mailto:a.b+c@acme.test?subject=Your%20order&body=Hello%0AAda", "a.b+c@acme.test"},
	{"mailto:a@x.test,b@y.test?cc=c@z.test", "mailto:a@x.test,b@y.test?cc=c%40z.test", "a@x.test, b@y.test"},
}

func TestFiftyLinksAreRefused(t *testing.T) {
	if len(refused) < 50 {
		t.Fatalf("only %d", len(refused))
	}
	for _, c := range refused {
		link, err := CheckLink(c.link)
		var refusal *Refusal
		if !errors.As(err, &refusal) {
			t.Errorf("%q became %+v", c.link, link)
			continue
		}
		if refusal.Code != c.code || refusal.Message == "" {
			t.Errorf("%q: %s, want %s", c.link, refusal.Code, c.code)
		}
	}
}

func TestThirtyLinksReachTheOpener(t *testing.T) {
	if runtime.GOOS == "windows" || runtime.GOOS == "darwin" {
		t.Skip("the opener of this system cannot be put in place by a folder")
	}
	if len(allowed) < 30 {
		t.Fatalf("only %d", len(allowed))
	}
	dir := t.TempDir()
	record := filepath.Join(dir, "opened")
	script := "#!/bin/sh\nprintf '%s\\n' \"$#\" \"$1\" >>'" + record + "'\n"
	if err := os.WriteFile(filepath.Join(dir, "xdg-open"), []byte(script), 0o755); err != nil {
		t.Fatal(err)
	}
	t.Setenv("PATH", dir)
	var want strings.Builder
	for _, c := range allowed {
		link, err := CheckLink(c.link)
		if err != nil || link.URL != c.url || link.Host != c.host {
			t.Errorf("%q: %+v, %v", c.link, link, err)
		}
		if err := OpenExternal(c.link); err != nil {
			t.Errorf("%q: %v", c.link, err)
		}
		want.WriteString("1\n" + c.url + "\n")
	}
	for _, c := range refused {
		if OpenExternal(c.link) == nil {
			t.Errorf("%q was opened", c.link)
		}
	}
	got, err := os.ReadFile(record)
	if err != nil || string(got) != want.String() {
		t.Errorf("opened:\n%s\nwant:\n%s", got, want.String())
	}
}

func TestASystemThatCannotOpen(t *testing.T) {
	if runtime.GOOS == "windows" || runtime.GOOS == "darwin" {
		t.Skip("the opener of this system cannot be taken away")
	}
	dir := t.TempDir()
	t.Setenv("PATH", dir)
	var refusal *Refusal
	if err := OpenExternal("https://a.example/"); !errors.As(err, &refusal) || refusal.Code != LinkNotAvailable {
		t.Errorf("no opener: %v", err)
	}
	_ = os.WriteFile(filepath.Join(dir, "xdg-open"), []byte("#!/bin/sh\nexit 3\n"), 0o755)
	if err := OpenExternal("https://a.example/"); !errors.As(err, &refusal) || refusal.Code != LinkFailed {
		t.Errorf("opener failed: %v", err)
	}
	_ = os.WriteFile(filepath.Join(dir, "xdg-open"), []byte("#!/bin/sh\nexec /bin/sleep 3\n"), 0o755)
	began := time.Now()
	if err := OpenExternal("https://a.example/"); err != nil || time.Since(began) > 2500*time.Millisecond {
		t.Errorf("a browser that stays: %v after %v", err, time.Since(began))
	}
}

func FuzzCheckLink(f *testing.F) {
	for _, c := range refused {
		f.Add(c.link)
	}
	for _, c := range allowed {
		f.Add(c.link)
	}
	f.Fuzz(func(t *testing.T, raw string) {
		link, err := CheckLink(raw)
		if err != nil {
			return
		}
		if !strings.HasPrefix(link.URL, "http://") && !strings.HasPrefix(link.URL, "https://") && !strings.HasPrefix(link.URL, "mailto:") {
			t.Fatalf("%q became %q", raw, link.URL)
		}
		for i := 0; i < len(link.URL); i++ {
			if c := link.URL[i]; c <= ' ' || c >= 0x7f || strings.IndexByte("\"'`<>\\^{|}", c) >= 0 {
				t.Fatalf("%q became %q", raw, link.URL)
			}
		}
		again, err := CheckLink(link.URL)
		if err != nil || again != link {
			t.Fatalf("%q became %+v, then %+v, %v", raw, link, again, err)
		}
	})
}

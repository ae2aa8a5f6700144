package attach_test

import (
	"bytes"
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"

	"github.com/parley-desk/parley/backend/attach"
	"github.com/parley-desk/parley/backend/attach/attachtest"
	"github.com/parley-desk/parley/backend/desk"
)

func TestNamesAreCleaned(t *testing.T) {
	for name, want := range map[string]string{
		"photo.png": "photo.png", "My  boots (2).JPG": "My  boots (2).jpg", "été.pdf": "été.pdf", "e\u0301te\u0301.pdf": "été.pdf",
		`..\..\x.png`: "x.png", "../../etc/passwd": "passwd", `C:\Users\Ann\a.png`: "a.png", "/": "file", "": "file", "..": "file", ".png": "file.png",
		"CON.txt": "_CON.txt", "con": "_con", "nul.tar.png": "_nul.tar.png", "COM1.pdf": "_COM1.pdf", "LPT¹.pdf": "_LPT¹.pdf", "COM10.pdf": "COM10.pdf", "aux .txt": "_aux.txt",
		"photo_\u202egpj.exe": "photo_gpj.exe", "a\u200d\u200b\ufeffb.png": "ab.png", "a\u2066b\u2069.png": "ab.png", "a\nb\tc.png": "a b c.png",
		"a\x00b\x1b[31m.png": "ab[31m.png", "a<b>:\"c|d?e*f.png": "a_b___c_d_e_f.png", "name.png. . .": "name.png", "name .png": "name.png",
		"a\xff\xfeb.png": "ab.png", "\u3164.png": "file.png", "\U000e0041x.png": "x.png", "日本語.png": "日本語.png", "👢.png": "👢.png", "a\u00a0b.png": "a b.png",
	} {
		if got := attach.CleanName(name); got != want {
			t.Errorf("%q is called %q, want %q", name, got, want)
		}
	}
	long := strings.Repeat("é", 300)
	if got := attach.CleanName(long + ".pdf"); utf8.RuneCountInString(got) != desk.MaxFileNameRunes || !strings.HasSuffix(got, "é.pdf") {
		t.Errorf("a long name is %q", got)
	}
	if got := attach.CleanName(strings.Repeat("画", 200) + ".png"); got != strings.Repeat("画", 83)+".png" {
		t.Errorf("a name of many bytes is %q, %d bytes", got, len(got))
	}
}

func FuzzCleanName(f *testing.F) {
	for _, seed := range []string{"photo.png", "..\\..\\x", "CON.txt", "photo_\u202egpj.exe", "a. . .", strings.Repeat("a", 300) + ".jpeg", "\xff.png"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, name string) {
		got := attach.CleanName(name)
		if got == "" || !utf8.ValidString(got) || utf8.RuneCountInString(got) > desk.MaxFileNameRunes || len(got) > 255 || strings.ContainsAny(got, "/\\<>:\"|?*") ||
			strings.HasSuffix(got, ".") || strings.HasSuffix(got, " ") || strings.HasPrefix(got, ".") || !norm.NFC.IsNormalString(got) {
			t.Errorf("%q is called %q", name, got)
		}
		for _, r := range got {
			if unicode.In(r, unicode.Cc, unicode.Cf) {
				t.Errorf("%q is called %q with %U", name, got, r)
			}
		}
		if again := attach.CleanName(got); again != got {
			t.Errorf("%q is called %q and then %q", name, got, again)
		}
	})
}

// Whatever comes, it is a file or a refusal.
func FuzzExamine(f *testing.F) {
	for _, c := range append(attachtest.Taken(), attachtest.Refused()...) {
		if len(c.Body) < 100_000 {
			f.Add(c.Name, c.Body)
		}
	}
	f.Fuzz(func(t *testing.T, name string, body []byte) {
		e, err := examine(name, body)
		if err == nil && (e.Kind == "" || e.Size != int64(len(e.Body)) || bytes.Contains(e.Preview, []byte("<script"))) {
			t.Errorf("%+v", e.File)
		}
	})
}

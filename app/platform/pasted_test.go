package platform_test

import (
	"net/url"
	"os"
	"path/filepath"
	"reflect"
	"testing"

	"github.com/parley-desk/parley/app/platform"
)

func TestWhatAClipboardNamesIsRead(t *testing.T) {
	dir := t.TempDir()
	write := func(name, text string) string {
		path := filepath.Join(dir, name)
		if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
		return (&url.URL{Scheme: "file", Path: filepath.ToSlash(path)}).String()
	}
	small, large := write("a b é.txt", "small"), write("large.txt", "too large")
	list := "# two files\r\n" + small + "\r\n" + large + "\r\nfile://" + filepath.ToSlash(dir) + "\r\nfile:///there/is/none\r\n" +
		"https://shop.test/a.txt\r\nfile://elsewhere" + filepath.ToSlash(dir) + "/large.txt\r\n%zz\r\nplain words"
	want := []platform.Pasted{
		{Name: "a b é.txt", Size: 5, Body: []byte("small")},
		{Name: "large.txt", Size: 9},
		{Name: filepath.Base(dir), Unread: platform.Folder},
		{Name: "none", Unread: platform.Gone},
	}
	if got := platform.PastedFiles(list, 5); !reflect.DeepEqual(got, want) {
		t.Errorf("read %+v, want %+v", got, want)
	}
	for list, want := range map[string]bool{
		list: true, small: true, "https://shop.test/a.txt": false, "": false, "file:///there/is/none": false, "file://" + filepath.ToSlash(dir): false, "file://elsewhere/a.txt": false,
	} {
		if got := platform.NamesFiles(list); got != want {
			t.Errorf("%q names files: %v", list, got)
		}
	}
	for _, name := range []string{"1", "2", "3"} {
		if err := os.WriteFile(filepath.Join(dir, name), nil, 0o600); err != nil {
			t.Fatal(err)
		}
		if err := os.Truncate(filepath.Join(dir, name), 24<<20); err != nil {
			t.Fatal(err)
		}
	}
	at := "file://" + filepath.ToSlash(dir)
	got := platform.PastedFiles(at+"/1\n"+at+"/2\n"+at+"/3\n"+small, 25<<20)
	if len(got) != 4 || len(got[1].Body) != 24<<20 || !reflect.DeepEqual(got[2], platform.Pasted{Name: "3", Unread: platform.TooMuch}) || len(got[3].Body) != 5 {
		t.Error("of three files that are too much at once the third is not told to be, or keeps a small one back")
	}
	picture := []byte("dots")
	for limit, want := range map[int64][]platform.Pasted{4: {{Size: 4, Body: picture}}, 3: {{Size: 4}}} {
		if got := platform.PastedPicture(picture, limit); !reflect.DeepEqual(got, want) {
			t.Errorf("within %d it is %+v, want %+v", limit, got, want)
		}
	}
	if got := platform.PastedPicture(nil, 4); got != nil {
		t.Errorf("no picture is %+v", got)
	}
}

package markup

import (
	"encoding/json"
	"flag"
	"fmt"
	"hash/fnv"
	"os"
	"strings"
	"testing"
)

var update = flag.Bool("update", false, "write down what is read")

// vectors is what the readers of both languages are held to.
type vectors struct {
	// Texts are read as Read says; see dump.
	Texts []vector `json:"texts"`
	// MadeUp is a digest of what is read of so many made-up texts, each 100
	// together.
	MadeUp []uint32 `json:"madeUp"`
}

type vector struct {
	Text string `json:"text"`
	Read string `json:"read"`
}

const vectorsFile = "testdata/vectors.json"

func known(t *testing.T) (v vectors) {
	t.Helper()
	raw, err := os.ReadFile(vectorsFile)
	if err != nil {
		t.Fatal(err)
	}
	if err := json.Unmarshal(raw, &v); err != nil {
		t.Fatal(err)
	}
	return v
}

// dump writes parts down, as in paragraph("one ",bold("word")).
func dump(nodes []Node) string {
	var b strings.Builder
	for i, n := range nodes {
		if i > 0 {
			b.WriteByte(',')
		}
		if n.Kind == Text {
			b.WriteString(quote(n.Text))
			continue
		}
		b.WriteString(string(n.Kind))
		switch n.Kind {
		case Link:
			fmt.Fprintf(&b, "<%s>", n.Href)
		case Numbers:
			fmt.Fprintf(&b, "<%d>", n.Start)
		}
		if n.Kind == Code || n.Kind == Block {
			fmt.Fprintf(&b, "(%s)", quote(n.Text))
		} else {
			fmt.Fprintf(&b, "(%s)", dump(n.Nodes))
		}
	}
	return b.String()
}

func quote(text string) string {
	var b strings.Builder
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	_ = e.Encode(text)
	return strings.TrimSuffix(b.String(), "\n")
}

func TestEveryVectorIsReadAsItSays(t *testing.T) {
	v := known(t)
	for i, one := range v.Texts {
		got := dump(Parse(one.Text))
		if *update {
			v.Texts[i].Read = got
		} else if got != one.Read {
			t.Errorf("%q\nread as %s\nwant    %s", one.Text, got, one.Read)
		}
	}
	if got := madeUp(); *update {
		v.MadeUp = got
		var b strings.Builder
		e := json.NewEncoder(&b)
		e.SetEscapeHTML(false)
		e.SetIndent("", "  ")
		if err := e.Encode(v); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(vectorsFile, []byte(b.String()), 0o644); err != nil {
			t.Fatal(err)
		}
	} else if fmt.Sprint(got) != fmt.Sprint(v.MadeUp) {
		t.Errorf("of the made-up texts is read %d", got)
	}
}

// scraps are what the made-up texts are made of.
var scraps = []string{
	"*", "**", "_", "~~", "`", "```", "[", "](", ")", "(", "]", "https://a.test/x", "http://é.test", "www.b.test", "www.",
	" ", "\n", "\n> ", "\n- ", "\n* ", "\n1. ", "\n2. ", "a", "é", ".", "5", "!", "\u00a0", "😀", "\u202e",
}

// madeUp reads texts that a dice makes, the same in both languages.
func madeUp() (digests []uint32) {
	dice := uint32(1)
	roll := func(n int) int { // mulberry32
		dice += 0x6d2b79f5
		z := (dice ^ dice>>15) * (dice | 1)
		z ^= z + (z^z>>7)*(z|61)
		return int((z ^ z>>14) % uint32(n))
	}
	for range 40 {
		digest := fnv.New32a()
		for range 100 {
			var text strings.Builder
			for range 1 + roll(24) {
				text.WriteString(scraps[roll(len(scraps))])
			}
			digest.Write([]byte(dump(Parse(text.String()))))
		}
		digests = append(digests, digest.Sum32())
	}
	return digests
}

// Nothing that was written is lost: without marks the text is what it was, and
// whoever reads it aloud comes upon every word.
func FuzzParse(f *testing.F) {
	for _, one := range []string{"a *b* _c_ **d** ~~e~~ `f`", "> q\n- 1\n- 2", "[a](https://b.test) www.c.test.", "```go\nx\n```"} {
		f.Add(one)
	}
	f.Fuzz(func(t *testing.T, text string) {
		text = strings.ToValidUTF8(text, "?")
		plain := Plain(text)
		if len(plain) > len(text) {
			t.Errorf("%q became %q", text, plain)
		}
		if !strings.ContainsAny(text, "*_~`[]()>-•\n0123456789") && plain != text {
			t.Errorf("%q became %q", text, plain)
		}
		deep(t, Parse(text), 0)
	})
}

func deep(t *testing.T, nodes []Node, depth int) {
	if depth > maxOpen+4 {
		t.Fatal("it is nested too deep to be drawn")
	}
	for i, n := range nodes {
		if n.Kind == Text && (n.Text == "" || i > 0 && nodes[i-1].Kind == Text) {
			t.Errorf("two texts side by side, or an empty one: %+v", nodes)
		}
		if n.Kind == Link && !strings.HasPrefix(strings.ToLower(n.Href), "http") {
			t.Errorf("a link to %q", n.Href)
		}
		deep(t, n.Nodes, depth+1)
	}
}

// What a text costs grows with its length: twice as long, about twice as dear. It
// is a benchmark; look at ns for each byte.
func BenchmarkParse(b *testing.B) {
	for _, unit := range []string{"word ", "*", "*a ", "**_~~", "`", "[", "[a](", "www.", "https://a", "> x\n", "```\n", "(*)"} {
		for _, n := range []int{2_000, 8_000, 32_000} {
			text := strings.Repeat(unit, n/len(unit))
			b.Run(fmt.Sprintf("%q/%d", unit, n), func(b *testing.B) {
				for b.Loop() {
					Parse(text)
				}
				b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N)/float64(len(text)), "ns/byte")
			})
		}
	}
}

func TestPlain(t *testing.T) {
	for text, want := range map[string]string{
		"**Yes**, _today_ at ~~9~~ `10:00`": "Yes, today at 9 10:00",
		"- one\n- *two*":                    "one\ntwo",
		"> so you said\nyes":                "so you said\nyes",
		"2*3*4 = snake_case":                "2*3*4 = snake_case",
		"[our sizes](https://a.test/s)":     "our sizes",
	} {
		if got := Plain(text); got != want {
			t.Errorf("%q became %q", text, got)
		}
	}
}

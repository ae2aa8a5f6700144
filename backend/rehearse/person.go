package rehearse

import (
	"fmt"
	"strings"
	"time"
)

// Person is somebody who comes: all of it is drawn before they arrive.
type Person struct {
	Name     string
	Language string
	Script   Script
	// Acts are the script as this person plays it.
	Acts []Act
	// Patience is how long they wait for an answer.
	Patience time.Duration
	// Pace is how long they take to type a character.
	Pace time.Duration
	// Hostile visitors send what nobody expects.
	Hostile bool
}

// Act is a line with this person's words. Await says that an agent must have
// answered since the last act that was said; For is also how long a page is
// looked at.
type Act struct {
	Do          LineKind
	Text        string
	Path, Title string
	For         time.Duration
	Await       bool
}

var (
	names = map[string][]string{
		"en": {"Noor Haddad", "Tom Fletcher", "Ines", "Mr. Okonkwo", "Sofía Arias", "J. P. Whitlock", "Zoë", "Łukasz Nowak", "Hannah Grüber", "Ravi", "", "O'Neill, Aoife", "Marta & Jan"},
		"fr": {"Camille Roux", "Jean-Luc Petit", "Aïcha", "Mme Lefèvre", "Théo", "Maëlys d'Orgeval", "", "Benoît", "Nguyễn Thị Hoa"},
	}
	languages = map[string][]string{
		"en": {"en-GB", "en-US", "en", "en-IE"},
		"fr": {"fr-FR", "fr-BE", "fr-CH", "fr-CA"},
	}
	items = map[string][]string{
		"en": {"Ashby chair", "Wren lamp", "Fallow mug", "Moor throw", "Noon clock", "Tern planter"},
		"fr": {"la chaise Ashby", "la lampe Wren", "le plaid Moor", "l'horloge Noon"},
	}
)

// draw makes the nth person of a seed.
func draw(seed, n uint64, scripts []Script, patience time.Duration, hostile float64) Person {
	d := newDice(seed, 1+n)
	s := pick(d, scripts)
	tongue, _, _ := strings.Cut(s.Language, "-")
	p := Person{
		Script:   s,
		Name:     pick(d, ours(names, tongue)),
		Language: s.Language,
		Patience: time.Duration((0.5 + d.share()) * float64(patience)),
		Pace:     d.between(40*time.Millisecond, 140*time.Millisecond),
		Hostile:  d.chance(hostile),
	}
	if known := languages[s.Language]; known != nil {
		p.Language = pick(d, known)
	}
	words := strings.NewReplacer(
		"{name}", p.Name,
		"{order}", fmt.Sprintf("BH-%05d", d.below(100000)),
		"{item}", pick(d, ours(items, tongue)),
	)
	for i, turn := range s.Turns {
		for j, line := range turn {
			a := Act{Do: line.Do, Path: line.Path, Title: line.Title, Await: i > 0 && j == 0}
			switch {
			case line.For > 0:
				a.For = time.Duration((0.6 + 0.8*d.share()) * float64(line.For))
			case line.Do == Page:
				a.For = d.between(2*time.Second, 10*time.Second)
			}
			if line.Wordings != nil {
				a.Text = words.Replace(pick(d, line.Wordings))
			}
			p.Acts = append(p.Acts, a)
		}
	}
	if p.Hostile {
		p.spoil(d)
	}
	return p
}

// ours are the words of a language, English ones where there are none.
func ours(from map[string][]string, tongue string) []string {
	if words := from[tongue]; words != nil {
		return words
	}
	return from["en"]
}

// spoil makes a person's name and words what no form expects.
func (p *Person) spoil(d *dice) {
	p.Name = pick(d, hostileNames)
	for i := range p.Acts {
		if p.Acts[i].Text != "" && d.chance(0.5) {
			p.Acts[i].Text = pick(d, hostileTexts)
		}
	}
}

var hostileNames = []string{
	strings.Repeat("Maximiliana ", 40),
	`<script>alert("name")</script>`,
	"\u202Eemanresu\u202C \u200B\u200D\uFEFF",
	"Robert'); DROP TABLE event;--",
	"👩‍👩‍👧‍👦🏴‍☠️" + strings.Repeat("\u0301", 60),
	"../../etc/passwd\x00\x1b[31m",
}

var hostileTexts = []string{
	strings.Repeat("A", 7999) + "Ω",
	strings.Repeat("too long ", 2000),
	`<img src=x onerror=alert(1)> <a href="javascript:alert(2)">click</a>`,
	"{{constructor.constructor('return 1')()}} ${7*7} %s%n %00",
	"\u202Eesrever\u202C Z\u0351\u036B\u0343a\u0361l\u0321g\u0334o\u0489 \u200F\u2066x\u2069",
	strings.Repeat("👨‍👩‍👧‍👦", 300),
	"line\n\n\n\n\n\n\n\n\n\n\n\n\n\n\nbreaks\t\t\t\tand tabs",
	"a bell \a, an escape \x1b[2J and a nul \x00",
	" \u00a0\u2003\u3000 ",
	"http://" + strings.Repeat("sub.", 300) + "example.test/?" + strings.Repeat("q=1&", 200),
}

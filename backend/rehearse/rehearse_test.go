package rehearse

import (
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/parley-desk/parley/backend/desk"
)

func TestScriptsThatComeWithTheProgram(t *testing.T) {
	all := Scripts()
	tongues := map[string]int{}
	for _, s := range all {
		tongues[s.Language]++
		if len(s.Turns) < 3 {
			t.Errorf("%s has no opening, follow-up and goodbye", s.Name)
		}
	}
	if tongues["en"] < 3 || tongues["fr"] < 3 {
		t.Errorf("scripts by language: %v", tongues)
	}
	if p := draw(1, 1, all, time.Minute, 0); strings.ContainsAny(p.Acts[len(p.Acts)-1].Text, "{}") {
		t.Errorf("not filled in: %q", p.Acts[len(p.Acts)-1].Text)
	}
}

func TestReadScript(t *testing.T) {
	s, err := ReadScript("lamp", strings.NewReader(`# why
language: fr
title: Une lampe

@ /demo/lamp La lampe
Bonjour | Salut

? Oui.
. Allô ?
~ 30s
& 1m
Merci {name}
`))
	if err != nil {
		t.Fatal(err)
	}
	want := Script{Name: "lamp", Language: "fr", Title: "Une lampe", Turns: [][]Line{
		{{Do: Page, Path: "/demo/lamp", Title: "La lampe"}, {Do: Say, Wordings: []string{"Bonjour", "Salut"}}},
		{
			{Do: IfAsked, Wordings: []string{"Oui."}}, {Do: IfNotAsked, Wordings: []string{"Allô ?"}},
			{Do: Silence, For: 30 * time.Second}, {Do: Away, For: time.Minute}, {Do: Say, Wordings: []string{"Merci {name}"}},
		},
	}}
	if !reflect.DeepEqual(s, want) {
		t.Errorf("got %+v", s)
	}
}

func TestReadScriptSaysWhere(t *testing.T) {
	for text, want := range map[string]string{
		"title: x\n\n~ soon\n":       "line 3",
		"title: x\n\n@ demo\n":       "begins with /",
		"title: x\n\nHi\n\n&\n":      "no length of time",
		"title: x\n\n?\n":            "nothing to say",
		"subject: x\n":               "line 1",
		"title: x\n":                 "something to say",
		"title: x\n\n~ 10s\n\nHello": "first turn",
	} {
		if _, err := ReadScript("s", strings.NewReader(text)); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%q: %v", text, err)
		}
	}
}

// The decisions of a rehearsal are those of its seed, whoever watches.
func TestSeedDecides(t *testing.T) {
	people := func(seed uint64) []Person {
		var all []Person
		for n := range uint64(200) {
			all = append(all, draw(seed, n, Scripts(), 2*time.Minute, 0.2))
		}
		return all
	}
	if !reflect.DeepEqual(people(7), people(7)) {
		t.Error("the same seed drew other people")
	}
	a, b := people(7), people(8)
	if reflect.DeepEqual(a, b) {
		t.Error("another seed drew the same people")
	}
	hostile, scripts := 0, map[string]bool{}
	for _, p := range a {
		if p.Hostile {
			hostile++
		}
		scripts[p.Script.Name] = true
		if p.Patience < time.Minute || p.Patience > 3*time.Minute {
			t.Errorf("patience %s", p.Patience)
		}
	}
	if hostile < 20 || hostile > 60 {
		t.Errorf("%d of 200 are hostile at a share of 0.2", hostile)
	}
	if len(scripts) != len(Scripts()) {
		t.Errorf("of %d scripts only %d were played", len(Scripts()), len(scripts))
	}
}

// The first numbers of the generator are for ever: a seed in a bug report must
// still mean the same next year.
func TestDiceAreForEver(t *testing.T) {
	d := newDice(1, 2)
	got := []uint64{d.next(), d.next(), d.next()}
	want := []uint64{0x5df400e15a13d4a6, 0xbe746d8ab74dceea, 0x2efb27e496cd064b}
	if !slices.Equal(got, want) {
		t.Errorf("dice fell %#v", got)
	}
}

func TestFiguresReadAsASentence(t *testing.T) {
	f := Figures{
		Arrived: 5, Answered: 3, Finished: 2, GaveUp: 1, Lost: 1,
		Waits:   []time.Duration{30 * time.Second, 4200 * time.Millisecond, 9 * time.Second},
		Refused: map[desk.Code]int{desk.TextTooLong: 2},
	}
	want := "arrived 5, answered 3 (median wait 9s), finished 2, gave up 1, lost the line 1, refused as text_too_long 2"
	if got := f.String(); got != want {
		t.Errorf("got %q", got)
	}
}

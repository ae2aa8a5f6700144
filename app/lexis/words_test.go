package lexis

import (
	"reflect"
	"testing"
)

func TestWords(t *testing.T) {
	text := "L’été, J.-C. Müller writes to Anne-Sophie: «Œuvre» nº 12!\nÉmile e\u0301t"
	var plain []string
	var first, capital, joined []string
	for _, w := range Words(text) {
		plain = append(plain, w.Plain)
		if w.First {
			first = append(first, w.Plain)
		}
		if w.Capital {
			capital = append(capital, w.Plain)
		}
		if w.Joined {
			joined = append(joined, w.Plain)
		}
	}
	for what, c := range map[string]struct{ got, want []string }{
		"words":   {plain, []string{"l", "ete", "j", "c", "muller", "writes", "to", "anne", "sophie", "oeuvre", "nº", "12", "emile", "et"}},
		"first":   {first, []string{"l", "c", "muller", "oeuvre", "emile"}},
		"capital": {capital, []string{"l", "j", "c", "muller", "anne", "sophie", "oeuvre", "emile"}},
		"joined":  {joined, []string{"sophie"}},
	} {
		if !reflect.DeepEqual(c.got, c.want) {
			t.Errorf("%s: %v, want %v", what, c.got, c.want)
		}
	}
	if len(Words("")) > 0 || len(Words(" … ")) > 0 {
		t.Error("words of nothing")
	}
}

func TestStems(t *testing.T) {
	for _, pair := range [][2]string{{"returns", "returned"}, {"parcel", "Parcels"}, {"rembourser", "remboursé"}, {"livraison", "livraisons"}} {
		a, b := StemOf(pair[0]), StemOf(pair[1])
		if a.English != b.English && a.French != b.French {
			t.Errorf("%v: %v and %v", pair, a, b)
		}
	}
	if StemOf("parcel") == StemOf("parcours") {
		t.Error("two words are one")
	}
}

func TestAWordThatIsNobodysName(t *testing.T) {
	for _, w := range []string{"will", "customer", "april", "mai", "de", "bonjour"} {
		if !Common(w) {
			t.Errorf("%q names somebody", w)
		}
	}
	for _, w := range []string{"lea", "carvalho", "mathieu", "max"} {
		if Common(w) {
			t.Errorf("%q names nobody", w)
		}
	}
	if !Ordinary("pierre") || !Ordinary("mark") || Ordinary("mathieu") {
		t.Error("ordinary words")
	}
}

func TestWhatSeveralWordsMeanTogether(t *testing.T) {
	for text, want := range map[string]string{
		"Can I send this one back?": "return", "Where on earth is my parcel?": "tracking",
		"Où est passé mon colis ?": "suivi", "ou est ma commande": "suivi",
		"Bleu ou gris, ma commande ?": "", "I am back. Send it now.": "", "Please send it. I am back.": "", "where do you live": "", "send": "",
	} {
		got := ""
		for _, w := range Meant(Words(text)) {
			got += w.Plain
		}
		if got != want {
			t.Errorf("%q: %q, not %q", text, got, want)
		}
	}
}

func TestWordsForOneThing(t *testing.T) {
	english := func(word string) string { e, _ := StemOf(word).Kin(); return e }
	french := func(word string) string { _, f := StemOf(word).Kin(); return f }
	if english("deliveries") != english("shipped") || english("deliveries") == "" || english("lamp") != "" {
		t.Errorf("%q %q %q", english("deliveries"), english("shipped"), english("lamp"))
	}
	if french("retours") != french("renvoyé") || french("retours") == "" || french("retours") == french("livré") {
		t.Errorf("%q %q %q", french("retours"), french("renvoyé"), french("livré"))
	}
}

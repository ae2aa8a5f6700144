package guard

import (
	"reflect"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

var everything = Asked{Wrote: true, Answered: true, Unfilled: true, Card: true, Account: true, Name: true}

func reasons(m Message, asked Asked) []Reason {
	var all []Reason
	for _, c := range Look(m, asked) {
		all = append(all, c.Reason)
	}
	return all
}

// row: B-09
func TestWhatIsAskedBeforeAMessageGoes(t *testing.T) {
	full := Message{
		Text: "Dear {visitor_name}, Ines paid with 4111 1111 1111 1111 and FR76 3000 6000 0112 3456 7890 189.",
		News: []News{{Text: "and one more"}, {By: "Ben", Text: "I have it"}, {Text: "sorry"}}, Variables: []string{"visitor_name"},
		Others: []string{"Ines Carvalho"},
	}
	want := []Concern{
		{Wrote, "sorry", ""}, {Answered, "I have it", "Ben"}, {Unfilled, "{visitor_name}", ""}, {Card, "4111 1111 1111 1111", ""},
		{Account, "FR76 3000 6000 0112 3456 7890 189", ""}, {Name, "Ines", ""},
	}
	if got := Look(full, everything); !reflect.DeepEqual(got, want) {
		t.Errorf("%+v", got)
	}
	for reason := range everything {
		less := Asked{}
		for r := range everything {
			less[r] = r != reason
		}
		if got := reasons(full, less); len(got) != len(want)-1 || strings.Contains(strings.Join(words(got), " "), string(reason)) {
			t.Errorf("without %s: %v", reason, got)
		}
	}
	if got := Look(Message{Text: "Good day."}, everything); got != nil {
		t.Errorf("%+v", got)
	}
}

func words(all []Reason) []string {
	var out []string
	for _, r := range all {
		out = append(out, string(r))
	}
	return out
}

// row: B-09
func TestWhatWasReadWhileWritingIsNotAskedAbout(t *testing.T) {
	m := Message{Text: "Yes.", News: []News{{Text: "unread"}, {Text: "read", Read: true}}}
	if got := Look(m, everything); len(got) != 1 || got[0].Found != "unread" {
		t.Errorf("%+v", got)
	}
	m.News = []News{{Text: "read", Read: true}, {By: "Ben", Text: "read too", Read: true}}
	if got := reasons(m, everything); !reflect.DeepEqual(got, []Reason{Answered}) {
		t.Errorf("%+v", got)
	}
}

// row: B-09
func TestOnlyVariablesAreToBeFilledIn(t *testing.T) {
	names := []string{"OP_pseudo", "visitor_name", "order_number"}
	for text, want := range map[string]string{
		"Dear {visitor_name}, {visitor_name}!": "{visitor_name}",
		"{OP_pseudo} of {order_number}":        "{OP_pseudo}, {order_number}",
		"function f() {return} and {id}":       "",
		"{Visitor_Name} { visitor_name } {}":   "",
	} {
		if got := strings.Join(unfilled(text, names), ", "); got != want {
			t.Errorf("%q: %q", text, got)
		}
	}
}

// row: B-09
func TestCardNumbers(t *testing.T) {
	for text, want := range map[string]string{
		"4111111111111111":                         "4111111111111111",
		"It is 4111-1111-1111-1111, thanks":        "4111-1111-1111-1111",
		"4111 1111 1111 1111 12/27 123":            "4111 1111 1111 1111",
		"order 7 5555 5555 5555 4444":              "5555 5555 5555 4444",
		"3782 822463 10005":                        "3782 822463 10005",
		"6011\u00a01111\u00a01111\u00a01117":       "6011\u00a01111\u00a01111\u00a01117",
		"36 1489 0064 7913":                        "",
		"3614 890064 7913":                         "3614 890064 7913",
		"2223003122003222":                         "2223003122003222",
		"4111111111111112":                         "",
		"order 1234567812345670":                   "",
		"call 06 12 34 56 78 or 01 23 45 67 89 01": "",
		"+33 6 12 34 56 78":                        "",
		"4111 1111  1111 1111":                     "",
		"41111111111111110000000":                  "",
		"tracking 9400111899223197428497":          "",
		"4000":                                     "",
		"article 4006381333931":                    "",
		"article 4006380000031":                    "",
	} {
		if got := CardNumber(text); got != want {
			t.Errorf("%q: %q, want %q", text, got, want)
		}
	}
}

// row: B-09
func TestBankAccounts(t *testing.T) {
	for text, want := range map[string]string{
		"FR7630006000011234567890189":                  "FR7630006000011234567890189",
		"my iban is fr76 3000 6000 0112 3456 7890 189": "fr76 3000 6000 0112 3456 7890 189",
		"IBAN: GB82 WEST 1234 5698 7654 32.":           "GB82 WEST 1234 5698 7654 32",
		"DE89 3704 0044 0532 0130 00 is ours":          "DE89 3704 0044 0532 0130 00",
		"NO93 8601 1117 947":                           "NO93 8601 1117 947",
		"FR76 3000 6000 0112 3456 7890 188":            "",
		"FR76 3000 6000":                               "",
		"is this my order and is it here so soon":      "",
		"XX89 3704 0044 0532 0130 00":                  "",
	} {
		if got := BankAccount(text); got != want {
			t.Errorf("%q: %q, want %q", text, got, want)
		}
	}
}

// row: B-09
func TestAnotherVisitorsName(t *testing.T) {
	others := []string{"Ines Carvalho", "Mathieu Lefebvre-Delacroix", "Will Smith", "Léa", "Pierre", "Customer", "April", "Al", "Jean de la Tour", "Anne-Sophie"}
	for text, want := range map[string]string{
		"Hello Ines!":                         "Ines",
		"hello INÊS, all is well":             "INÊS",
		"as carvalho said":                    "carvalho",
		"For Lefebvre-Delacroix it is ready":  "Lefebvre-Delacroix",
		"For Lefebvre it is ready":            "",
		"Lea's parcel":                        "Lea",
		"C’est pour Léa.":                     "Léa",
		"Will you take it?":                   "",
		"You will see":                        "",
		"I told Will so":                      "Will",
		"will smith has it":                   "will smith",
		"une pierre, et la pierre":            "",
		"Bonjour Pierre":                      "Pierre",
		"Pierre, votre colis":                 "",
		"Dear customer, in April all is well": "",
		"Al and others":                       "",
		"de la tour":                          "tour",
		"merci anne-sophie":                   "anne-sophie",
		"merci Anne":                          "",
		"Inestimable, cleaning, leads":        "",
		"":                                    "",
	} {
		if got := Named(text, others, []string{"Sanna Virtanen", "Ada Okafor"}); got != want {
			t.Errorf("%q: %q, want %q", text, got, want)
		}
	}
	// Who calls themselves by words of the shop is not meant by them.
	for _, name := range []string{"parcel order refund delivery return invoice", "acheteur", "Livraison Colis Remboursement"} {
		for _, text := range []string{"I will look for your parcel today.", "Votre colis part demain, le remboursement suit.", "acheteur", name} {
			if got := Named(text, []string{name}, nil); got != "" {
				t.Errorf("%q: %q", text, got)
			}
		}
	}
	// Nobody is another who is called as this visitor or this agent is.
	for _, text := range []string{"Hello Ines", "ines carvalho"} {
		if got := Named(text, []string{"Ines Carvalho"}, []string{"Inês Carvalho"}); got != "" {
			t.Errorf("%q: %q", text, got)
		}
	}
	if got := Named("Ada here, for Ada Lovelace", []string{"Ada Lovelace"}, []string{"Ada"}); got != "Ada Lovelace" {
		t.Errorf("%q", got)
	}
}

// row: P-062
func TestWhatMayBeOneVisitorsIsPrivate(t *testing.T) {
	known := func(plain string) bool { return strings.Contains(" parcel shipping acme returns ", " "+plain+" ") }
	who := NewVisitor([]string{"Marta Lindgren", "12 rue des lilas", "Lyon"},
		[]string{"hello, where is my parcel for maria", "we live above the bakery\nand i am pregnant, sorry"}, known)
	for text, want := range map[string]bool{
		"Your parcel leaves us within two working days.": false,
		"Shipping is free at ACME. You pay nothing.":     false,
		"Hello and sorry. My parcel is where we are...":  false,
		"You pay 12 euros":                   true,
		"Write to me@acme.test":              true,
		"See https://shop.acme.test/returns": true,
		"See www.acme.test":                  true,
		"Pay here: pay.acme.test, thanks.":   true,
		"Pay at acme/akdjfhgkqz.":            true,
		"Merci marta, c'est fait.":           true,
		"Your parcel for lindgren is here.":  true,
		"No problem maria, it is here.":      true,
		"It comes to the bakery.":            true,
		"All is well if one is PREGNANT.":    true,
		"It goes to Marseille today.":        true,
		"Paul will have it.":                 true,
		"It is on its way to lyon.":          true,
		"Rue des lilas it is.":               true,
		"We know {visitor_name}.":            true,
		"مرحبا يا فاطمة طلبك في الطريق":      true,
		"今日お届けします":                           true,
		"Вы получите его завтра.":            true, // its first word has a capital, and no list of words knows it
	} {
		if got := who.Private(text); got != want {
			t.Errorf("%q: %v", text, got)
		}
	}
}

// row: P-062
func TestNoFigureAndNoNameOfTheVisitorGetsThrough(t *testing.T) {
	any := func(string) bool { return true }
	rapid.Check(t, func(t *rapid.T) {
		name := rapid.StringMatching(`[A-Z][a-zé]{3,7}zq`).Draw(t, "name")
		before := rapid.SampledFrom([]string{"", "we thank ", "your parcel, "}).Draw(t, "before")
		after := rapid.SampledFrom([]string{"", " is here.", "\nbye", "’s parcel"}).Draw(t, "after")
		said := rapid.SampledFrom([]string{name, strings.ToLower(name), strings.ToUpper(name)}).Draw(t, "said")
		number := rapid.StringMatching(`[0-9]{1,19}`).Draw(t, "number")
		for _, held := range []string{said, number} {
			if text := before + held + after; !NewVisitor([]string{"x " + name}, nil, any).Private(text) {
				t.Fatalf("%q is proposed to others", text)
			}
		}
	})
}

// Whatever is written, it is looked over.
func FuzzLook(f *testing.F) {
	for _, seed := range []string{"4111 1111 1111 1111", "FR76 3000 6000 0112 3456 7890 189", "{visitor_name}", "Ines-\u0301", "\xff\xfe-"} {
		f.Add(seed, "Ines Carvalho")
	}
	f.Fuzz(func(t *testing.T, text, name string) {
		for _, c := range Look(Message{Text: text, Others: []string{name}, Variables: []string{"visitor_name"}}, everything) {
			if c.Reason == Card && !strings.Contains(text, c.Found) {
				t.Errorf("%q does not stand in %q", c.Found, text)
			}
		}
		NewVisitor([]string{name}, []string{text}, func(string) bool { return false }).Private(text)
	})
}

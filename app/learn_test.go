package app

import (
	"testing"

	"github.com/parley-desk/parley/app/cache"
	"github.com/parley-desk/parley/backend/desk"
	"github.com/parley-desk/parley/backend/wire"
)

// row: P-062
func TestWhatIsLearntIsNobodys(t *testing.T) {
	for name, c := range map[string]struct {
		theirs        []string
		asked, answer string
	}{
		"a name they only said, as people type":  {nil, "hi my name is maria lopez, where is my parcel", "no problem maria, it ships again tomorrow morning"},
		"a script without capitals":              {[]string{"Fatima Haddad"}, "أين طلبي", "مرحبا يا فاطمة حداد طلبك في الطريق اليوم"},
		"the same, the name known as it writes":  {[]string{"فاطمة حداد"}, "أين طلبي", "أرسلناه إلى بيت محمود في شارع النصر"},
		"a link without a scheme":                {nil, "how do I pay", "you can pay here: pay.acme.test/p/akdjfhgkqz within the day"},
		"what they said of themselves":           {nil, "we live in manchester above the bakery and i am pregnant", "we bring the cot to manchester above the bakery before the baby comes"},
		"a capital that was learnt from another": {nil, "where is it", "Thank you Maria, it ships again today"},
	} {
		before := lesson{exchanges: []exchange{{"where is it", "no problem maria, it ships again tomorrow"}}}.learn(material{}, nil, 1)
		l := lesson{theirs: c.theirs, said: []string{c.asked}, exchanges: []exchange{{c.asked, c.answer}}}
		for _, a := range l.learn(material{}, before, 2) {
			t.Errorf("%s: proposed to others: %q", name, a.Text)
		}
	}
	// What the library says is said to all.
	m := material{library: desk.Canned{
		Categories: []desk.Category{{ID: "c"}}, Answers: []desk.CannedAnswer{{ID: "a", Category: "c", Text: "The bulb has a small cap."}},
	}}
	question := "which bulb is for the wren lamp"
	l := lesson{said: []string{question}, exchanges: []exchange{{question, "It takes any bulb with a screw."}}}
	if got := l.learn(m, nil, 1); len(got) != 1 || got[0] != (cache.Answered{Key: got[0].Key, Text: "It takes any bulb with a screw.", Asked: "bulb lamp wren", At: 1}) {
		t.Errorf("%+v", got)
	}
}

// row: P-062, P-060
func TestATranslatedAnswerIsLearntInTheAgentsWords(t *testing.T) {
	v := told("c_one", 100, 4711, ada, "V")
	v.fold(wire.AgentEvent{Stream: "c_one", Seq: v.Seq + 1, At: 200, Kind: desk.MessagePosted, Actor: desk.AgentActor(ada), ID: "x",
		Text: "Collez l’étiquette sur le colis.", Original: "Stick the label on the parcel.", From: "en", To: "fr"})
	if got := v.exchanges(); len(got) != 1 || got[0].answer != "Stick the label on the parcel." {
		t.Errorf("learnt %+v", got)
	}
}

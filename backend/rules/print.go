package rules

import (
	"reflect"
	"strings"
)

// comments say once what a part of the text is about.
var comments = map[string]string{
	"skills": "Skills an agent can have, at a level from 1 to 5.",
	"hours": `Opening hours, in the local time of a zone. Hours that end before they
begin run over midnight; an exception replaces what begins on its day.`,
	"groups": `Groups: agents with one of the roles, organisations and skills, of each
list there is. Places are how many visitors may wait; with none, who finds
nobody free is not engaged.`,
	"rules": `Routing rules: which groups answer, chosen how. Rings widen with the
seconds a visitor has waited. Methods are escalation, fair, custom and
reactive; orders balanced, longest_idle, fair_share, fill_first and
best_skill; languages hard, soft and any.`,
	"targeting": `Targeting rules, tried in order: which visitors are offered a
conversation, and which routing rule answers them.`,
	"categories": `Categories of tags: the tags mapped to one are recommended at closing
where one of its targeting rules, groups or sites fits.`,
	"lifecycle": `How conversations live: closeIdleAfter in minutes, the others in seconds;
tagging offered, required or off. What is not here is as it comes.`,
	"team": `The team's page: a web address that agents open from their desktop, and
what it is called there.`,
	"files": `Files that both sides can send: up to maxMegabytes, of the kinds png, jpeg,
gif, webp, pdf, txt, csv, docx, xlsx, pptx, odt, ods, mp4, webm, mp3, ogg, m4a
and, from agents alone, zip (the pictures and pdf where none are named), until
all of them take roomGigabytes, each for keepMonths (0 for ever). What is not
here is as it comes.`,
	"tests": `Tests: a visitor, a moment, the people who are there, and what is to
become of it. A change that fails one is not made.`,
}

// Print writes a document as a text: always the same one for the same document,
// in its order, without what is empty.
func Print(d Document) string {
	var b strings.Builder
	b.WriteString(commented("Routing settings of Parley.\n\n" + Guide))
	for _, part := range fieldsOf(reflect.ValueOf(d)) {
		comment := "\n" + commented(comments[part.name])
		if part.value.Kind() != reflect.Slice {
			if !part.value.IsZero() {
				b.WriteString(comment + "[" + part.name + "]\n")
				table(&b, part.value)
			}
			continue
		}
		for i := range part.value.Len() {
			if i > 0 {
				comment = "\n"
			}
			b.WriteString(comment + "[[" + part.name + "]]\n")
			table(&b, part.value.Index(i))
		}
	}
	return b.String()
}

// table writes the fields of a table, one a line, and of a list of tables each
// on its own.
func table(b *strings.Builder, v reflect.Value) {
	for _, f := range fieldsOf(v) {
		if f.left() {
			continue
		}
		b.WriteString(f.name + " = ")
		if f.value.Kind() == reflect.Slice && f.value.Type().Elem().Kind() == reflect.Struct {
			b.WriteString("[\n")
			for i := range f.value.Len() {
				b.WriteString("    " + inline(f.value.Index(i)) + ",\n")
			}
			b.WriteString("]\n")
			continue
		}
		b.WriteString(inline(f.value) + "\n")
	}
}

package guard

import "strings"

// group is a run of digits, or of letters and digits, with nothing between them.
type group struct {
	text     string
	from, to int
}

// groups are runs that hold together: one blank or hyphen between two and nothing
// else. member says what belongs to a run.
func groups(text string, member func(rune) bool) [][]group {
	var all [][]group
	var run []group
	from := -1
	end := func(to int) {
		if from < 0 {
			return
		}
		g := group{text: text[from:to], from: from, to: to}
		if n := len(run); n > 0 && !holds(text[run[n-1].to:from]) {
			all, run = append(all, run), nil
		}
		run, from = append(run, g), -1
	}
	for i, r := range text {
		switch {
		case member(r) && from < 0:
			from = i
		case !member(r):
			end(i)
		}
	}
	end(len(text))
	if run != nil {
		all = append(all, run)
	}
	return all
}

// holds tells what may stand between two groups of one number.
func holds(between string) bool {
	switch between {
	case " ", "-", "\u00a0", "\u202f", "\u2009", ".":
		return true
	}
	return false
}

func digit(r rune) bool { return r >= '0' && r <= '9' }

func alphanumeric(r rune) bool {
	return digit(r) || r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z'
}

// smallest is how short a group inside a card's number can be: figures in pairs are
// a telephone number.
const smallest = 3

// CardNumber is the number of a payment card in a text, as it stands there; empty
// where there is none. It begins as an issuer's do, has the length of theirs, and
// its last digit is right.
func CardNumber(text string) string {
	for _, run := range groups(text, digit) {
		for i := range run {
			digits := ""
			for j := i; j < len(run) && len(digits) < 20; j++ {
				digits += run[j].text
				if issued(digits) && luhn(digits) && !article(run[i].text) {
					return text[run[i].from:run[j].to]
				}
				if len(run[j].text) < smallest {
					break
				}
			}
		}
	}
	return ""
}

// issuers are the beginnings of numbers, from and to, and their lengths.
var issuers = []struct {
	from, to string
	least    int
	most     int
}{
	{"4", "4", 13, 13}, {"4", "4", 16, 16}, {"4", "4", 19, 19}, // Visa
	{"51", "55", 16, 16}, {"2221", "2720", 16, 16}, // Mastercard
	{"34", "34", 15, 15}, {"37", "37", 15, 15}, // American Express
	{"300", "305", 14, 19}, {"36", "36", 14, 19}, {"38", "39", 14, 19}, // Diners Club
	{"6011", "6011", 16, 19}, {"644", "649", 16, 19}, {"65", "65", 16, 19}, // Discover
	{"3528", "3589", 16, 19},                   // JCB
	{"62", "62", 16, 19}, {"81", "81", 16, 19}, // UnionPay
	{"50", "50", 13, 19}, {"56", "58", 13, 19}, {"6304", "6304", 13, 19}, // Maestro
	{"639", "639", 13, 19}, {"67", "67", 13, 19},
	{"2200", "2204", 16, 19}, // Mir
}

func issued(digits string) bool {
	for _, i := range issuers {
		if n := len(i.from); len(digits) >= i.least && len(digits) <= i.most && digits[:n] >= i.from && digits[:n] <= i.to {
			return true
		}
	}
	return false
}

func luhn(digits string) bool {
	sum := 0
	for i := range digits {
		d := int(digits[len(digits)-1-i] - '0')
		if i%2 == 1 {
			if d *= 2; d > 9 {
				d -= 9
			}
		}
		sum += d
	}
	return sum%10 == 0
}

// article tells the number of an article (EAN-13), written without a blank: those of
// Germany begin as a card's of old do.
func article(digits string) bool {
	sum := 0
	for i, d := range digits {
		sum += int(d-'0') * (1 + i%2*2)
	}
	return len(digits) == 13 && sum%10 == 0
}

// BankAccount is an international account number (IBAN) in a text, as it stands
// there; empty where there is none. It has the length of its country and its check
// digits are right.
func BankAccount(text string) string {
	for _, run := range groups(text, alphanumeric) {
		for i, g := range run {
			if len(g.text) < 2 {
				continue
			}
			want := lengths[strings.ToUpper(g.text[:2])]
			number := ""
			for j := i; j < len(run) && len(number) < want; j++ {
				number += strings.ToUpper(run[j].text)
				if len(number) == want && digit(rune(number[2])) && digit(rune(number[3])) && mod97(number) {
					return text[g.from:run[j].to]
				}
			}
		}
	}
	return ""
}

// lengths are those of account numbers, by country (the SWIFT registry).
var lengths = func() map[string]int {
	all := map[string]int{}
	const table = `AD24 AE23 AL28 AT20 AZ28 BA20 BE16 BG22 BH22 BI27 BR29 BY28 CH21 CR22 CY28 CZ24 DE22 DJ27 DK18 DO28
		EE20 EG29 ES24 FI18 FK18 FO18 FR27 GB22 GE22 GI23 GL18 GR27 GT28 HR21 HU28 IE22 IL23 IQ23 IS26 IT27 JO30
		KW30 KZ20 LB28 LC32 LI21 LT20 LU20 LV21 LY25 MC27 MD24 ME22 MK19 MN20 MR27 MT31 MU30 NI28 NL18 NO15 OM23
		PK24 PL28 PS29 PT25 QA29 RO24 RS22 RU33 SA24 SC31 SD18 SE24 SI19 SK24 SM27 SO23 ST25 SV28 TL23 TN24 TR26
		UA29 VA22 VG24 XK20 YE30`
	for _, row := range strings.Fields(table) {
		all[row[:2]] = int(row[2]-'0')*10 + int(row[3]-'0')
	}
	return all
}()

func mod97(number string) bool {
	rest := 0
	for _, r := range number[4:] + number[:4] {
		if digit(r) {
			rest = (rest*10 + int(r-'0')) % 97
		} else {
			rest = (rest*100 + int(r-'A') + 10) % 97
		}
	}
	return rest == 1
}

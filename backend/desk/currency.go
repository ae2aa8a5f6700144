package desk

import "strings"

// The currencies of ISO 4217 that are money today, by how many digits of an amount
// are behind the point. Funds, metals and test codes are not among them.
const (
	noDigits    = " BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX VND VUV XAF XOF XPF "
	threeDigits = " BHD IQD JOD KWD LYD OMR TND "
	twoDigits   = " AED AFN ALL AMD AOA ARS AUD AWG AZN BAM BBD BDT BGN BMD BND BOB BRL BSD BTN BWP BYN BZD" +
		" CAD CDF CHF CNY COP CRC CUP CVE CZK DKK DOP DZD EGP ERN ETB EUR FJD FKP GBP GEL GHS GIP GMD GTQ GYD" +
		" HKD HNL HTG HUF IDR ILS INR IRR JMD KES KGS KHR KPW KYD KZT LAK LBP LKR LRD LSL MAD MDL MGA MKD MMK MNT" +
		" MOP MRU MUR MVR MWK MXN MYR MZN NAD NGN NIO NOK NPR NZD PAB PEN PGK PHP PKR PLN QAR RON RSD RUB" +
		" SAR SBD SCR SDG SEK SGD SHP SLE SOS SRD SSP STN SVC SYP SZL THB TJS TMT TOP TRY TTD TWD TZS" +
		" UAH USD UYU UZS VES VED WST XCD XCG YER ZAR ZMW ZWG "
)

// CurrencyDigits is how many digits of an amount in smallest units are behind the
// point; false for what is no currency.
func CurrencyDigits(code string) (int, bool) {
	if len(code) != 3 || strings.Contains(code, " ") {
		return 0, false
	}
	for digits, codes := range map[int]string{0: noDigits, 2: twoDigits, 3: threeDigits} {
		if strings.Contains(codes, " "+code+" ") {
			return digits, true
		}
	}
	return 0, false
}

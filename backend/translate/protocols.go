package translate

import (
	"encoding/json"
	"net/http"
	"strings"
)

// libreTranslate is the protocol of LibreTranslate and of what is compatible.
type libreTranslate struct{}

func (libreTranslate) question(key, text, from, to string) (string, http.Header, any) {
	return "/translate", http.Header{}, struct {
		Q      string `json:"q"`
		Source string `json:"source"`
		Target string `json:"target"`
		Format string `json:"format"`
		APIKey string `json:"api_key,omitempty"`
	}{text, primary(from), primary(to), "text", key}
}

func (libreTranslate) answer(body []byte) string {
	var a struct {
		TranslatedText string `json:"translatedText"`
	}
	_ = json.Unmarshal(body, &a)
	return a.TranslatedText
}

func (libreTranslate) unable(body []byte) bool {
	var a struct {
		Error string `json:"error"`
	}
	_ = json.Unmarshal(body, &a)
	return strings.HasSuffix(a.Error, " is not supported") || strings.Contains(a.Error, "not available as a target language")
}

// deepL is DeepL's protocol, version 2.
type deepL struct{}

func (deepL) question(key, text, from, to string) (string, http.Header, any) {
	return "/v2/translate", http.Header{"Authorization": {"DeepL-Auth-Key " + key}}, struct {
		Text       []string `json:"text"`
		SourceLang string   `json:"source_lang"`
		TargetLang string   `json:"target_lang"`
	}{[]string{text}, strings.ToUpper(primary(from)), deepLTarget(to)}
}

func (deepL) answer(body []byte) string {
	var a struct {
		Translations []struct {
			Text string `json:"text"`
		} `json:"translations"`
	}
	_ = json.Unmarshal(body, &a)
	if len(a.Translations) != 1 {
		return ""
	}
	return a.Translations[0].Text
}

func (deepL) unable(body []byte) bool {
	var a struct {
		Message string `json:"message"`
	}
	_ = json.Unmarshal(body, &a)
	return strings.Contains(a.Message, "_lang' not supported")
}

// deepLTarget is a language as DeepL wants to be told it: of some it asks which.
func deepLTarget(tag string) string {
	region := strings.ToUpper(tag)
	switch primary(tag) {
	case "en":
		if strings.HasSuffix(region, "-US") {
			return "EN-US"
		}
		return "EN-GB"
	case "pt":
		if strings.HasSuffix(region, "-BR") {
			return "PT-BR"
		}
		return "PT-PT"
	case "zh":
		if strings.Contains(region, "HANT") || strings.HasSuffix(region, "-TW") || strings.HasSuffix(region, "-HK") {
			return "ZH-HANT"
		}
		return "ZH-HANS"
	}
	return strings.ToUpper(primary(tag))
}

func primary(tag string) string {
	first, _, _ := strings.Cut(tag, "-")
	return strings.ToLower(first)
}

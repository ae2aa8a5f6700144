package chrome

import (
	"fmt"
	"net/http"
	"net/http/httptest"
	"testing"
)

// TestAClosedShadowRoot finds a frame where a widget hides it and types into it.
func TestAClosedShadowRoot(t *testing.T) {
	site := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Content-Type", "text/html")
		if r.URL.Path == "/frame" {
			fmt.Fprint(w, `<title>inner</title><input id=i onkeydown="if (event.key === 'Enter') document.body.append('said ' + this.value)">`)
			return
		}
		fmt.Fprint(w, `<div id=host></div><script>
			const f = document.createElement('iframe'); f.src = '/frame';
			host.attachShadow({mode: 'closed'}).append(f)</script>`)
	}))
	defer site.Close()
	p := Start(t).NewPage(site.URL+"/", Desktop)
	frame := p.Frame("document.title === 'inner'")
	frame.Focus("#i")
	p.Type("schön 😀")
	p.Press("Enter")
	frame.WaitText("said schön 😀")
	if p.Top().Holds("document.title === 'inner'") {
		t.Error("the page was taken for its frame")
	}
}

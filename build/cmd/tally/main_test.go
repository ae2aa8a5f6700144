package main

import (
	"reflect"
	"strings"
	"testing"
)

func TestTally(t *testing.T) {
	in := `{"Action":"start","Package":"p/a"}
{"Action":"run","Package":"p/a","Test":"TestTree"}
{"Action":"run","Package":"p/a","Test":"TestTree/one"}
{"Action":"pass","Package":"p/a","Test":"TestTree/one"}
{"Action":"run","Package":"p/a","Test":"TestTree/two"}
{"Action":"output","Package":"p/a","Test":"TestTree/two","Output":"    a_test.go:5: boom\n"}
{"Action":"fail","Package":"p/a","Test":"TestTree/two"}
{"Action":"fail","Package":"p/a","Test":"TestTree"}
{"Action":"run","Package":"p/a","Test":"TestSkip"}
{"Action":"output","Package":"p/a","Test":"TestSkip","Output":"    a_test.go:9: no display: none here\n"}
{"Action":"skip","Package":"p/a","Test":"TestSkip"}
{"Action":"fail","Package":"p/a","Elapsed":1}
{"Action":"skip","Package":"p/empty"}
{"ImportPath":"p/b [p/b.test]","Action":"build-output","Output":"b.go:1: no\n"}
{"ImportPath":"p/b [p/b.test]","Action":"build-fail"}
{"Action":"output","Package":"p/b","Output":"FAIL p/b [build failed]\n"}
{"Action":"fail","Package":"p/b","FailedBuild":"p/b [p/b.test]"}
{"Action":"run","Package":"p/c","Test":"Test(1)"}
{"Action":"fail","Package":"p/c","Test":"Test(1)"}
{"Action":"fail","Package":"p/c"}
{"Action":"run","Package":"p/d","Test":"TestRace"}
{"Action":"output","Package":"p/d","Test":"TestRace","Output":"WARNING: DATA RACE\n"}
{"Action":"fail","Package":"p/d","Test":"TestRace"}
{"Action":"fail","Package":"p/d"}
{"Action":"run","Package":"p/e","Test":"TestOther"}
{"Action":"fail","Package":"p/e","Test":"TestOther"}
{"Action":"run","Package":"p/e","Test":"TestCutOff"}
`
	var out strings.Builder
	want := count{passed: 1, failed: 6, skipped: 1, again: []string{"p/a ^TestTree$/^two$", "p/b -", `p/c ^Test\(1\)$`, "p/d -", "p/e -"}}
	if got := read(strings.NewReader(in), &out, ""); !reflect.DeepEqual(got, want) {
		t.Errorf("%+v, want %+v", got, want)
	}
	for _, must := range []string{"boom", "b.go:1: no", "skipped TestSkip: no display: none here", "FAIL p/c"} {
		if !strings.Contains(out.String(), must) {
			t.Errorf("missing %q in\n%s", must, out.String())
		}
	}
	if strings.Contains(out.String(), "p/empty") {
		t.Error("a package without tests is no news")
	}
}

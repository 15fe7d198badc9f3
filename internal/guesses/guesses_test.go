package guesses

import (
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"github.com/s3get/s3get/getobject/fixture"
	"github.com/s3get/s3get/getobject/getobjecttest"
	"github.com/s3get/s3get/getobject/vectors"
)

// Numbers of what the table has.
const (
	guessCount    = 109
	questionCount = 75
)

// TestChosen: the library answers each request with what the table says was chosen.
func TestChosen(t *testing.T) {
	table, err := Read()
	if err != nil {
		t.Fatal(err)
	}
	f, err := fixture.Load(table.Fixture)
	if err != nil {
		t.Fatal(err)
	}
	plain, secure := httptest.NewServer(f.Handler()), httptest.NewTLSServer(f.Handler())
	defer plain.Close()
	defer secure.Close()
	target := getobjecttest.Target{
		Addr: plain.Listener.Addr().String(), TLSAddr: secure.Listener.Addr().String(),
		TLS: secure.Client().Transport.(*http.Transport).TLSClientConfig,
	}
	n := 0
	for _, g := range table.Guesses {
		for _, q := range g.Settle {
			n++
			if err := getobjecttest.Run(t.Context(), target, vectors.File{Name: "guesses", Fixture: table.Fixture}, q.Vector()); err != nil {
				t.Error(err)
			}
		}
	}
	if len(table.Guesses) != guessCount || n != questionCount {
		t.Errorf("%d guesses and %d requests, want %d and %d", len(table.Guesses), n, guessCount, questionCount)
	}
}

// TestColumns: a row that lacks something is an error.
func TestColumns(t *testing.T) {
	const row = `"id": "a/b", "rule": "c/d", "chose": "This.", "why": "That.", "never": "So."`
	rest := func(old, new string) string { return strings.Replace(row, old, new, 1) }
	if _, err := parse([]byte(`{"guesses": [{` + row + `}]}`)); err != nil {
		t.Fatal(err)
	}
	for _, bad := range []string{
		rest(`a/b`, `a`), rest(`"rule": "c/d", `, ``), row + `, "about": "x"`, rest(`This.`, `this`), rest(`That.`, ``), rest(`"So."`, `"so"`),
		rest(`, "never": "So."`, ``), row + `, "byHand": "Do."`, row + `, "command": "x"`, row + `, "settle": [{}]`, row + `, "other": 1`,
		row + `}, {` + row,
	} {
		if table, err := parse([]byte(`{"guesses": [{` + bad + `}]}`)); err == nil {
			t.Errorf("parse(%s) = %+v, want an error", bad, table)
		}
	}
}

// TestPage: each row of a page says what settles the guess, or why nothing does.
func TestPage(t *testing.T) {
	table, err := Read()
	if err != nil {
		t.Fatal(err)
	}
	byID := map[string]Entry{}
	for _, e := range table.Page().Guesses {
		if e.Settle == "" || len(e.Settle) > 1000 {
			t.Errorf("%s: settle = %q", e.ID, e.Settle)
		}
		byID[e.ID] = e
	}
	for id, want := range map[string]string{
		"range/unit-case":      "GET /guess/ten, Range: Bytes=0-1",
		"address/target":       "GET /guess/ten?x=a×8300",
		"address/host":         "GET /guess/ten, Host: a,b, not signed",
		"signature/early":      "GET /guess/ten, presigned 840 seconds ahead; GET /guess/ten, presigned 960 seconds ahead",
		"address/prefix":       "Nothing: S3 is not mounted below a prefix: there is nothing to ask.",
		"policy/not-principal": "A bucket policy that denies with each NotPrincipal of the vectors, and a GET by the user, by a session of the role, and anonymously.",
	} {
		if got := byID[id].Settle; got != want {
			t.Errorf("%s: settle = %q, want %q", id, got, want)
		}
	}
	if got := byID["order/insecure-key-first"].Settle; !strings.HasSuffix(got, ", signed by nobody known, over plain HTTP") {
		t.Errorf("order/insecure-key-first: settle = %q", got)
	}
	if got, want := byID["range/unit-case"].SettleCommand, "go run ./internal/tools/settle -only range/unit-case"; got != want {
		t.Errorf("SettleCommand = %q, want %q", got, want)
	}
}

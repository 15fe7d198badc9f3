package playground

import (
	"encoding/json"
	"strings"
	"testing"
	"time"

	"github.com/s3get/s3get/internal/demo"
)

// noon is the time of the tests.
var noon = time.Date(2026, 1, 2, 12, 0, 0, 0, time.UTC)

// newEngine returns an engine at noon.
func newEngine() *Engine { return &Engine{now: func() time.Time { return noon }} }

// get is a request of nobody's for a target.
func get(target string, header ...string) request {
	q := request{Method: "GET", Host: "localhost", Target: target}
	for i := 0; i < len(header); i += 2 {
		q.Header = append(q.Header, [2]string{header[i], header[i+1]})
	}
	return q
}

// answerTo answers a request over the demo.
func answerTo(t testing.TB, q request) *answer {
	t.Helper()
	a, failed := callEngine[answer](t, newEngine(), "answer", question{string(demo.Fixture()), q})
	if failed != "" {
		t.Fatalf("answer to %+v: %s", q, failed)
	}
	return &a
}

// TestDemo loads the fixture to begin with.
func TestDemo(t *testing.T) {
	d, failed := callEngine[shown](t, newEngine(), "demo", struct{}{})
	if failed != "" || d.Fixture != string(demo.Fixture()) {
		t.Errorf("demo = %.40q, %s", d.Fixture, failed)
	}
}

// TestFailures calls what fails.
func TestFailures(t *testing.T) {
	fixture, _ := json.Marshal(string(demo.Fixture()))
	for _, c := range []struct{ method, argument, want string }{
		{"nothing", "{}", `no method "nothing"`},
		{"answer", "", "unexpected end of JSON"},
		{"answer", "[]", "cannot unmarshal array"},
		{"answer", `{"fixture": "{"}`, "fixture: document"},
		{"answer", `{"fixture": ` + string(fixture) + `, "request": {"method": "GET", "target": "/", "time": "noon"}}`, "cannot parse"},
		{"answer", `{"fixture": ` + string(fixture) + `, "request": {"method": "GET", "target": "/", "as": "x"}}`, `no principal "x"`},
		{"answer", `{"fixture": ` + string(fixture) + `, "request": {"method": "GET", "target": "/", "sign": "query"}}`, "nobody cannot sign"},
		{"answer", `{"fixture": ` + string(fixture) + `, "request": {"method": "GET", "target": "/", "as": "owner", "sign": "x"}}`, "not none, header or query"},
		{"answer", `{"fixture": ` + string(fixture) + `, "request": {"method": "G ET", "target": "/"}}`, "no method"},
		{"answer", `{"fixture": ` + string(fixture) + `, "request": {"method": "GET", "target": "/a b"}}`, "no blanks"},
		{"answer", `{"fixture": ` + string(fixture) + `, "request": {"method": "GET", "target": ""}}`, "target is empty"},
		{"answer", `{"fixture": ` + string(fixture) + `, "request": {"method": "GET", "target": "x"}}`, "no server of Go reads"},
		{"answer", `{"fixture": ` + string(fixture) + `, "request": {"method": "GET", "target": "/", "host": "a b"}}`, "no host"},
		{"answer", `{"fixture": ` + string(fixture) + `, "request": {"method": "GET", "target": "/", "header": [["a b", ""]]}}`, "no name of a header field"},
		{"answer", `{"fixture": ` + string(fixture) + `, "request": {"method": "GET", "target": "/", "header": [["a", "b\nc: d"]]}}`, "line break"},
		{"serveContent", `{"fixture": "{"}`, "fixture: document"},
		{"serveContent", `{"fixture": ` + string(fixture) + `, "request": {"method": ""}}`, "no method"},
		{"vector", `{}`, "fixture of the vector is missing"},
		{"vector", `{"fixture": {}, "time": "noon"}`, "cannot parse"},
		{"vector", `{"fixture": {}, "vector": {"request": {"method": "GET", "as": "x"}}}`, `no principal "x"`},
		{"parse", `{"text": " "}`, "nothing to read"},
	} {
		result := newEngine().Call(c.method, c.argument)
		var f struct{ Error string }
		if err := json.Unmarshal([]byte(result), &f); err != nil || !strings.Contains(f.Error, c.want) {
			t.Errorf("Call(%s, %.80s) = %.200s, want %q", c.method, c.argument, result, c.want)
		}
	}
}

// TestFault checks that a panic is an error of the call.
func TestFault(t *testing.T) {
	e := &Engine{now: func() time.Time { panic("no clock") }}
	_, failed := callEngine[opened](t, e, "vector", map[string]any{"fixture": struct{}{}})
	if failed != "a fault of the engine: no clock" {
		t.Errorf("a panic = %q, want a fault of the engine", failed)
	}
}

// TestLoad checks that a fixture which is read again is loaded once, and another is not taken for it.
func TestLoad(t *testing.T) {
	e := newEngine()
	one, err := e.load(string(demo.Fixture()))
	if err != nil {
		t.Fatal(err)
	}
	if again, _ := e.load(string(demo.Fixture())); again != one {
		t.Error("a fixture that was loaded is loaded again")
	}
	if other, err := e.load(`{"buckets": [{"name": "other"}]}`); err != nil || other == one {
		t.Errorf("another fixture = %p, %v", other, err)
	}
}

// BenchmarkAnswer answers one request after another over a state, as somebody types.
func BenchmarkAnswer(b *testing.B) {
	argument, err := json.Marshal(question{string(demo.Fixture()), get("/demo/hello.txt", "If-None-Match", "*")})
	if err != nil {
		b.Fatal(err)
	}
	e := newEngine()
	for b.Loop() {
		if result := e.Call("answer", string(argument)); strings.HasPrefix(result, `{"error"`) {
			b.Fatal(result)
		}
	}
}

package playground

import (
	"encoding/base64"
	"encoding/json"
	"encoding/xml"
	"net/http"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/s3get/s3get/getobject/vectors"
)

// callEngine calls the engine as the page does.
func callEngine[Out any](t testing.TB, e *Engine, method string, in any) (out Out, failed string) {
	t.Helper()
	argument, err := json.Marshal(in)
	if err != nil {
		t.Fatal(err)
	}
	result := e.Call(method, string(argument))
	var f struct{ Error string }
	if err := json.Unmarshal([]byte(result), &f); err != nil {
		t.Fatalf("%s: %v in %.200s", method, err, result)
	}
	if err := json.Unmarshal([]byte(result), &out); err != nil {
		t.Fatalf("%s: %v in %.200s", method, err, result)
	}
	return out, f.Error
}

// TestVectors asks each vector through the engine. What it expects is there as over a socket.
func TestVectors(t *testing.T) {
	if testing.Short() {
		t.Skip("asks every vector")
	}
	files, err := vectors.All()
	if err != nil {
		t.Fatal(err)
	}
	asked := 0
	for _, file := range files {
		e := new(Engine)
		for _, v := range file.Vectors {
			asked++
			o, failed := callEngine[opened](t, e, "vector", map[string]any{"fixture": file.Fixture, "vector": v})
			if failed != "" {
				t.Errorf("%s: vector: %s", v.ID, failed)
				continue
			}
			a, failed := callEngine[answer](t, e, "answer", question{o.Fixture, o.Request})
			if failed != "" {
				t.Errorf("%s: answer: %s", v.ID, failed)
				continue
			}
			compare(t, v, &a)
		}
	}
	if asked < 1000 {
		t.Errorf("asked %d vectors: these cannot be all", asked)
	}
}

// compare compares an answer with what a vector expects.
func compare(t *testing.T, v vectors.Vector, a *answer) {
	t.Helper()
	want := v.Expect
	if a.Status != want.Status {
		t.Errorf("%s: status = %d by %s, want %d", v.ID, a.Status, a.Rule, want.Status)
		return
	}
	if v.Rule != "" && a.Rule != v.Rule && !strings.HasPrefix(v.Rule, "header/") && v.Rule != "cors/actual" {
		t.Errorf("%s: decided by %q, want %s", v.ID, a.Rule, v.Rule)
	}
	lines := func(name string) (values []string) {
		for _, l := range a.Header {
			if strings.EqualFold(l.Name, name) {
				values = append(values, l.Value)
			}
		}
		return values
	}
	at, err := time.Parse(time.RFC3339, a.Request.Time)
	if err != nil {
		t.Fatal(err)
	}
	for name, text := range want.Headers {
		text, err := vectors.Expand(text, at)
		if err != nil {
			t.Fatal(err)
		}
		p, err := vectors.ParsePattern(text)
		if err != nil {
			t.Fatal(err)
		}
		if got := lines(name); len(got) != 1 || !p.Match(got[0]) {
			t.Errorf("%s: %s = %q, want %s", v.ID, name, got, text)
		}
	}
	for _, name := range want.Absent {
		if got := lines(name); got != nil {
			t.Errorf("%s: %s = %q, want none", v.ID, name, got)
		}
	}
	compareDocument(t, v, a)
	compareBody(t, v, a)
}

// compareDocument compares an error document.
func compareDocument(t *testing.T, v vectors.Vector, a *answer) {
	t.Helper()
	if v.Request.Method == http.MethodHead && a.Document != "" {
		t.Errorf("%s: HEAD has the document %q", v.ID, a.Document)
	}
	if v.Expect.Error == nil && v.Expect.ErrorOrder == nil {
		return
	}
	var document struct {
		Elements []struct {
			XMLName xml.Name
			Text    string `xml:",chardata"`
		} `xml:",any"`
	}
	if err := xml.Unmarshal([]byte(a.Document), &document); err != nil {
		t.Errorf("%s: document %q: %v", v.ID, a.Document, err)
		return
	}
	var order []string
	texts := map[string]string{}
	for _, el := range document.Elements {
		order = append(order, el.XMLName.Local)
		texts[el.XMLName.Local] = el.Text
	}
	for name, want := range v.Expect.Error {
		if got, ok := texts[name]; !ok || want != "*" && got != want || want == "*" && got == "" {
			t.Errorf("%s: element %s = %q, want %q", v.ID, name, got, want)
		}
	}
	if want := v.Expect.ErrorOrder; want != nil && !slices.Equal(order, want) {
		t.Errorf("%s: elements %q, want %q", v.ID, order, want)
	}
}

// compareBody compares the window of a body, and its first bytes.
func compareBody(t *testing.T, v vectors.Vector, a *answer) {
	t.Helper()
	b := a.Body
	none := b == nil || b.Length == 0
	switch want := v.Expect.BodyRange; want.Kind {
	case vectors.None:
		if !none && a.Document == "" {
			t.Errorf("%s: body %+v, want none", v.ID, b)
		}
	case vectors.Whole:
		if b == nil || b.Offset != 0 || b.Length != b.Size {
			t.Errorf("%s: body %+v, want all of it", v.ID, b)
		}
	case vectors.Part:
		if b == nil || b.Offset != want.First || b.Length != want.Last-want.First+1 {
			t.Errorf("%s: body %+v, want %v", v.ID, b, want)
		}
	}
	if b == nil {
		return
	}
	first := b.Text
	if b.Base64 != "" {
		plain, err := base64.StdEncoding.DecodeString(b.Base64)
		if err != nil {
			t.Fatal(err)
		}
		first = string(plain)
	}
	if b.Aborted || b.Sent != min(b.Length, b.Sent) || (b.Length > 0) != (first != "") {
		t.Errorf("%s: body %+v, want one that is sent", v.ID, b)
	}
}

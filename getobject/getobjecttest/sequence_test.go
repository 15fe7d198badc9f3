package getobjecttest_test

import (
	"bufio"
	"bytes"
	"errors"
	"io"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"github.com/s3get/s3get/getobject/getobjecttest"
	"github.com/s3get/s3get/getobject/vectors"
)

// sequences reads the steps of a sequence over a fixture with a principal.
func sequences(t *testing.T, steps string) (vectors.SequenceFile, vectors.Sequence) {
	t.Helper()
	text := `{"fixture": {"principals": [{"name": "owner", "accessKey": "AKID", "secretKey": "s", "actions": ["*"]}], "buckets": [{"name": "b"}]},
		"vectors": [{"id": "a/b", "why": "W", "spec": ["S3 PutObject"], "kind": "required", "source": "S", "steps": [` + steps + `]}]}`
	files, err := vectors.LoadSequences(fstest.MapFS{"a.json": {Data: []byte(text)}})
	if err != nil {
		t.Fatal(err)
	}
	return files[0], files[0].Sequences[0]
}

// runSteps sends the steps of a sequence to a handler.
func runSteps(t *testing.T, h http.HandlerFunc, steps string) error {
	t.Helper()
	f, s := sequences(t, steps)
	server := httptest.NewServer(h)
	defer server.Close()
	target := getobjecttest.Target{Addr: server.Listener.Addr().String(), Now: func() time.Time { return noon }}
	return getobjecttest.RunSequence(t.Context(), target, f, s)
}

const (
	xmlStart = `<?xml version="1.0" encoding="UTF-8"?>` + "\n"
	listing  = xmlStart + `<L xmlns="http://s3.amazonaws.com/doc/2006-03-01/"><Name>b</Name><C><Key>a</Key></C><C><Key>b</Key></C></L>`
)

// TestSequenceMismatch: each thing that a step expects is found if it is not so, and nothing
// else is.
func TestSequenceMismatch(t *testing.T) {
	const step = `{"request": {"method": "GET", "bucket": "b", "key": "k"}, "expect": {"status": 200,
		"headers": {"ETag": "\"x\""}, "absent": ["x-amz-version-id"],
		"elements": {"L/Name": "b", "L/C[2]/Key": "/[a-c]/"}, "count": {"L/C": 2, "L/D": 0}, "children": {"L": ["Name", "C", "C"]}, "contains": ["<Name>", "<C>"]},
		"capture": {"tag": {"header": "ETag"}, "first": {"element": "L/C[1]/Key"}}}`
	for name, c := range map[string]struct {
		old, new string // in the document
		header   [2]string
		status   int
		want     []string
	}{
		"as expected":     {},
		"status":          {status: 206, want: []string{"status"}},
		"header":          {header: [2]string{"ETag", `"y"`}, want: []string{"header ETag"}},
		"absent header":   {header: [2]string{"x-amz-version-id", "null"}, want: []string{"header x-amz-version-id"}},
		"element":         {old: "<Name>b<", new: "<Name>c<", want: []string{"L/Name"}},
		"element twice":   {old: "<Name>b</Name>", new: "<Name>b</Name><Name>b</Name>", want: []string{"L/Name", "children of L"}},
		"pattern":         {old: "<Key>b<", new: "<Key>d<", want: []string{"L/C[2]/Key"}},
		"missing element": {old: "<C><Key>b</Key></C>", new: "", want: []string{"L/C[2]/Key", "number of L/C", "children of L"}},
		"too many":        {old: "</L>", new: "<D/></L>", want: []string{"number of L/D", "children of L"}},
		"order":           {old: "<Name>b</Name><C><Key>a</Key></C>", new: "<C><Key>a</Key></C><Name>b</Name>", want: []string{"children of L"}},
		"namespace":       {old: ` xmlns="http://s3.amazonaws.com/doc/2006-03-01/"`, new: "", want: []string{"document", "capture first"}},
		"declaration":     {old: "\n", new: "", want: []string{"document", "capture first"}},
		"no document":     {old: listing, new: "<Name><C>", want: []string{"document", "capture first"}},
		"capture":         {old: "<Key>a<", new: "<Key><", want: []string{"capture first"}},
	} {
		h := func(w http.ResponseWriter, _ *http.Request) {
			w.Header()["ETag"] = []string{`"x"`}
			if c.header[0] != "" {
				w.Header()[c.header[0]] = []string{c.header[1]}
			}
			if c.status != 0 {
				w.WriteHeader(c.status)
			}
			io.WriteString(w, strings.Replace(listing, c.old, c.new, 1))
		}
		got := slices.DeleteFunc(whats(runSteps(t, h, step)), func(what string) bool { return what == "answer" || what == "body" })
		if !slices.Equal(got, c.want) {
			t.Errorf("%s: %q differ, want %q", name, got, c.want)
		}
	}
}

// TestSequenceError: error documents and bodies are compared, and what differs is told with the
// step.
func TestSequenceError(t *testing.T) {
	refused := func(w http.ResponseWriter, _ *http.Request) {
		w.WriteHeader(404)
		io.WriteString(w, xmlStart+"<Error><Code>NoSuchKey</Code></Error>")
	}
	ask := func(expect string) string {
		return `{"request": {"method": "DELETE", "bucket": "b", "key": "k"}, "expect": ` + expect + `}`
	}
	for expect, want := range map[string][]string{
		`{"status": 404, "error": {"Code": "NoSuchKey"}, "errorOrder": ["Code"]}`: nil,
		`{"status": 404, "error": {"Code": "NoSuchUpload"}}`:                      {"error Code", "answer"},
		`{"status": 404, "contains": ["NoSuchKey", "Error", "Error"]}`:            {"body", "answer"},
		`{"status": 404, "body": {"text": "x"}}`:                                  {"body", "answer"},
		`{"status": 404, "bodyRange": "none"}`:                                    {"body", "answer"},
	} {
		if got := whats(runSteps(t, refused, ask(expect))); !slices.Equal(got, want) {
			t.Errorf("%s: %q differ, want %q", expect, got, want)
		}
	}
	err := runSteps(t, refused, ask(`{"status": 404}`)+","+ask(`{"status": 204}`))
	if m := (*getobjecttest.Mismatch)(nil); !errors.As(err, &m) || m.Vector != "a/b step 2" || m.What != "status" {
		t.Errorf("the second step: %v, want its status", err)
	}
}

// TestSequenceSent: what a step says is what is sent, and what was captured stands in it.
func TestSequenceSent(t *testing.T) {
	var got []string
	h := func(w http.ResponseWriter, r *http.Request) {
		body, err := io.ReadAll(r.Body)
		if err != nil {
			t.Error(err)
		}
		got = append(got, r.Method+" "+r.RequestURI+" "+r.Header.Get("If-Match")+" "+string(body))
		w.Header()["ETag"] = []string{"tag+"}
	}
	err := runSteps(t, h, `
		{"request": {"method": "PUT", "bucket": "b", "key": "k"}, "body": {"text": "{{iso}}"}, "expect": {"status": 200}, "capture": {"tag": {"header": "ETag"}}},
		{"request": {"method": "POST", "bucket": "b", "key": "{{tag}}", "query": [["uploadId", "{{tag}}"]], "headers": [["If-Match", "{{tag}}"]]}, "body": {"size": 3}, "expect": {"status": 200, "headers": {"ETag": "{{tag}}"}}},
		{"request": {"method": "GET", "bucket": "", "key": ""}, "expect": {"status": 200}}`)
	want := []string{"PUT /b/k  2026-01-02T12:00:00.000Z", "POST /b/tag%2B?uploadId=tag%2B tag+ \x00\x01\x02", "GET /  "}
	if err != nil || !slices.Equal(got, want) {
		t.Errorf("sent %q, %v, want %q", got, err, want)
	}
}

// TestSequenceChunks: chunks, their extensions and the trailer stand where S3 has them.
func TestSequenceChunks(t *testing.T) {
	var body []byte
	var hash string
	h := func(_ http.ResponseWriter, r *http.Request) {
		body, _ = io.ReadAll(r.Body)
		hash = r.Header.Get("X-Amz-Content-Sha256") + " " + r.Header.Get("X-Amz-Decoded-Content-Length") + " " + r.Header.Get("X-Amz-Trailer")
	}
	send := func(chunked string) string {
		t.Helper()
		if err := runSteps(t, h, `{"request": {"method": "PUT", "bucket": "b", "key": "k", "as": "owner", "host": "b.example"}, "body": {"text": "hello", "chunked": `+chunked+`}, "expect": {"status": 200}}`); err != nil {
			t.Fatal(err)
		}
		return string(body)
	}
	if got, want := send(`{"size": 3, "trailer": [["x-a", "1"]]}`), "3\r\nhel\r\n2\r\nlo\r\n0\r\nx-a:1\r\n\r\n"; got != want || hash != "STREAMING-UNSIGNED-PAYLOAD-TRAILER 5 x-a" {
		t.Errorf("unsigned: %q with %s, want %q", got, hash, want)
	}
	whole := send(`{"signed": true, "trailer": [["x-a", "1"]]}`)
	lines := bufio.NewScanner(strings.NewReader(whole))
	var shape []string
	for lines.Scan() {
		name, _, _ := strings.Cut(strings.TrimRight(lines.Text(), "0123456789abcdef"), ":")
		shape = append(shape, name)
	}
	if want := []string{"5;chunk-signature=", "hello", "0;chunk-signature=", "x-a", "x-amz-trailer-signature", ""}; !slices.Equal(shape, want) {
		t.Errorf("signed: %q, want the shape %q", shape, want)
	}
	for _, damage := range []string{"data", "signature", "trailer", "trailer-signature"} {
		other := send(`{"signed": true, "trailer": [["x-a", "1"]], "damage": "` + damage + `"}`)
		if len(other) != len(whole) || other == whole {
			t.Errorf("damaged %s: %q", damage, other)
		}
		differing := 0
		for i := range other {
			if other[i] != whole[i] {
				differing++
			}
		}
		if differing != 1 {
			t.Errorf("damaged %s: %d bytes differ", damage, differing)
		}
	}
}

// TestSequenceForm: the fields of a form come before its file, and a policy with its signature.
func TestSequenceForm(t *testing.T) {
	var names []string
	var file []byte
	h := func(_ http.ResponseWriter, r *http.Request) {
		parts, err := r.MultipartReader()
		for err == nil {
			part, next := parts.NextPart()
			if err = next; err == nil {
				names = append(names, part.FormName())
				if part.FileName() == "f.txt" {
					file, _ = io.ReadAll(part)
				}
			}
		}
	}
	err := runSteps(t, h, `{"request": {"method": "POST", "bucket": "b", "key": "", "as": "owner"},
		"body": {"text": "hello", "form": {"fields": [["key", "k"]], "fileName": "f.txt", "policy": {"expiration": "{{iso+60}}"}}}, "expect": {"status": 200}}`)
	want := []string{"key", "policy", "x-amz-algorithm", "x-amz-credential", "x-amz-date", "x-amz-signature", "file"}
	if err != nil || !slices.Equal(names, want) || !bytes.Equal(file, []byte("hello")) {
		t.Errorf("sent %q with %q, %v, want %q", names, file, err, want)
	}
}

// TestSequenceContinue: an interim response is not the answer.
func TestSequenceContinue(t *testing.T) {
	h := func(w http.ResponseWriter, r *http.Request) {
		io.Copy(io.Discard, r.Body)
		w.Header()["ETag"] = []string{"x"}
	}
	err := runSteps(t, h, `{"request": {"method": "PUT", "bucket": "b", "key": "k", "headers": [["Expect", "100-continue"]]}, "body": {"text": "x"}, "expect": {"status": 200, "headers": {"ETag": "x"}}}`)
	if err != nil {
		t.Error(err)
	}
}

package vectors_test

import (
	"errors"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"

	"github.com/s3get/s3get/getobject/vectors"
)

// full is a file in which every member occurs.
const full = `{
  "fixture": {"buckets": [{"name": "b"}]},
  "vectors": [{
    "id": "area/name-1.0", "why": "W", "spec": ["RFC 9110 §14.2"], "kind": "quirk", "source": "S",
    "rule": "r/r", "catches": ["C"],
    "request": {
      "method": "GET", "bucket": "b", "key": "k",
      "query": [["a"], ["b", "c"]], "headers": [["Range", "{{now+1}}"]],
      "as": "owner", "presigned": true, "host": "h", "tls": true,
      "sign": {"accessKey": "A", "secretKey": "K", "token": "T", "region": "r", "service": "s",
        "age": -5, "expires": 0, "unsigned": [["U", ""]], "drop": ["D"], "replace": [["P", "v"]]}
    },
    "expect": {
      "status": 416, "headers": {"ETag": "*", "X-A": "/a+/"}, "absent": ["X-B"],
      "error": {"Code": "E"}, "errorOrder": ["Code", "Message"], "bodyRange": [0, 9]
    }
  }]
}`

func load(files ...string) ([]vectors.File, error) {
	fsys := fstest.MapFS{"README.md": {Data: []byte("no vectors")}}
	for i, data := range files {
		fsys[string(rune('a'+i))+".json"] = &fstest.MapFile{Data: []byte(data)}
	}
	return vectors.Load(fsys)
}

// TestLoadFull reads every member into its field.
func TestLoadFull(t *testing.T) {
	expires := int64(0)
	want := []vectors.File{{
		Name:    "a",
		Fixture: []byte(`{"buckets": [{"name": "b"}]}`),
		Vectors: []vectors.Vector{{
			ID: "area/name-1.0", Why: "W", Spec: []string{"RFC 9110 §14.2"}, Kind: vectors.Quirk, Source: "S",
			Rule: "r/r", Catches: []string{"C"},
			Request: vectors.Request{
				Method: "GET", Bucket: "b", Key: "k",
				Query:   []vectors.Item{{Name: "a", Bare: true}, {Name: "b", Value: "c"}},
				Headers: []vectors.Line{{Name: "Range", Value: "{{now+1}}"}},
				As:      "owner", Presigned: true, Host: "h", TLS: true,
				Sign: &vectors.Sign{
					AccessKey: "A", SecretKey: "K", Token: "T", Region: "r", Service: "s", Age: -5, Expires: &expires,
					Unsigned: []vectors.Line{{Name: "U"}}, Drop: []string{"D"},
					Replace: []vectors.Line{{Name: "P", Value: "v"}},
				},
			},
			Expect: vectors.Expect{
				Status: 416, Headers: map[string]string{"ETag": "*", "X-A": "/a+/"}, Absent: []string{"X-B"},
				Error: map[string]string{"Code": "E"}, ErrorOrder: []string{"Code", "Message"},
				BodyRange: vectors.BodyRange{Kind: vectors.Part, First: 0, Last: 9},
			},
		}},
	}}
	got, err := load(full)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("Load (-want +got):\n%s", diff)
	}
	if r := got[0].Vectors[0].Request; !r.Signed() || !r.Virtual() {
		t.Errorf("Signed, Virtual = %v, %v; want true, true", r.Signed(), r.Virtual())
	}
}

// TestLoadCorrupt breaks the full file in one place at a time. Every error names the
// file, and the vector if one is at fault.
func TestLoadCorrupt(t *testing.T) {
	const vector = "area/name-1.0"
	tests := []struct{ old, new, want string }{
		{full, ``, "a.json"},
		{full, `null`, "a.json"},
		{full, `{"fixture": {}, "vectors": []}`, "no vectors"},
		{full, `{"fixture": {}}`, "no vectors"},
		{full, `{"fixture": {}, "vectors": [null]}`, "vectors[0]"},
		{full, full + full, "after top-level"},
		{full, full + `]`, "after top-level"},
		{`"fixture": {"b`, `"Fixture": {"b`, "Fixture: unknown"},
		{`{"buckets": [{"name": "b"}]}`, `[]`, "fixture"},
		{`{"name": "b"}`, `{"name": "b", "name": "b"}`, "fixture.buckets.name: member stands twice"},
		{`"fixture"`, `"more": 1, "fixture"`, "more: unknown"},
		{`"fixture"`, `"vectors": [], "fixture"`, "vectors: member stands twice"},
		{`"name": "b"`, "\"name\": \"\xff\"", "UTF-8"},
		{`"rule"`, `"rules"`, vector + ": rules: unknown"},
		{`"rule"`, `"Why"`, vector + ": Why: unknown"},
		{`"method"`, `"body": "", "method"`, vector + ": request.body: unknown"},
		{`"age"`, `"Age"`, vector + ": request.sign.Age: unknown"},
		{`"status"`, `"code": 1, "status"`, vector + ": expect.code: unknown"},
		{`"rule"`, `"why": "X", "rule"`, vector + ": why: member stands twice"},
		{`"status"`, `"status": 200, "status"`, vector + ": expect.status: member stands twice"},
		{`"ETag": "*"`, `"ETag": "*", "ETag": "*"`, vector + ": expect.headers.ETag: member stands twice"},
		{`"ETag": "*"`, `"ETag": "*", "etag": "*"`, vector + ": expect.headers"},
		{`"area/name-1.0"`, `"area"`, "area: id"},
		{`"area/name-1.0"`, `"a/b/c"`, "a/b/c: id"},
		{`"area/name-1.0"`, `"a/"`, "a/: id"},
		{`"area/name-1.0"`, `"/a"`, "/a: id"},
		{`"area/name-1.0"`, `"A/b"`, "A/b: id"},
		{`"area/name-1.0"`, `1`, "vectors[0]"},
		{`"W"`, `""`, vector + ": why"},
		{`"S"`, `""`, vector + ": why and source"},
		{`["RFC 9110 §14.2"]`, `[]`, vector + ": spec"},
		{`["RFC 9110 §14.2"]`, `[""]`, vector + ": spec"},
		{`"quirk"`, `"quirky"`, vector + ": kind"},
		{`"GET"`, `"PUT"`, vector + ": request.method"},
		{`"bucket": "b"`, `"bucket": ""`, vector + ": request.bucket"},
		{`["a"]`, `[]`, vector + ": a query item"},
		{`["a"]`, `["a", "b", "c"]`, vector + ": a query item"},
		{`["a"]`, `[null]`, vector + ": null is no text"},
		{`["a"]`, `"a"`, vector},
		{`["Range", "{{now+1}}"]`, `["Range"]`, vector + ": a line"},
		{`["Range", "{{now+1}}"]`, `["Range", "", ""]`, vector + ": a line"},
		{`["Range", "{{now+1}}"]`, `["Range", 1]`, vector},
		{`["Range", "{{now+1}}"]`, `["", "v"]`, vector + ": request.headers[0]"},
		{`["Range", "{{now+1}}"]`, `["Ra nge", "v"]`, vector + ": request.headers[0]"},
		{`["Range", "{{now+1}}"]`, `["Range", "a\r\nB: c"]`, vector + ": request.headers[0]"},
		{`{{now+1}}`, `{{then}}`, vector + ": request.headers[0]"},
		{`"host": "h"`, `"host": "h\n"`, vector + ": request.host"},
		{`"host": "h"`, `"host": "h", "style": "path"`, vector + ": request.host"},
		{`"host": "h"`, `"style": "dns"`, vector + ": request.style"},
		{`"tls": true`, `"tls": 1`, vector},
		{`"accessKey": "A", "secretKey": "K"`, `"accessKey": "A"`, vector + ": request.sign.secretKey"},
		{`["D"]`, `[""]`, vector + ": request.sign.drop"},
		{`["U", ""]`, `["U", "\n"]`, vector + ": request.sign.unsigned[0]"},
		{`["P", "v"]`, `["", "v"]`, vector + ": request.sign.replace[0]"},
		{`-5`, `0.5`, vector},
		{`416`, `600`, vector + ": expect.status"},
		{`"status": 416,`, ``, vector + ": expect.status"},
		{`416`, `304`, vector + ": expect.error"},
		{`416`, `206`, vector + ": expect.error"},
		{`"GET"`, `"HEAD"`, vector + ": expect.error"},
		{`/a+/`, `/a(/`, vector + ": expect.headers"},
		{`"X-B"`, `"X B"`, vector + ": expect.absent"},
		{`"X-B"`, `"x-a"`, vector + ": expect.absent"},
		{`"X-B"`, `"X-B", "x-b"`, vector + ": expect.absent"},
		{`["Code", "Message"]`, `["Message"]`, vector + ": expect.errorOrder"},
		{`"error": {"Code": "E"},`, ``, vector + ": expect.errorOrder"},
		{`[0, 9]`, `[0]`, vector + ": bodyRange"},
		{`[0, 9]`, `[9, 0]`, vector + ": bodyRange"},
		{`[0, 9]`, `[-1, 0]`, vector + ": bodyRange"},
		{`[0, 9]`, `"some"`, vector + ": bodyRange"},
	}
	for _, tt := range tests {
		if !strings.Contains(full, tt.old) {
			t.Errorf("the full file has no %s", tt.old)
		}
		got, err := load(strings.Replace(full, tt.old, tt.new, 1))
		if err == nil || got != nil || !strings.Contains(err.Error(), tt.want) || !strings.Contains(err.Error(), "a.json") {
			t.Errorf("Load with %s for %s = %v, want an error with %q and the file", tt.new, tt.old, err, tt.want)
		}
	}
}

// TestLoadOptions: a vector may be a preflight request, of an object or of a bucket, and
// what it is refused with is a document.
func TestLoadOptions(t *testing.T) {
	for _, key := range []string{"k", ""} {
		text := strings.NewReplacer(`"method": "GET"`, `"method": "OPTIONS"`, `"key": "k"`, `"key": "`+key+`"`).Replace(full)
		files, err := load(text)
		if err != nil || files[0].Vectors[0].Request.Method != "OPTIONS" {
			t.Errorf("Load of OPTIONS with the key %q = %v, want nil", key, err)
		}
		if err := schemas(t).validate("vector.schema.json", decodeJSON(t, text)); err != nil {
			t.Errorf("schema with OPTIONS and the key %q: %v", key, err)
		}
	}
}

// TestLoadSign holds that signing needs credentials from somewhere.
func TestLoadSign(t *testing.T) {
	const member = `"as": "owner", `
	unsigned := strings.Replace(full, member, "", 1)
	if _, err := load(unsigned); err != nil {
		t.Errorf("Load with the credentials of sign = %v, want nil", err)
	}
	bare := strings.Replace(unsigned, `"accessKey": "A", `, "", 1)
	if _, err := load(bare); err == nil || !strings.Contains(err.Error(), "request.sign") {
		t.Errorf("Load without credentials = %v, want an error of request.sign", err)
	}
}

// TestLoadNothing holds that there is no success without vectors.
func TestLoadNothing(t *testing.T) {
	if _, err := load(); !errors.Is(err, vectors.ErrNoFiles) {
		t.Errorf("Load of no files = %v, want ErrNoFiles", err)
	}
	if _, err := load(full, `{"fixture": {}, "vectors": []}`); !errors.Is(err, vectors.ErrNoVectors) {
		t.Errorf("Load of no vectors = %v, want ErrNoVectors", err)
	}
}

// TestLoadRepeatedID finds an id that is used twice, over files.
func TestLoadRepeatedID(t *testing.T) {
	_, err := load(full, full)
	if err == nil || !strings.Contains(err.Error(), "b.json: area/name-1.0: the id is used before, in a.json") {
		t.Errorf("Load = %v, want an error of b.json that names a.json", err)
	}
	second := strings.Replace(full, "area/name-1.0", "area/other", 1)
	if files, err := load(full, second); err != nil || len(files) != 2 {
		t.Errorf("Load = %d files, %v; want 2, nil", len(files), err)
	}
}

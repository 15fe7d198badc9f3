package vectors_test

import (
	"strings"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"

	"github.com/s3get/s3get/getobject/vectors"
)

// fullSequence is a file in which every member of a sequence occurs.
const fullSequence = `{
  "fixture": {"buckets": [{"name": "b"}]},
  "vectors": [{
    "id": "area/name", "why": "W", "spec": ["S3 PutObject"], "kind": "required", "source": "S",
    "steps": [
      {"request": {"method": "POST", "bucket": "b", "key": "k", "query": [["uploads"]], "as": "owner"},
       "expect": {"status": 200, "elements": {"R/UploadId": "*"}, "count": {"R": 1}, "children": {"R": ["UploadId"]}, "contains": ["R"]},
       "capture": {"id": {"element": "R/UploadId"}, "tag": {"header": "ETag"}}},
      {"request": {"method": "PUT", "bucket": "b", "key": "k", "query": [["uploadId", "{{id}}"]], "headers": [["If-Match", "{{tag}}"], ["Date", "{{now}}"]],
         "sign": {"accessKey": "{{id}}", "secretKey": "s"}},
       "body": {"text": "{{id}} {{iso+1}}", "chunked": {"signed": true, "size": 8192, "trailer": [["a", "b"]], "damage": "data"}},
       "expect": {"status": 400, "error": {"Code": "{{id}}"}, "contains": ["{{id}}"], "body": {"text": "{{id}}"}}},
      {"request": {"method": "POST", "bucket": "b", "key": ""},
       "body": {"base64": "AA==", "form": {"fields": [["key", "{{id}}"]], "fileName": "f", "policy": {"a": "{{id}}"}, "damage": "policy"}},
       "expect": {"status": 204, "bodyRange": "none"}}
    ]
  }]
}`

func loadSequences(text string) ([]vectors.SequenceFile, error) {
	return vectors.LoadSequences(fstest.MapFS{"a.json": {Data: []byte(text)}})
}

// TestSubstitute: what was captured stands in every text of a later step, and the step that was
// given is as it was.
func TestSubstitute(t *testing.T) {
	files, err := loadSequences(fullSequence)
	if err != nil {
		t.Fatal(err)
	}
	steps := files[0].Sequences[0].Steps
	given := steps[1]
	got := steps[1].Substitute(map[string]string{"id": "I", "tag": "T"})
	want := []string{
		got.Request.Query[0].Value, got.Request.Headers[0].Value, got.Request.Headers[1].Value, got.Request.Sign.AccessKey,
		got.Body.Text, got.Expect.Error["Code"], got.Expect.Contains[0], got.Expect.Body.Text,
		steps[2].Substitute(map[string]string{"id": "I"}).Body.Form.Fields[0].Value,
		string(steps[2].Substitute(map[string]string{"id": "I"}).Body.Form.Policy),
	}
	if diff := cmp.Diff([]string{"I", "T", "{{now}}", "I", "I {{iso+1}}", "I", "I", "I", "I", `{"a": "I"}`}, want); diff != "" {
		t.Errorf("Substitute (-want +got):\n%s", diff)
	}
	if diff := cmp.Diff(given, steps[1]); diff != "" {
		t.Errorf("Substitute changed its step (-want +got):\n%s", diff)
	}
	if none := steps[0].Substitute(nil); none.Expect.Error != nil || none.Body != nil {
		t.Errorf("Substitute made %+v", none)
	}
}

// TestLoadSequencesRefuses: what is wrong is found when it is loaded, and told by its place.
func TestLoadSequencesRefuses(t *testing.T) {
	for old, c := range map[string]struct{ new, want string }{
		`"POST", "bucket": "b", "key": "k"`: {`"PATCH", "bucket": "b", "key": "k"`, `steps[0].request.method: "PATCH"`},
		`[["uploadId", "{{id}}"]]`:          {`[["uploadId", "{{id}}"], ["a", "b", "c"]]`, "a query item is a name"},
		`"If-Match", "{{tag}}"`:             {`"If-Match", "{{other}}"`, `steps[1].request.headers[0]: "{{other}}" is no placeholder`},
		`"{{id}} {{iso+1}}"`:                {`"{{soon}}"`, `steps[1].body.text: "{{soon}}" is no placeholder`},
		`"R/UploadId": "*"`:                 {`"R//UploadId": "*"`, `steps[0].expect: "R//UploadId" is no path`},
		`"element": "R/UploadId"`:           {`"element": "R", "header": "a"`, `steps[0].capture: "id"`},
		`"tag": {"header"`:                  {`"now": {"header"`, `steps[0].capture: "now"`},
		`"damage": "data"`:                  {`"damage": "all"`, `steps[1].body.chunked.damage: "all"`},
		`"base64": "AA=="`:                  {`"base64": "AA==", "size": 1`, "steps[2].body.size"},
		`["key", "{{id}}"]`:                 {`["", "x"]`, "steps[2].body.form.fields[0]"},
		`"status": 204`:                     {`"status": 204, "error": {"Code": "x"}`, "steps[2].expect.error"},
		`"count"`:                           {`"Count"`, "steps.expect.Count: unknown member"},
		`"spec": ["S3 PutObject"]`:          {`"spec": []`, "area/name: spec"},
	} {
		text := strings.Replace(fullSequence, old, c.new, 1)
		if text == fullSequence {
			t.Fatalf("%s is not there", old)
		}
		if _, err := loadSequences(text); err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s: %v, want %s", c.new, err, c.want)
		}
	}
	if _, err := loadSequences(`{"fixture": {}, "vectors": [{"id": "a/b", "why": "W", "spec": ["S"], "kind": "required", "source": "S", "steps": []}]}`); err == nil {
		t.Error("a sequence without steps is taken")
	}
}

// perSequenceFile is how many sequences each file has.
var perSequenceFile = map[string]int{
	"acl": 38, "attributes": 9, "bucket": 51, "configuration": 47, "copy": 37, "delete": 28, "directory-write": 8, "list": 40,
	"lock": 26, "multipart": 70, "objectlambda": 38, "post": 16, "put": 82, "put-checksum": 39, "put-chunked": 16,
	"restore": 7, "session": 19, "tagging": 14, "website": 38, "website-private": 4,
}

// TestSequencesCount keeps a lost file or a lost sequence from going unnoticed.
func TestSequencesCount(t *testing.T) {
	files, err := vectors.Sequences()
	if err != nil {
		t.Fatal(err)
	}
	got := map[string]int{}
	for _, f := range files {
		got[f.Name] = len(f.Sequences)
	}
	if diff := cmp.Diff(perSequenceFile, got); diff != "" {
		t.Errorf("sequences per file (-want +got):\n%s", diff)
	}
}

package vectors_test

import (
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// schemas reads the schemas of this folder, by the names of their files.
func schemas(t *testing.T) schemaFiles {
	t.Helper()
	all := schemaFiles{}
	names, err := filepath.Glob("*.schema.json")
	if err != nil || len(names) != 3 {
		t.Fatalf("schemas %q, %v, want three", names, err)
	}
	for _, name := range names {
		all[name] = readJSON(t, name)
	}
	return all
}

func readJSON(t *testing.T, name string) any {
	t.Helper()
	data, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	return decodeJSON(t, string(data))
}

func decodeJSON(t *testing.T, text string) any {
	t.Helper()
	d := json.NewDecoder(strings.NewReader(text))
	d.UseNumber()
	var v any
	if err := d.Decode(&v); err != nil {
		t.Fatalf("%s: %v", text, err)
	}
	return v
}

// TestSchemas: every file of vectors is valid, and so is the one in which every member
// of a vector occurs.
func TestSchemas(t *testing.T) {
	s := schemas(t)
	names, err := filepath.Glob("*.json")
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range names {
		if strings.HasSuffix(name, ".schema.json") {
			continue
		}
		if err := s.validate("vector.schema.json", readJSON(t, name)); err != nil {
			t.Errorf("%s: %v", name, err)
		}
	}
	if err := s.validate("vector.schema.json", decodeJSON(t, full)); err != nil {
		t.Errorf("full: %v", err)
	}
	if names, err = filepath.Glob("sequence/*.json"); err != nil || len(names) == 0 {
		t.Fatalf("sequences %q, %v, want some", names, err)
	}
	for _, name := range names {
		if err := s.validate("sequence.schema.json", readJSON(t, name)); err != nil {
			t.Errorf("%s: %v", name, err)
		}
	}
	if err := s.validate("sequence.schema.json", decodeJSON(t, fullSequence)); err != nil {
		t.Errorf("fullSequence: %v", err)
	}
}

// TestSchemaKeywords: the schemas use no keyword that the validator of the tests does
// not know, and each name that they refer to.
func TestSchemaKeywords(t *testing.T) {
	s := schemas(t)
	for name, root := range s {
		if err := s.checkKeywords(name, root); err != nil {
			t.Errorf("%s: %v", name, err)
		}
	}
	if err := s.checkKeywords("vector.schema.json", decodeJSON(t, `{"items": {"maxProps": 1}}`)); err == nil {
		t.Error("checkKeywords of an unknown keyword = nil, want an error")
	}
	if err := s.checkKeywords("vector.schema.json", decodeJSON(t, `{"not": {"$ref": "#/$defs/none"}}`)); err == nil {
		t.Error("checkKeywords of a reference to nothing = nil, want an error")
	}
}

// stored is a fixture in which every member occurs.
const stored = `{
  "principals": [{"name": "p", "accessKey": "A", "secretKey": "S", "actions": ["s3:GetObject", "kms:Decrypt"],
    "account": "111122223333", "arn": "arn:aws:iam::111122223333:user/p", "sessionToken": "T",
    "sessionExpiry": "2027-01-02T03:04:05Z"}],
  "anonymous": ["*"],
  "buckets": [{"name": "b", "type": "general-purpose", "owner": "444455556666", "region": "eu-west-1",
    "versioning": "suspended", "requesterPays": true,
    "cors": [{"allowedOrigins": ["*"], "allowedMethods": ["GET"], "allowedHeaders": ["X"], "exposeHeaders": ["Y"],
      "maxAgeSeconds": 5}],
    "accessPoints": [{"name": "a", "alias": "a-s3alias", "account": "111122223333"}],
    "objects": [
      {"key": "k", "versions": [
        {"versionId": "7n.8ugTCBd1aS_4OuWbQ9pvwFpEJ0Qc3", "deleteMarker": true, "lastModified": "2026-01-02T03:04:05.678+01:00"},
        {"versionId": "null", "deleteMarker": false, "lastModified": "2026-01-02T03:04:05Z", "content": {"text": "x"},
          "etag": "e", "parts": [1], "contentType": "t", "cacheControl": "c", "contentDisposition": "d",
          "contentEncoding": "e", "contentLanguage": "l", "expires": "x", "metadata": {"m": "v"}, "missingMeta": 1,
          "storageClass": "GLACIER", "accessTier": "ARCHIVE_ACCESS",
          "restore": {"ongoing": false, "expiry": "2027-01-02T03:04:05Z"},
          "expiration": {"date": "2027-01-02T03:04:05Z", "ruleId": "r"}, "replicationStatus": "REPLICA", "tagCount": 2,
          "lock": {"mode": "GOVERNANCE", "retainUntil": "2027-01-02T03:04:05Z", "legalHold": "ON", "eventHold": "OFF",
            "eventHoldDays": 1, "eventHoldYears": 2},
          "websiteRedirectLocation": "/", "sse": {"algorithm": "aws:kms", "kmsKeyId": "k", "bucketKey": true,
            "keyState": "Disabled"},
          "checksum": {"algorithm": "CRC32", "type": "COMPOSITE", "value": "v"}}]},
      {"key": "direct", "lastModified": "2026-01-02T03:04:05Z", "content": {"base64": "YQ=="},
        "sse": {"customerKey": "K0+/yQHJcx5CgotqScZJqhfJ8hpfw4leiB3Bzyo8HSo="}},
      {"key": "marker", "deleteMarker": true, "lastModified": "2026-01-02T03:04:05Z"}]}]}`

// TestFixtureSchemaRejects corrupts the fixture in one place at a time.
func TestFixtureSchemaRejects(t *testing.T) {
	s := schemas(t)
	if err := s.validate("fixture.schema.json", decodeJSON(t, stored)); err != nil {
		t.Fatalf("stored: %v", err)
	}
	rejects(t, s, "fixture.schema.json", stored, []corruption{
		{`"anonymous"`, `"anonym"`}, {`"buckets"`, `"bucket"`}, {`["*"],`, `["s3:Nothing"],`}, {`["*"],`, `"*",`},
		{`"s3:GetObject"`, `"kms:Decrypt"`}, {`"accessKey": "A", `, ``}, {`"accessKey": "A"`, `"accessKey": ""`},
		{`"111122223333", "arn`, `"11112222333", "arn`}, {`"arn:aws`, `"aws`}, {`"sessionToken": "T",`, ``},
		{`"2027-01-02T03:04:05Z"}]`, `"2027-01-02"}]`}, {`"name": "b"`, `"name": 1`}, {`"name": "b", `, ``},
		{`"general-purpose"`, `"special"`}, {`"suspended"`, `"Suspended"`}, {`"requesterPays": true`, `"requesterPays": "yes"`},
		{`["GET"]`, `"GET"`}, {`"maxAgeSeconds": 5`, `"maxAgeSeconds": -5`}, {`"maxAgeSeconds"`, `"maxAge"`},
		{`"alias": "a-s3alias"`, `"aliases": "a-s3alias"`}, {`{"key": "k", `, `{`}, {`{"key": "k", `, `{"key": "", `},
		{`{"key": "k", `, `{"key": "k", "etag": "e", `}, {`"7n.8`, `"7n-8`}, {`"7n.8`, `"7n.88`}, {`"versionId": "null"`, `"versionId": "NULL"`},
		{`"deleteMarker": true, "lastModified"`, `"deleteMarker": true, "etag": "e", "lastModified"`},
		{`"deleteMarker": false, "lastModified": "2026-01-02T03:04:05Z"`, `"deleteMarker": false`},
		{`{"text": "x"}`, `{}`}, {`{"text": "x"}`, `{"text": "x", "size": 1}`}, {`{"text": "x"}`, `{"size": -1}`},
		{`{"text": "x"}`, `{"size": 1.5}`}, {`"etag": "e"`, `"etag": "\"e\""`}, {`"etag": "e"`, `"etag": ""`},
		{`"parts": [1]`, `"parts": []`}, {`"parts": [1]`, `"parts": ["1"]`}, {`"parts": [1]`, `"parts": 1`},
		{`{"m": "v"}`, `{"m": 1}`}, {`"missingMeta": 1`, `"missingMeta": "1"`}, {`"ARCHIVE_ACCESS"`, `"COLD"`},
		{`"ongoing": false, `, ``}, {`"ongoing": false`, `"ongoing": 0`}, {`"ruleId": "r"`, `"rule": "r"`},
		{`, "ruleId": "r"`, ``}, {`"tagCount": 2`, `"tagCount": null`}, {`"GOVERNANCE"`, `"governance"`},
		{`"mode": "GOVERNANCE", `, ``}, {`"legalHold": "ON"`, `"legalHold": true`}, {`"eventHoldDays": 1`, `"eventHoldDays": -1`},
		{`"aws:kms"`, `"aes"`}, {`"bucketKey": true`, `"bucketKey": 1`}, {`"Disabled"`, `"Off"`},
		{`"algorithm": "aws:kms", `, ``}, {`"bucketKey": true`, `"customerKey": "x"`}, {`HSo="`, `HSo"`},
		{`"YQ=="`, `"YQ="`}, {`"CRC32"`, `"crc32"`}, {`"COMPOSITE"`, `"PARTIAL"`}, {`"value": "v"`, `"value": ""`},
		{`"key": "direct", "lastModified": "2026-01-02T03:04:05Z", `, `"key": "direct", `},
		{`"key": "marker", "deleteMarker": true`, `"key": "marker", "tagCount": 1, "deleteMarker": true`},
	})
}

// TestVectorSchemaRejects corrupts the full file of vectors in one place at a time.
func TestVectorSchemaRejects(t *testing.T) {
	rejects(t, schemas(t), "vector.schema.json", full, []corruption{
		{full, `null`}, {full, `[]`}, {full, `{"fixture": {"buckets": []}, "vectors": []}`}, {full, `{"fixture": {"buckets": []}}`},
		{`{"buckets": [{"name": "b"}]}`, `[]`}, {`{"buckets": [{"name": "b"}]}`, `{"buckets": [{"name": 1}]}`},
		{`"vectors": [`, `"more": 1, "vectors": [`}, {`"rule"`, `"rules"`}, {`"why": "W", `, ``}, {`"why": "W"`, `"why": ""`},
		{`"area/name-1.0"`, `"area"`}, {`"area/name-1.0"`, `"a/b/c"`}, {`"area/name-1.0"`, `"A/b"`}, {`"area/name-1.0"`, `1`},
		{`["RFC 9110 §14.2"]`, `[]`}, {`["RFC 9110 §14.2"]`, `["RFC 9110"]`}, {`["RFC 9110 §14.2"]`, `"RFC 9110 §14.2"`},
		{`"quirk"`, `"quirky"`}, {`"source": "S",`, ``}, {`"rule": "r/r"`, `"rule": "r"`}, {`["C"]`, `"C"`}, {`["C"]`, `[""]`},
		{`"GET"`, `"PUT"`}, {`"GET"`, `"get"`}, {`"GET"`, `"HEAD"`}, {`"method": "GET", `, ``}, {`"bucket": "b", "key"`, `"key"`},
		{`"bucket": "b", "key"`, `"bucket": "", "key"`}, {`"key": "k",`, ``}, {`["a"]`, `[]`}, {`["a"]`, `["a", "b", "c"]`},
		{`["a"]`, `[null]`}, {`["a"]`, `"a"`}, {`["Range", "{{now+1}}"]`, `["Range"]`}, {`["Range", "{{now+1}}"]`, `["Range", "", ""]`},
		{`["Range", "{{now+1}}"]`, `["Range", 1]`}, {`"presigned": true`, `"presigned": "true"`}, {`"host": "h"`, `"host": 1`},
		{`"host": "h"`, `"style": "dns"`}, {`"tls": true`, `"tls": 1`}, {`"host": "h"`, `"hosts": "h"`},
		{`"accessKey": "A", "secretKey": "K"`, `"accessKey": "A"`}, {`"age": -5`, `"age": 0.5`}, {`"age": -5`, `"Age": -5`},
		{`"expires": 0`, `"expires": "0"`}, {`["D"]`, `[""]`}, {`["U", ""]`, `["U"]`}, {`["P", "v"]`, `"P"`},
		{`416`, `600`}, {`416`, `"416"`}, {`"status": 416,`, ``}, {`"ETag": "*"`, `"ETag": true`}, {`["X-B"]`, `"X-B"`},
		{`"error": {"Code": "E"},`, ``}, {`{"Code": "E"}`, `{"Code": 1}`}, {`["Code", "Message"]`, `[1]`},
		{`[0, 9]`, `[0]`}, {`[0, 9]`, `[-1, 9]`}, {`[0, 9]`, `"some"`}, {`[0, 9]`, `[0, 9, 9]`}, {`"status"`, `"code": 1, "status"`},
	})
}

// A corruption replaces the first old text by the new one.
type corruption struct{ old, new string }

func rejects(t *testing.T, s schemaFiles, schema, good string, all []corruption) {
	t.Helper()
	for _, c := range all {
		bad := strings.Replace(good, c.old, c.new, 1)
		if bad == good {
			t.Errorf("%s: there is no %s", schema, c.old)
			continue
		}
		if err := s.validate(schema, decodeJSON(t, bad)); err == nil {
			t.Errorf("%s accepts %s for %s", schema, c.new, c.old)
		}
	}
}

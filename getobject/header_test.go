package getobject_test

import (
	"net/http"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/s3get/s3get/checksum"
	"github.com/s3get/s3get/getobject/rule"
	"github.com/s3get/s3get/store"
)

// TestHeader compares whole header sections.
func TestHeader(t *testing.T) {
	for _, c := range []struct {
		target string
		header []string
		want   map[string]string
	}{
		{"/b/k", nil, map[string]string{
			"Accept-Ranges": "bytes", "Content-Length": "10", "Content-Type": "text/plain",
			"Etag": `"781e5e245d69b566979b86e28d23f2c7"`, "Last-Modified": "Mon, 06 May 2024 07:08:09 GMT"}},
		{"/b/empty", nil, map[string]string{
			"Accept-Ranges": "bytes", "Content-Length": "0", "Content-Type": "binary/octet-stream",
			"Etag": `"e"`, "Last-Modified": "Mon, 06 May 2024 07:08:09 GMT"}},
		{"/b/untagged", nil, map[string]string{"Accept-Ranges": "bytes", "Content-Length": "10", "Content-Type": "text/plain"}},
		{"/b/multi?partNumber=2", nil, map[string]string{
			"Accept-Ranges": "bytes", "Content-Length": "3", "Content-Type": "text/plain", "Content-Range": "bytes 5-7/10",
			"X-Amz-Mp-Parts-Count": "3",
			"Etag":                 `"39063e3d0c52d09ff3b6a50afd3d8b24-3"`, "Last-Modified": "Mon, 06 May 2024 07:08:09 GMT"}},
		{"/b/described", []string{"If-None-Match", "*"}, map[string]string{
			"Cache-Control": "max-age=60", "Expires": "never",
			"Etag": `"781e5e245d69b566979b86e28d23f2c7"`, "Last-Modified": "Mon, 06 May 2024 07:08:09 GMT"}},
		{"/b/described", nil, map[string]string{
			"Accept-Ranges": "bytes", "Content-Length": "10", "Content-Type": "text/plain",
			"Etag": `"781e5e245d69b566979b86e28d23f2c7"`, "Last-Modified": "Mon, 06 May 2024 07:08:09 GMT",
			"Cache-Control": "max-age=60", "Content-Disposition": "inline", "Content-Encoding": "gzip,br",
			"Content-Language": "de", "Expires": "never",
			"X-Amz-Expiration":                `expiry-date="Wed, 08 May 2024 00:00:00 GMT", rule-id="rule+one"`,
			"X-Amz-Restore":                   `ongoing-request="false", expiry-date="Tue, 07 May 2024 07:08:09 GMT"`,
			"X-Amz-Replication-Status":        "COMPLETED",
			"X-Amz-Website-Redirect-Location": "/elsewhere",
			"X-Amz-Storage-Class":             "STANDARD_IA",
			"X-Amz-Server-Side-Encryption":    "AES256",
			"X-Amz-Meta-Color":                "green", "X-Amz-Meta-Umlaut": "=?UTF-8?Q?gr=C3=BCn?=", "X-Amz-Missing-Meta": "2"}},
	} {
		rec := newHarness(t).get(t, c.target, c.header...)
		got := map[string]string{}
		for name, lines := range rec.Header() {
			if name != "X-Amz-Id-2" && name != "X-Amz-Request-Id" {
				got[name] = lines[0]
			}
		}
		if diff := cmp.Diff(c.want, got); diff != "" {
			t.Errorf("GET %s %q has header (-want +got):\n%s", c.target, c.header, diff)
		}
	}
}

// TestSpecialHeaders has single fields of special objects; "" is none.
func TestSpecialHeaders(t *testing.T) {
	const encryption = "X-Amz-Server-Side-Encryption"
	for _, c := range []struct{ method, target, name, want string }{
		{"GET", "/v/k", "X-Amz-Version-Id", newID},
		{"GET", "/v/k?versionId=" + oldID, "X-Amz-Version-Id", oldID},
		{"GET", "/v/k?versionId=null", "X-Amz-Version-Id", "null"},
		{"GET", "/s/k", "X-Amz-Version-Id", "null"},
		{"GET", "/b/k?versionId=null", "X-Amz-Version-Id", ""},
		{"GET", "/b/described?versionId=null", "X-Amz-Expiration", ""},
		{"GET", "/b/thawed", "X-Amz-Storage-Class", "DEEP_ARCHIVE"},
		{"HEAD", "/b/thawing", "X-Amz-Restore", `ongoing-request="true"`},
		{"HEAD", "/b/tier", "X-Amz-Archive-Status", "ARCHIVE_ACCESS"},
		{"HEAD", "/b/glacier", "X-Amz-Archive-Status", ""},
		{"HEAD", "/b/risen", "X-Amz-Archive-Status", "ARCHIVE_ACCESS"},
		{"GET", "/b/risen", "X-Amz-Archive-Status", ""},
		{"GET", "/b/risen", "Content-Length", "10"},
		{"HEAD", "/b/glacier", "X-Amz-Storage-Class", "GLACIER"},
		{"GET", "/b/kms", encryption, "aws:kms"},
		{"GET", "/b/kms", encryption + "-Aws-Kms-Key-Id", "arn:aws:kms:us-east-1:123456789012:key/1"},
		{"GET", "/b/kms", encryption + "-Bucket-Key-Enabled", "true"},
		{"GET", "/b/ssec", encryption, ""},
		{"GET", "/b/ssec", encryption + "-Customer-Algorithm", "AES256"},
		{"GET", "/b/ssec", encryption + "-Customer-Key-Md5", theKey.MD5()},
		{"GET", "/b/ssec", encryption + "-Customer-Key", ""},
		{"GET", "/b/locked", "X-Amz-Object-Lock-Retain-Until-Date", "2024-05-07T07:08:09.000Z"},
		{"GET", "/b/locked", "X-Amz-Object-Lock-Event-Hold-Duration-Years", "2"},
		{"GET", "/b/multi", "X-Amz-Mp-Parts-Count", ""},
		{"GET", "/b/k?partNumber=1", "X-Amz-Mp-Parts-Count", ""},
		{"GET", "/b/k?partNumber=1", "Content-Range", "bytes 0-9/10"},
		{"GET", "/b/empty?partNumber=1", "Content-Range", ""},
		{"GET", "/b/k", "X-Amz-Checksum-Crc32", ""},
	} {
		w := newHarness(t)
		secure(w)
		var header []string
		if c.target == "/b/ssec" {
			header = ssec(theKey)
		}
		if got := w.ask(t, c.method, c.target, header...).Header().Get(c.name); got != c.want {
			t.Errorf("%s %s: %s = %q, want %q", c.method, c.target, c.name, got, c.want)
		}
	}
}

// TestExpiration checks that the date is rounded up to midnight.
func TestExpiration(t *testing.T) {
	midnight := time.Date(2024, 5, 8, 0, 0, 0, 0, time.UTC)
	for _, c := range []struct {
		date time.Time
		want string
	}{
		{midnight, "Wed, 08 May 2024"}, {midnight.Add(1), "Thu, 09 May 2024"}, {midnight.Add(-1), "Wed, 08 May 2024"},
		{midnight.In(time.FixedZone("", -7200)), "Wed, 08 May 2024"},
	} {
		w := newHarness(t)
		w.put("b", "k", with(func(i *store.Info) { i.Expiration = &store.Expiration{Date: c.date, RuleID: "r"} }))
		want := `expiry-date="` + c.want + ` 00:00:00 GMT", rule-id="r"`
		if got := w.get(t, "/b/k").Header().Get("X-Amz-Expiration"); got != want {
			t.Errorf("expiration at %v = %s, want %s", c.date, got, want)
		}
	}
}

// TestChecksum checks which answers carry the checksum of the object.
func TestChecksum(t *testing.T) {
	sum := checksum.Sum(checksum.CRC32, []byte("0123456789")).String()
	for _, c := range []struct {
		target, ranged, mode, want string
	}{
		{"/b/k", "", "ENABLED", sum},
		{"/b/k", "", "enabled", sum},
		{"/b/k", "bytes=0-9", "ENABLED", sum},
		{"/b/k", "bytes=0-8", "ENABLED", ""},
		{"/b/k", "bytes=0-1,3-4", "ENABLED", sum},
		{"/b/k?partNumber=1", "", "ENABLED", sum},
		{"/b/multi", "", "ENABLED", ""},
		{"/b/k?x-amz-checksum-mode=ENABLED", "", "", ""},
	} {
		for _, method := range []string{http.MethodGet, http.MethodHead} {
			var header []string
			if c.ranged != "" {
				header = append(header, "Range", c.ranged)
			}
			if c.mode != "" {
				header = append(header, checksumMode, c.mode)
			}
			h := newHarness(t).ask(t, method, c.target, header...).Header()
			kind := map[bool]string{true: "FULL_OBJECT"}[c.want != ""]
			if h.Get("X-Amz-Checksum-Crc32") != c.want || h.Get("X-Amz-Checksum-Type") != kind {
				t.Errorf("%s %s %q has checksum %q of type %q, want %q, %q",
					method, c.target, header, h.Get("X-Amz-Checksum-Crc32"), h.Get("X-Amz-Checksum-Type"), c.want, kind)
			}
		}
	}
}

// TestPartChecksum checks that a part of a COMPOSITE has its own checksum.
func TestPartChecksum(t *testing.T) {
	w := newHarness(t)
	v := inParts(5, 3, 2)
	v.ChecksumAlgorithm, v.ChecksumType = checksum.SHA256, checksum.Composite
	w.put("b", "multi", v)
	var values []checksum.Value
	for _, part := range []string{"01234", "567", "89"} {
		values = append(values, checksum.Sum(checksum.SHA256, []byte(part)))
	}
	whole, err := checksum.Compose(values)
	if err != nil {
		t.Fatal(err)
	}
	for target, want := range map[string]string{"/b/multi": whole.String(), "/b/multi?partNumber=3": values[2].String()} {
		h := w.get(t, target, checksumMode, "ENABLED").Header()
		if h.Get("X-Amz-Checksum-Sha256") != want || h.Get("X-Amz-Checksum-Type") != "COMPOSITE" {
			t.Errorf("GET %s has checksum %q of type %q, want %q, COMPOSITE",
				target, h.Get("X-Amz-Checksum-Sha256"), h.Get("X-Amz-Checksum-Type"), want)
		}
	}
}

// TestArchive checks which archived objects are read, and that HEAD answers for all.
func TestArchive(t *testing.T) {
	for key, want := range map[string]int{"glacier": 403, "thawing": 403, "thawed": 200, "tier": 403} {
		w := newHarness(t)
		if get, head := w.get(t, "/b/"+key).Code, w.ask(t, "HEAD", "/b/"+key).Code; get != want || head != 200 {
			t.Errorf("GET, HEAD of %s = %d, %d, want %d, 200", key, get, head, want)
		}
	}
	w := newHarness(t)
	w.put("b", "k", with(func(i *store.Info) { i.StorageClass, i.AccessTier = "GLACIER_IR", "ARCHIVE_ACCESS" }))
	if rec := w.get(t, "/b/k"); rec.Code != 200 || w.last.Rule != rule.Whole {
		t.Errorf("GET of class GLACIER_IR = %d, want 200", rec.Code)
	}
}

package getobject_test

import (
	"net/http"
	"slices"
	"strconv"
	"testing"
	"time"

	"pgregory.net/rapid"

	"github.com/s3get/s3get/checksum"
	"github.com/s3get/s3get/internal/httpdate"
	"github.com/s3get/s3get/sse"
	"github.com/s3get/s3get/store"
)

// anyHeader draws the header of a read: conditions, range, mode and the rest.
func anyHeader(rt *rapid.T) []string {
	var header []string
	for _, f := range []struct {
		name   string
		values []string
	}{
		{"If-Match", tags}, {"If-None-Match", tags}, {"If-Range", slices.Concat(tags, dates)},
		{"If-Modified-Since", dates}, {"If-Unmodified-Since", dates},
		{"Range", ranges},
		{checksumMode, []string{"ENABLED", "enabled", "x", ""}},
		{"X-Amz-Expected-Bucket-Owner", []string{owner, stranger}},
		{"Authorization", []string{"AWS4-HMAC-SHA256 x"}},
	} {
		if rapid.IntRange(0, 3).Draw(rt, f.name+"?") == 0 {
			header = append(header, f.name, rapid.SampledFrom(f.values).Draw(rt, f.name))
		}
	}
	if rapid.IntRange(0, 7).Draw(rt, "ssec?") == 0 {
		header = append(header, ssec(rapid.SampledFrom([]sse.CustomerKey{theKey, otherKey}).Draw(rt, "key"))...)
	}
	return header
}

var (
	tags   = []string{`"781e5e245d69b566979b86e28d23f2c7"`, `W/"781e5e245d69b566979b86e28d23f2c7"`, `"x", "e"`, "*", "x", ""}
	dates  = []string{day(0), day(-1), day(1), day(9e9), "yesterday", ""}
	ranges = []string{"bytes=0-", "bytes=3-5", "bytes=-4", "bytes=-0", "bytes=9-9", "bytes=10-", "bytes=0-1,3-4", "x", "", "bytes=4-2"}
)

// day writes the time that is n seconds after the modification.
func day(n int64) string { return httpdate.Format(modified.Add(time.Duration(n) * time.Second)) }

// anyTarget draws a path of the harness and a query of a read.
func anyTarget(rt *rapid.T) string {
	target := rapid.SampledFrom([]string{
		"/b/k", "/b/empty", "/b/multi", "/b/hollow", "/b/ssec", "/b/thawed", "/b/kms", "/b/tags", "/b/described",
		"/b/locked", "/b/untagged", "/b/nothing", "/v/k", "/v/gone", "/v/nothing", "/d/k", "/p/k", "/nowhere/k", "/b/disabled",
	}).Draw(rt, "path") + "?"
	for _, query := range [][]string{
		{"&partNumber=1", "&partNumber=2", "&partNumber=9", "&partNumber=x"},
		{"&versionId=null", "&versionId=" + oldID, "&versionId=" + gone, "&versionId=x"},
		{"&response-content-type=text/html", "&response-expires=%C3%BC", "&response-expires=%E2%82%AC", "&response-x=1"},
	} {
		if rapid.IntRange(0, 4).Draw(rt, "query?") == 0 {
			target += rapid.SampledFrom(query).Draw(rt, "query")
		}
	}
	return target
}

// randomHarness returns a harness over TLS, which the laws ask.
func randomHarness(t testing.TB) *harness {
	w := newHarness(t)
	secure(w)
	return w
}

// anyText draws text that may be anything that a store holds by mistake.
func anyText() *rapid.Generator[string] {
	return rapid.OneOf(
		rapid.Just(""),
		rapid.StringN(0, 20, -1),
		rapid.Map(rapid.SliceOfN(rapid.Byte(), 0, 20), func(b []byte) string { return string(b) }),
		rapid.SampledFrom([]string{"a\r\nX-Evil: 1", "\x00", "\x7f", "a\nb", "ü", " x "}),
	)
}

// anyTime draws a time, zero and far ones included.
func anyTime(rt *rapid.T, name string) time.Time {
	if rapid.Bool().Draw(rt, name+" zero") {
		return time.Time{}
	}
	return time.Unix(rapid.Int64Range(-1<<36, 1<<38).Draw(rt, name), rapid.Int64Range(0, 999_999_999).Draw(rt, name+" ns"))
}

// anyInfo draws an Info whose texts are anything.
func anyInfo(rt *rapid.T) store.Info {
	text := func(name string) string { return anyText().Draw(rt, name) }
	info := store.Info{
		ETag: text("etag"), LastModified: anyTime(rt, "modified"), VersionID: text("version"),
		ContentType: text("type"), CacheControl: text("cache"), ContentDisposition: text("disposition"),
		ContentEncoding: text("encoding"), ContentLanguage: text("language"), Expires: text("expires"),
		MissingMeta: rapid.IntRange(0, 2).Draw(rt, "missing"), StorageClass: text("class"), AccessTier: text("tier"),
		ReplicationStatus: text("replication"), TagCount: rapid.IntRange(0, 2).Draw(rt, "tags"),
		WebsiteRedirectLocation: text("website"),
		Encryption:              sse.Encryption{Algorithm: sse.Algorithm(text("algorithm")), KMSKeyID: text("kms")},
		Checksum:                checksum.Sum(checksum.SHA1, nil),
	}
	if rapid.Bool().Draw(rt, "kms?") {
		info.Encryption.Algorithm = sse.KMS
	}
	for range rapid.IntRange(0, 3).Draw(rt, "pairs") {
		info.Metadata = append(info.Metadata, store.Metadata{Name: text("name"), Value: text("value")})
	}
	if rapid.Bool().Draw(rt, "lifecycle") {
		info.Expiration = &store.Expiration{Date: anyTime(rt, "expiration"), RuleID: text("rule")}
		info.Restore = &store.Restore{Ongoing: rapid.Bool().Draw(rt, "ongoing"), Expiry: anyTime(rt, "expiry")}
	}
	if rapid.Bool().Draw(rt, "locked") {
		info.Lock = &store.Lock{Mode: text("mode"), RetainUntil: anyTime(rt, "until"), LegalHold: text("hold"),
			EventHold: text("event"), EventHoldDays: rapid.Int().Draw(rt, "days"), EventHoldYears: rapid.Int().Draw(rt, "years")}
	}
	return info
}

// checkAnswer checks what holds for each answer: a status with a name, header lines
// that HTTP can carry, and a body as long as it says.
func checkAnswer(t interface{ Errorf(string, ...any) }, method string, status int, h http.Header, body int) {
	if http.StatusText(status) == "" {
		t.Errorf("status %d has no name", status)
	}
	for name, lines := range h {
		for _, line := range lines {
			if !validField(name, line) {
				t.Errorf("header field %q: %q is not valid", name, line)
			}
		}
	}
	length := h["Content-Length"]
	if bodiless := method == http.MethodHead || status == http.StatusNotModified; bodiless && body != 0 {
		t.Errorf("%s with status %d has a body of %d bytes, want none", method, status, body)
	} else if !bodiless && length != nil && (len(length) != 1 || length[0] != strconv.Itoa(body)) {
		t.Errorf("Content-Length %q, body of %d bytes", length, body)
	}
	if status/100 == 2 && length == nil {
		t.Errorf("status %d without Content-Length", status)
	}
}

// validField reports whether HTTP can carry a field: a token (RFC 9110 §5.6.2) and a
// value without control characters (RFC 9110 §5.5).
func validField(name, value string) bool {
	for i := range len(name) {
		if c := name[i]; c <= ' ' || c >= 0x7F || slices.Contains([]byte(`"(),/:;<=>?@[\]{}`), c) {
			return false
		}
	}
	for i := range len(value) {
		if c := value[i]; c < ' ' && c != '\t' || c == 0x7F {
			return false
		}
	}
	return name != ""
}

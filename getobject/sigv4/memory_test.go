package sigv4_test

import (
	"runtime"
	"strings"
	"testing"

	"github.com/s3get/s3get/getobject"
	"github.com/s3get/s3get/getobject/sigv4"
)

// TestMemory checks that a refused signature costs a bounded multiple of the request: the
// document has its canonical request, in which a byte may be three, and a list of the
// bytes of it, which are three each.
func TestMemory(t *testing.T) {
	const factor, slack = 96, 16 << 10
	for _, unit := range []string{"a&", "&", "!&", "!", "a=!&", "%00&", "%21", "a", ";", ",", " ", "\t", " a", "é", "/"} {
		for _, n := range []int{1 << 10, 8 << 10} {
			text := strings.Repeat(unit, n/len(unit))
			for name, m := range map[string]*message{
				"header":     newMessage().add("x-amz-meta-a", text),
				"names":      listed("host;x-amz-date;x-amz-content-sha256;" + text),
				"authorized": newMessage().add("Authorization", "AWS4-HMAC-SHA256 "+text),
				"date":       newMessage().add("x-amz-date", text),
				"token":      temporary(text),
				"query":      newMessage(),
				"path":       newMessage(),
			} {
				r := wrongSecret(m).sign().request(t)
				if name == "query" {
					q, err := getobject.ParseQuery(text)
					if err != nil {
						continue
					}
					r.Query = q
				} else if name == "path" {
					r.Wire.Path = "/" + text
				}
				var before, after runtime.MemStats
				runtime.ReadMemStats(&before)
				_, err := benchAuthenticator.Authenticate(t.Context(), r, nil)
				runtime.ReadMemStats(&after)
				if got := after.TotalAlloc - before.TotalAlloc; err == nil || got > uint64(factor*n+slack) {
					t.Errorf("%s of %d bytes of %q: %v, %d bytes allocated, want %d at most", name, n, unit, err, got, factor*n+slack)
				}
			}
			var before, after runtime.MemStats
			runtime.ReadMemStats(&before)
			sigv4.ParseDate(text, noon)
			runtime.ReadMemStats(&after)
			if got := after.TotalAlloc - before.TotalAlloc; got > 1<<10 {
				t.Errorf("ParseDate of %d bytes of %q allocates %d bytes, want none", n, unit, got)
			}
		}
	}
}

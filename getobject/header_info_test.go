package getobject_test

import (
	"fmt"
	"net/http/httptest"
	"reflect"
	"testing"
	"time"

	"github.com/s3get/s3get/checksum"
	"github.com/s3get/s3get/getobject"
	"github.com/s3get/s3get/sse"
	"github.com/s3get/s3get/store"
	"github.com/s3get/s3get/version"
)

// TestInfoIsSent: every property of a version changes what is answered. One that is new in
// store.Info fails here until a row of the table of response headers sends it.
func TestInfoIsSent(t *testing.T) {
	samples := map[string]any{
		"LastModified": time.Unix(1e9, 0),
		"Metadata":     []store.Metadata{{Name: "colour", Value: "red"}},
		"StorageClass": "GLACIER",
		"Restore":      &store.Restore{Ongoing: true},
		"Expiration":   &store.Expiration{Date: time.Unix(1e9, 0), RuleID: "r"},
		"Lock":         &store.Lock{LegalHold: "ON"},
		"Encryption":   sse.Encryption{Algorithm: sse.AES256},
		"Checksum":     checksum.Sum(checksum.CRC32, nil),
	}
	for i := range reflect.TypeFor[store.Info]().NumField() {
		name := reflect.TypeFor[store.Info]().Field(i).Name
		var base store.Info
		if name == "AccessTier" {
			base.StorageClass = "INTELLIGENT_TIERING"
		}
		info := base
		field := reflect.ValueOf(&info).Elem().Field(i)
		sample, special := samples[name]
		switch {
		case special:
			field.Set(reflect.ValueOf(sample))
		case field.Kind() == reflect.String:
			field.SetString("ARCHIVE_ACCESS")
		case field.Kind() == reflect.Bool:
			field.SetBool(true)
		case field.CanInt():
			field.SetInt(3)
		default:
			t.Fatalf("no sample of store.Info.%s", name)
		}
		before, again := answerTo(t, base), answerTo(t, base)
		if before != again {
			t.Fatal("equal versions are answered differently")
		}
		if answerTo(t, info) == before {
			t.Errorf("store.Info.%s changes nothing in any answer: add a row to responseHeaders in responseheader.go", name)
		}
	}
}

// answerTo tells what GET and HEAD, of the object and of part 1, are answered about a version.
func answerTo(t *testing.T, info store.Info) string {
	t.Helper()
	all := ""
	for _, method := range []string{"GET", "HEAD"} {
		for _, query := range []string{"", "?partNumber=1"} {
			hr := httptest.NewRequest(method, "/b/k"+query, nil)
			hr.Header.Set("x-amz-checksum-mode", "ENABLED")
			r, err := getobject.Parse(hr, getobject.ParseOptions{})
			if err != nil {
				t.Fatal(err)
			}
			p, err := getobject.Decide(r, &getobject.Facts{Info: &info, Permissions: ^getobject.Permissions(0),
				Bucket: &store.Bucket{Name: "b", Versioning: version.StateEnabled}, Part: store.Part{Size: 0}})
			all += fmt.Sprintf("%+v %v\n", p, err)
		}
	}
	return all
}

package getobject_test

import (
	"fmt"
	"net/http/httptest"
	"net/url"
	"regexp"
	"strings"
	"testing"

	"github.com/s3get/s3get/getobject"
	"github.com/s3get/s3get/getobject/address"
	"github.com/s3get/s3get/store"
	"github.com/s3get/s3get/store/memstore"
	"github.com/s3get/s3get/version"
)

// versionForms are forms of version ids of stores, and an id of each.
var versionForms = []struct{ name, pattern, id string }{
	{"UUID", `^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$`, "018f3c1e-7b1a-7c3d-9e2f-0123456789ab"},
	{"ULID", `^[0-9A-HJKMNP-TV-Z]{26}$`, "01HY7M8ZQ3V5W6X7Y8Z9ABCDEF"},
	{"number", `^[0-9]{1,19}$`, "1716962400000000001"},
	{"base64", `^[0-9A-Za-z+/]{22}==$`, "ab+/cdEF01+/ghIJ23klMN=="},
	{"spaces and more", `^[^/]+$`, `v 1 & <"é"> 100%`},
	{"long", `^x+$`, strings.Repeat("x", version.MaxIDLength)},
}

// versionHandler serves bucket b, whose key k has the version id with the text
// "content" below a newer one, by a store whose ids have the form of pattern.
func versionHandler(t *testing.T, pattern, id string) *getobject.Handler {
	t.Helper()
	s := memstore.New()
	s.VersionForm = regexp.MustCompile(pattern).MatchString
	s.NewID = func() string { return "newer" }
	if err := s.CreateBucket(store.Bucket{Name: "b", Versioning: version.StateEnabled}); err != nil {
		t.Fatal(err)
	}
	for _, v := range []memstore.Version{{Info: store.Info{VersionID: id}, Content: []byte("content")}, {Info: store.Info{VersionID: version.NullID}, Content: []byte("null")}} {
		if _, err := s.Put("b", "k", v); err != nil {
			t.Fatal(err)
		}
	}
	return &getobject.Handler{Store: s, Authorizer: getobject.AllowAll{}}
}

// TestVersionForms reads versions by the ids of stores of all kinds.
func TestVersionForms(t *testing.T) {
	for _, f := range versionForms {
		h := versionHandler(t, f.pattern, f.id)
		for _, tt := range []struct {
			id     string
			status int
			code   string
			body   string
		}{
			{f.id, 200, "", "content"},
			{version.NullID, 200, "", "null"},
			{"", 400, "InvalidArgument", ""},
			{"!/" + f.id, 400, "InvalidArgument", ""},
			{f.id + "\x00", 400, "InvalidArgument", ""},
			{f.id + "\n", 400, "InvalidArgument", ""},
			{f.id + "\x7f", 400, "InvalidArgument", ""},
			{f.id + "\xff", 400, "InvalidArgument", ""},
			{f.id + strings.Repeat("x", version.MaxIDLength), 400, "InvalidArgument", ""},
		} {
			for _, method := range []string{"GET", "HEAD"} {
				rec := httptest.NewRecorder()
				h.ServeHTTP(rec, httptest.NewRequest(method, "/b/k?versionId="+url.QueryEscape(tt.id), nil))
				canonicalize(rec.Header())
				if rec.Code != tt.status {
					t.Errorf("%s: %s of version %q = %d %s, want %d", f.name, method, tt.id, rec.Code, rec.Body, tt.status)
					continue
				}
				if got := rec.Header().Get("X-Amz-Version-Id"); tt.status == 200 && got != tt.id {
					t.Errorf("%s: %s of version %q has the id %q", f.name, method, tt.id, got)
				}
				if method == "HEAD" {
					continue
				}
				if tt.code != "" && !strings.Contains(rec.Body.String(), "<Code>"+tt.code+"</Code>") || tt.code == "" && rec.Body.String() != tt.body {
					t.Errorf("%s: GET of version %q = %s, want %s%s", f.name, tt.id, rec.Body, tt.code, tt.body)
				}
			}
		}
	}
}

// TestVersionFormMissing checks that an id of the form that no version has is missing,
// and that one of S3's form is malformed in a store of another.
func TestVersionFormMissing(t *testing.T) {
	h := versionHandler(t, `^[0-9]+$`, "17")
	for id, want := range map[string]int{"18": 404, newID: 400, "17": 200} {
		rec := httptest.NewRecorder()
		h.ServeHTTP(rec, httptest.NewRequest("GET", "/b/k?versionId="+id, nil))
		if rec.Code != want {
			t.Errorf("GET of version %q = %d, want %d", id, rec.Code, want)
		}
	}
}

// A store whose versions are numbers tells Decide so by a function. Without it the form
// is that of S3.
func ExampleFacts_versionForm() {
	r, err := getobject.Parse(httptest.NewRequest("GET", "/b/k?versionId=17", nil), getobject.ParseOptions{Hosts: address.Hosts{}, Secure: true, Now: clock})
	if err != nil {
		fmt.Println(err)
		return
	}
	f := &getobject.Facts{
		Bucket:      &store.Bucket{Name: "b", Versioning: version.StateEnabled},
		Permissions: getobject.CanList,
	}
	_, err = getobject.Decide(r, f)
	fmt.Println(err)
	f.VersionForm = regexp.MustCompile(`^[0-9]+$`).MatchString
	_, err = getobject.Decide(r, f)
	fmt.Println(err)
	// Output:
	// InvalidArgument: Invalid version id specified: version: malformed version id: the ids of a store have S3's form unless it is a store.VersionIDs
	// NoSuchVersion: The specified version does not exist.
}

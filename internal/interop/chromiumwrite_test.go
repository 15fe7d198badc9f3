package interop_test

import (
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/s3get/s3get/cors"
	"github.com/s3get/s3get/getobject/s3fake"
	"github.com/s3get/s3get/store"
)

// TestChromiumWrites opens a page that uploads across origins, by fetch to a presigned URL and by
// a form, and plays what it uploaded.
func TestChromiumWrites(t *testing.T) {
	text, err := os.ReadFile(filepath.Join("chromium", "write.html"))
	if err != nil {
		t.Fatal(err)
	}
	clip, err := os.ReadFile(filepath.Join("chromium", "clip.webm.base64"))
	if err != nil {
		t.Fatal(err)
	}
	s := s3fake.New(t, nil)
	seen := openInChromium(t, func(origin string) string {
		b := store.Bucket{Name: "film", CORS: cors.Rules{{AllowedOrigins: []string{origin}, AllowedMethods: []string{"GET", "PUT"},
			AllowedHeaders: []string{"*"}, ExposeHeaders: []string{"ETag"}}}}
		if err := s.Store.CreateBucket(b); err != nil {
			t.Fatal(err)
		}
		target, fields := s.Form("film", "tale", time.Minute, "success_action_status", "201") // a 204 loads nothing
		given, err := json.Marshal(map[string]any{
			"clip": strings.ReplaceAll(string(clip), "\n", ""), "target": target, "fields": fields,
			"put": s.Presign("PUT", "film", "clip", time.Minute), "get": s.Presign("GET", "film", "clip", time.Minute),
			"posted": s.Presign("GET", "film", "tale", time.Minute),
		})
		if err != nil {
			t.Fatal(err)
		}
		return strings.ReplaceAll(string(text), "GIVEN;", string(given)+";")
	})
	for _, want := range []string{"put: 200 true\n", "video: 16x16\n", "seek: true\n", "form: 200 by a form\n"} {
		if !strings.Contains(seen, want) {
			t.Errorf("the page lacks %q:\n%s", want, seen)
		}
	}
}

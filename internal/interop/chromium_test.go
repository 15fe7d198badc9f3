package interop_test

import (
	"bytes"
	"context"
	"encoding/base64"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/s3get/s3get/cors"
	"github.com/s3get/s3get/getobject"
	"github.com/s3get/s3get/getobject/s3fake"
	"github.com/s3get/s3get/store"
	"github.com/s3get/s3get/store/memstore"
)

// serveFilm serves a text and a video to pages of one origin, and a text to none.
func serveFilm(t *testing.T, origin string) string {
	t.Helper()
	clip, err := os.ReadFile(filepath.Join("chromium", "clip.webm.base64"))
	if err != nil {
		t.Fatal(err)
	}
	video, err := base64.StdEncoding.DecodeString(strings.ReplaceAll(string(clip), "\n", ""))
	if err != nil {
		t.Fatal(err)
	}
	s := memstore.New()
	for _, b := range []store.Bucket{{Name: "closed"}, {Name: "film", Owner: "111122223333", CORS: cors.Rules{{AllowedOrigins: []string{origin},
		AllowedMethods: []string{"GET", "HEAD"}, AllowedHeaders: []string{"range", "x-amz-*"}, ExposeHeaders: []string{"ETag"}}}}} {
		if err := s.CreateBucket(b); err != nil {
			t.Fatal(err)
		}
		v := memstore.Version{Content: []byte("0123456789")}
		v.ContentType, v.ETag, v.Metadata = "text/plain", `"e"`, []store.Metadata{{Name: "colour", Value: "red"}}
		if _, err := s.Put(b.Name, "text", v); err != nil {
			t.Fatal(err)
		}
	}
	v := memstore.Version{Content: video}
	v.ContentType = "video/webm"
	if _, err := s.Put("film", "clip", v); err != nil {
		t.Fatal(err)
	}
	server := httptest.NewServer(&getobject.Handler{Store: s, Authorizer: getobject.AllowAll{}})
	t.Cleanup(server.Close)
	return server.URL
}

// openInChromium opens the page that is made for an origin, and returns what it posts there. It
// skips the test without Chromium.
func openInChromium(t *testing.T, makePage func(origin string) string) string {
	t.Helper()
	var page string
	results := make(chan string, 1)
	site := httptest.NewUnstartedServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.Method == http.MethodPost {
			seen, _ := io.ReadAll(r.Body)
			results <- string(seen)
			return
		}
		w.Header().Set("Content-Type", "text/html; charset=utf-8")
		_, _ = w.Write([]byte(page))
	}))
	page = makePage("http://" + site.Listener.Addr().String())
	site.Start()
	defer site.Close()
	defer startChromium(t, site.URL, "")()
	select {
	case seen := <-results:
		return seen
	case <-time.After(time.Minute):
		t.Error("the page does not say what it sees")
		return ""
	}
}

// startChromium opens a page in a profile of its own, whose downloads go to a folder, and returns
// what ends it. It skips the test without Chromium.
func startChromium(t *testing.T, page, downloads string) (stop func()) {
	t.Helper()
	path, err := exec.LookPath("chromium")
	if err != nil {
		t.Skip("chromium is not installed")
	}
	profile, err := os.MkdirTemp("", "chromium")
	if err == nil {
		err = os.Mkdir(filepath.Join(profile, "Default"), 0o700)
	}
	if err == nil {
		preferences := fmt.Sprintf(`{"download": {"default_directory": %q, "prompt_for_download": false}}`, downloads)
		err = os.WriteFile(filepath.Join(profile, "Default", "Preferences"), []byte(preferences), 0o600)
	}
	if err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithCancel(t.Context())
	ended := make(chan struct{})
	go func() {
		defer close(ended)
		for attempts := 3; attempts > 0 && ctx.Err() == nil; attempts-- { // now and then it dies of a signal at its start
			err := exec.CommandContext(ctx, path, "--headless", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage",
				"--user-data-dir="+profile, page).Run()
			if ctx.Err() == nil { // or it was killed
				t.Logf("chromium ends: %v", err)
			}
		}
	}()
	return func() {
		cancel()
		<-ended
		_ = os.RemoveAll(profile) // of which processes that outlive the first may still write some
	}
}

// TestChromiumDownload: a link with response-content-disposition is a download of that name.
func TestChromiumDownload(t *testing.T) {
	s := s3fake.New(t, &s3fake.Options{Buckets: []string{"books"}})
	content := partContent()
	s.Put("books", "k", memstore.Version{Content: content})
	link := s.Presign(http.MethodGet, "books", "k", time.Minute, "response-content-disposition", `attachment; filename="My report.bin"`)
	folder := t.TempDir()
	defer startChromium(t, link, folder)()
	for range 300 {
		got, err := os.ReadFile(filepath.Join(folder, "My report.bin"))
		if err == nil && len(got) == len(content) {
			if !bytes.Equal(got, content) {
				t.Error("the download differs from the object")
			}
			return
		}
		time.Sleep(100 * time.Millisecond)
	}
	entries, err := os.ReadDir(folder)
	t.Errorf("the folder of downloads has %v, %v", entries, err)
}

// TestChromium opens a page that reads from another origin. Only ETag is exposed to it.
func TestChromium(t *testing.T) {
	text, err := os.ReadFile(filepath.Join("chromium", "page.html"))
	if err != nil {
		t.Fatal(err)
	}
	seen := openInChromium(t, func(origin string) string {
		return strings.ReplaceAll(string(text), "ENDPOINT", serveFilm(t, origin))
	})
	for _, want := range []string{
		`simple: 200 0123456789 "e" ` + "\n",
		`preflight: 206 234 "e" ` + "\n",
		"header that is not allowed: blocked\n",
		"method that is not allowed: blocked\n",
		"missing key: 404 true",
		"no rules: blocked\n",
		"video: 16x16",
	} {
		if !strings.Contains(seen, want) {
			t.Errorf("the page lacks %q:\n%s", want, seen)
		}
	}
}

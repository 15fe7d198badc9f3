package main

import (
	"context"
	"fmt"
	"io"
	"io/fs"
	"net/http"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/prometheus/client_golang/prometheus"
	"github.com/prometheus/client_golang/prometheus/testutil"

	"github.com/s3get/s3get/getobject"
	"github.com/s3get/s3get/getobject/policy"
	"github.com/s3get/s3get/store"
	"github.com/s3get/s3get/store/blobstore"
	"github.com/s3get/s3get/store/blobstore/folder"
	"github.com/s3get/s3get/store/write"
)

// fill makes a store with a public bucket, an object and one that is damaged.
func fill(t *testing.T, dir string) {
	t.Helper()
	f, err := folder.Open(dir)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	s, err := blobstore.New(t.Context(), f, blobstore.Options{Uncompressed: true})
	if err == nil {
		err = s.CreateBucket(t.Context(), store.Bucket{Name: "books", Owner: owner})
	}
	if err != nil {
		t.Fatal(err)
	}
	for key, text := range map[string]string{"tale.txt": "once upon a time", "rotten.bin": strings.Repeat("r", 1<<20)} {
		c, err := s.Stage(t.Context())
		if err == nil {
			_, err = io.WriteString(c, text)
		}
		if err == nil {
			v := write.Version{Content: c}
			v.ETag = `"` + key + `"`
			_, err = s.Put(t.Context(), "books", key, v, nil)
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	err = filepath.WalkDir(filepath.Join(dir, "blobs"), func(p string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		text, err := os.ReadFile(p)
		if err != nil {
			return err
		}
		text[len(text)/2] ^= 1
		return os.WriteFile(p, text, 0o600)
	})
	if err != nil {
		t.Fatal(err)
	}
}

// launch runs the program until the test ends, and returns the URLs of the store and the metrics.
func launch(t *testing.T, dir string) (objects, metrics string) {
	t.Helper()
	ctx, cancel := context.WithCancel(t.Context())
	r, w := io.Pipe()
	ended := make(chan error, 1)
	env := func(name string) string { return "AKIA" + name }
	go func() {
		ended <- run(ctx, []string{"-store", dir, "-addr", "127.0.0.1:0", "-metrics-addr", "127.0.0.1:0"}, env, w, io.Discard)
		w.Close()
	}()
	t.Cleanup(func() {
		cancel()
		if err := <-ended; err != nil {
			t.Error(err)
		}
	})
	if _, err := fmt.Fscanf(r, "store: %s\nmetrics: %s\n", &objects, &metrics); err != nil {
		t.Fatal(err)
	}
	return objects, metrics + "/metrics"
}

// get asks for a URL, and returns the status and the body as far as it comes.
func get(t *testing.T, url string) (int, string) {
	t.Helper()
	resp, err := http.Get(url)
	if err != nil {
		t.Fatal(err)
	}
	defer resp.Body.Close()
	body, _ := io.ReadAll(resp.Body)
	return resp.StatusCode, string(body)
}

// allowAll lets everybody read the bucket.
func allowAll(t *testing.T, dir string) {
	t.Helper()
	f, err := folder.Open(dir)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	s, err := blobstore.New(t.Context(), f, blobstore.Options{})
	if err == nil {
		err = s.UpdatePolicies(t.Context(), "books", func(p *write.Policies) (err error) {
			p.Policy, err = policy.Parse(policy.KindBucket, []byte(`{"Version": "2012-10-17", "Statement": {"Effect": "Allow",
				"Principal": "*", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::books/*"}}`))
			return err
		})
	}
	if err != nil {
		t.Fatal(err)
	}
	// What was changed in the last moments is not remembered.
	err = filepath.WalkDir(dir, func(p string, d fs.DirEntry, err error) error {
		if err == nil && d.IsDir() {
			err = os.Chtimes(p, time.Now(), time.Now().Add(-time.Hour))
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
}

// TestScrape: what clients do is seen by who scrapes.
func TestScrape(t *testing.T) {
	dir := t.TempDir()
	fill(t, filepath.Join(dir, "objects"))
	objects, metrics := launch(t, dir)
	if status, _ := get(t, objects+"/books/tale.txt"); status != http.StatusForbidden {
		t.Errorf("an unsigned GET = %d, want 403", status)
	}
	allowAll(t, filepath.Join(dir, "objects"))
	for range 3 {
		if status, body := get(t, objects+"/books/tale.txt"); status != http.StatusOK || body != "once upon a time" {
			t.Errorf("GET = %d %q, want 200", status, body)
		}
	}
	if status, _ := get(t, objects+"/books/absent.txt"); status != http.StatusForbidden {
		t.Errorf("GET of nothing = %d, want 403", status)
	}
	if status, body := get(t, objects+"/books/rotten.bin"); status != http.StatusOK || len(body) >= 1<<20 {
		t.Errorf("GET of what is damaged = %d with %d bytes, want 200 and fewer than all", status, len(body))
	}
	if status, _ := get(t, objects+"/books?list-type=2"); status != http.StatusForbidden {
		t.Errorf("a list = %d, want 403", status)
	}
	wanted := []string{
		`s3_requests_total\{operation="GetObject",status="200"\} 4`,
		`s3_requests_total\{operation="GetObject",status="403"\} 2`,
		`s3_requests_total\{operation="ListObjectsV2",status="403"\} 1`,
		`s3_request_duration_seconds_bucket\{operation="GetObject",le="\+Inf"\} 6`,
		`s3_request_duration_seconds_count\{operation="ListObjectsV2"\} 1`,
		`s3_response_bytes_total\{operation="GetObject"\} \d`,
		`s3_requests_cut_short_total\{operation="GetObject",why="fault"\} 1`,
		`blobstore_cache_lookups_total\{result="hit"\} [1-9]`,
		`blobstore_cache_lookups_total\{result="miss"\} [1-9]`,
		`blobstore_damaged_total [1-9]`,
		`go_goroutines \d`,
	}
	page, lacks := "", wanted
	for end := time.Now().Add(5 * time.Second); len(lacks) > 0 && time.Now().Before(end); { // a client has its answer before it is counted
		_, page = get(t, metrics)
		lacks = slices.DeleteFunc(slices.Clone(wanted), func(want string) bool { return regexp.MustCompile(`(?m)^` + want).MatchString(page) })
	}
	if len(lacks) > 0 {
		t.Errorf("the metrics lack %q:\n%s", lacks, page)
	}
}

// TestDone: a request is counted by its operation, or by none.
func TestDone(t *testing.T) {
	registry := prometheus.NewRegistry()
	m := NewMetrics(registry)
	m.Done(getobject.Record{Status: 400, Bytes: 7, Ending: getobject.EndingClientLeft})
	want := `
# HELP s3_requests_cut_short_total Requests that a client, a deadline or a fault ended.
# TYPE s3_requests_cut_short_total counter
s3_requests_cut_short_total{operation="none",why="client left"} 1
# HELP s3_requests_total Requests that ended, by operation and HTTP status.
# TYPE s3_requests_total counter
s3_requests_total{operation="none",status="400"} 1
# HELP s3_response_bytes_total Bytes of bodies that were sent.
# TYPE s3_response_bytes_total counter
s3_response_bytes_total{operation="none"} 7
`
	if err := testutil.GatherAndCompare(registry, strings.NewReader(want), "s3_requests_total", "s3_requests_cut_short_total", "s3_response_bytes_total"); err != nil {
		t.Error(err)
	}
	if faults, err := testutil.GatherAndLint(registry); err != nil || len(faults) > 0 {
		t.Errorf("the names of metrics: %v, %v", faults, err)
	}
}

// TestCannot checks what is refused.
func TestCannot(t *testing.T) {
	none := func(string) string { return "" }
	if err := run(t.Context(), []string{"-store", t.TempDir()}, none, io.Discard, io.Discard); err == nil || !strings.Contains(err.Error(), "AWS_ACCESS_KEY_ID") {
		t.Errorf("run without credentials = %v, want what is missing", err)
	}
	some := func(string) string { return "some" }
	if err := run(t.Context(), []string{"-store", t.TempDir(), "-addr", "nowhere"}, some, io.Discard, io.Discard); err == nil {
		t.Error("run with an impossible address = nil, want an error")
	}
}

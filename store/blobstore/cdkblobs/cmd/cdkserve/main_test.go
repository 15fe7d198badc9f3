package main

import (
	"bufio"
	"bytes"
	"context"
	"io"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/credentials"
	"github.com/aws/aws-sdk-go-v2/service/s3"
)

// start runs the program over memory and returns its URL. It ends with the test.
func start(t *testing.T) string {
	t.Helper()
	keys := filepath.Join(t.TempDir(), "keys")
	if err := os.WriteFile(keys, []byte("someone secret\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithCancel(t.Context())
	from, to := io.Pipe()
	ended := make(chan int, 1)
	var complaints bytes.Buffer
	go func() {
		ended <- run(ctx, []string{"-store", "mem://", "-keys", keys, "-addr", "127.0.0.1:0", "-log"}, to, &complaints)
		to.Close()
	}()
	t.Cleanup(func() {
		cancel()
		if status := <-ended; status != 0 {
			t.Errorf("the exit status is %d: %s", status, complaints.String())
		}
	})
	line, err := bufio.NewReader(from).ReadString('\n')
	url, ok := strings.CutPrefix(strings.TrimSpace(line), "listening on ")
	if err != nil || !ok {
		t.Fatalf("it prints %q, %v", line, err)
	}
	return url
}

// TestServe: who has a key writes and reads, and nobody else does.
func TestServe(t *testing.T) {
	url := start(t)
	client := s3.New(s3.Options{
		BaseEndpoint: &url, Region: "us-east-1", UsePathStyle: true,
		Credentials: credentials.NewStaticCredentialsProvider("someone", "secret", ""),
	})
	if _, err := client.CreateBucket(t.Context(), &s3.CreateBucketInput{Bucket: aws.String("books")}); err != nil {
		t.Fatal(err)
	}
	if _, err := client.PutObject(t.Context(), &s3.PutObjectInput{Bucket: aws.String("books"), Key: aws.String("k"), Body: strings.NewReader("text")}); err != nil {
		t.Fatal(err)
	}
	got, err := client.GetObject(t.Context(), &s3.GetObjectInput{Bucket: aws.String("books"), Key: aws.String("k")})
	if err != nil {
		t.Fatal(err)
	}
	defer got.Body.Close()
	if text, err := io.ReadAll(got.Body); string(text) != "text" || err != nil {
		t.Errorf("GetObject = %q, %v", text, err)
	}
	r, err := http.Get(url + "/books/k")
	if err != nil {
		t.Fatal(err)
	}
	r.Body.Close()
	if r.StatusCode != http.StatusForbidden {
		t.Errorf("without a signature the status is %d, want 403", r.StatusCode)
	}
}

// TestFlags: what is wrong with the flags and files is said.
func TestFlags(t *testing.T) {
	empty := filepath.Join(t.TempDir(), "keys")
	if err := os.WriteFile(empty, []byte("\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	tests := []struct {
		args string
		want int
	}{
		{"-h", 0},
		{"", 2},
		{"-store mem://", 2},
		{"-unknown", 2},
		{"-store mem:// -keys " + empty + " more", 2},
		{"-store mem:// -keys " + empty, 1},
		{"-store mem:// -keys none", 1},
		{"-store none://x -keys main.go", 1},
	}
	for _, tt := range tests {
		if got := run(t.Context(), strings.Fields(tt.args), io.Discard, io.Discard); got != tt.want {
			t.Errorf("run(%q) = %d, want %d", tt.args, got, tt.want)
		}
	}
}

package interop_test

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"io"
	"math/rand/v2"
	"os/exec"
	"testing"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/credentials"
	"github.com/aws/aws-sdk-go-v2/feature/s3/transfermanager"
	"github.com/aws/aws-sdk-go-v2/feature/s3/transfermanager/types"
	"github.com/aws/aws-sdk-go-v2/service/s3"

	"github.com/s3get/s3get/getobject/s3fake"
)

const gibibyte = 1 << 30

// noise returns a gibibyte that is the same each time and repeats nothing.
func noise() io.Reader { return io.LimitReader(rand.NewChaCha8([32]byte{1}), gibibyte) }

// sum returns the SHA-256 of what r has.
func sum(t *testing.T, r io.Reader) string {
	t.Helper()
	h := sha256.New()
	if _, err := io.Copy(h, r); err != nil {
		t.Fatal(err)
	}
	return hex.EncodeToString(h.Sum(nil))
}

// TestGibibyteTransfer sends a gibibyte of a length that is not told, and reads it back, in
// eight pieces at once.
func TestGibibyteTransfer(t *testing.T) {
	if testing.Short() {
		t.Skip("it moves a gibibyte")
	}
	server := s3fake.New(t, &s3fake.Options{Buckets: []string{"books"}})
	client := s3.New(s3.Options{
		BaseEndpoint: &server.URL, Region: server.Region, UsePathStyle: true, HTTPClient: server.Client(),
		Credentials: credentials.NewStaticCredentialsProvider(server.AccessKey, server.SecretKey, ""),
	})
	manager := transfermanager.New(client, func(o *transfermanager.Options) {
		o.PartSizeBytes, o.Concurrency, o.GetObjectType = 16<<20, 8, types.GetObjectRanges
	})
	in := &transfermanager.UploadObjectInput{Bucket: aws.String("books"), Key: aws.String("k"), Body: noise()}
	if _, err := manager.UploadObject(t.Context(), in); err != nil {
		t.Fatal(err)
	}
	out, err := manager.GetObject(t.Context(), &transfermanager.GetObjectInput{Bucket: in.Bucket, Key: in.Key})
	if err != nil {
		t.Fatal(err)
	}
	if got, want := sum(t, out.Body), sum(t, noise()); got != want {
		t.Errorf("SHA-256 = %s, want %s", got, want)
	}
}

// TestGibibyteRclone sends a gibibyte from a pipe, in eight pieces at once, and reads it back
// into one.
func TestGibibyteRclone(t *testing.T) {
	if testing.Short() {
		t.Skip("it moves a gibibyte")
	}
	c := newRclone(t)
	call := func(ctx context.Context, args ...string) *exec.Cmd {
		cmd := exec.CommandContext(ctx, c.path, append(c.before, args...)...)
		cmd.Dir, cmd.Env = c.dir, c.env
		return cmd
	}
	up := call(t.Context(), "rcat", "fake:books/k", "--s3-chunk-size=16M", "--s3-upload-concurrency=8")
	up.Stdin = noise()
	if output, err := up.CombinedOutput(); err != nil {
		t.Fatalf("rcat: %v\n%s", err, output)
	}
	down := call(t.Context(), "cat", "fake:books/k")
	stdout, err := down.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := down.Start(); err != nil {
		t.Fatal(err)
	}
	got := sum(t, stdout)
	if err := down.Wait(); err != nil {
		t.Fatalf("cat: %v", err)
	}
	if want := sum(t, noise()); got != want {
		t.Errorf("SHA-256 = %s, want %s", got, want)
	}
}

package cdkblobs_test

import (
	"context"
	"crypto/rand"
	"net/http"
	"net/url"
	"os"
	"strings"
	"testing"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/credentials"
	"github.com/aws/aws-sdk-go-v2/service/s3"
	"gocloud.dev/blob"
	"gocloud.dev/blob/fileblob"
	"gocloud.dev/blob/memblob"
	"gocloud.dev/blob/s3blob"

	"github.com/s3get/s3get/getobject/s3fake"
	"github.com/s3get/s3get/store/blobstore/cdkblobs/internal/engine"
)

// storeVariable is the environment variable with the URL of a bucket that is to be tested too. The
// scripts in cluster set it.
const storeVariable = "CDKBLOBS_STORE"

// nodesVariable is the one with the addresses of the nodes of its engine, if those are several, with
// commas between them. The host "nodes" in the URL stands for them.
const nodesVariable = "CDKBLOBS_NODES"

// A storage is a bucket of some kind that is empty.
type storage struct {
	name string
	open func(t *testing.T) *blob.Bucket
}

// storages are all kinds that there are here.
func storages() []storage {
	all := []storage{
		{"memory", func(*testing.T) *blob.Bucket { return memblob.OpenBucket(nil) }},
		{"folder", openFolder},
		{"s3fake", func(t *testing.T) *blob.Bucket { return openFake(t, newFake(t)) }},
	}
	if url := os.Getenv(storeVariable); url != "" {
		all = append(all, storage{"engine", func(t *testing.T) *blob.Bucket { return openEngine(t, url) }})
	}
	return all
}

// each calls a test with each kind of storage.
func each(t *testing.T, test func(t *testing.T, open func(t *testing.T) *blob.Bucket)) {
	for _, s := range storages() {
		t.Run(s.name, func(t *testing.T) { test(t, s.open) })
	}
}

func closing(t *testing.T, b *blob.Bucket, err error) *blob.Bucket {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { b.Close() })
	return b
}

func openFolder(t *testing.T) *blob.Bucket {
	b, err := fileblob.OpenBucket(t.TempDir(), &fileblob.Options{Metadata: fileblob.MetadataDontWrite})
	return closing(t, b, err)
}

func newFake(t *testing.T) *s3fake.Server {
	return s3fake.New(t, &s3fake.Options{Pipe: true, Buckets: []string{"files"}})
}

// openFake opens the bucket of a fake.
func openFake(t *testing.T, s *s3fake.Server) *blob.Bucket {
	client := s3.New(s3.Options{
		BaseEndpoint: aws.String(s.URL), Region: s.Region, UsePathStyle: true, HTTPClient: s.Client(),
		Credentials: credentials.NewStaticCredentialsProvider(s.AccessKey, s.SecretKey, ""),
	})
	b, err := s3blob.OpenBucket(t.Context(), client, "files", nil)
	return closing(t, b, err)
}

// openEngine opens a part of a bucket that no other test uses. The bucket is made if there is none.
func openEngine(t *testing.T, text string) *blob.Bucket {
	if transport, ok := http.DefaultTransport.(*http.Transport); ok {
		transport.MaxIdleConnsPerHost = 64
	}
	if nodes := os.Getenv(nodesVariable); nodes != "" {
		balancer, err := engine.Balance(strings.Split(nodes, ","))
		if err != nil {
			t.Fatal(err)
		}
		t.Cleanup(func() { balancer.Close() })
		text = strings.Replace(text, "//nodes", "//"+balancer.Addr(), 1)
	}
	at, err := url.Parse(text)
	if err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithTimeout(t.Context(), time.Minute)
	defer cancel()
	b, err := engine.Open(ctx, text, at.Host)
	if err != nil {
		t.Fatal(err)
	}
	return closing(t, blob.PrefixedBucket(b, strings.ToLower(rand.Text())+"/"), nil)
}

package cdkblobs_test

import (
	"context"
	"crypto/rand"
	"net/http"
	"net/url"
	"os"
	"os/exec"
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

// checks are what is checked of each kind of storage.
var checks = []struct {
	name  string
	check func(t *testing.T, open func(*testing.T) *blob.Bucket)
}{
	{"List", checkList},
	{"ListPages", checkListPages},
	{"First", checkFirst},
	{"AddOnce", checkAddOnce},
	{"File", checkFile},
	{"Discard", checkDiscard},
	{"Writer", checkWriter},
	{"TwoStores", checkTwoStores},
	{"ManyStores", checkManyStores},
}

// checkAll checks a kind of storage of which open returns an empty bucket.
func checkAll(t *testing.T, open func(*testing.T) *blob.Bucket) {
	for _, c := range checks {
		t.Run(c.name, func(t *testing.T) { c.check(t, open) })
	}
}

func TestMemory(t *testing.T) { checkAll(t, openMemory) }

func TestFolder(t *testing.T) { checkAll(t, openFolder) }

func TestFake(t *testing.T) {
	checkAll(t, func(t *testing.T) *blob.Bucket { return openFake(t, newFake(t)) })
}

// TestEngine checks the engine that the environment names.
func TestEngine(t *testing.T) {
	url := os.Getenv(storeVariable)
	if url == "" {
		t.Skip(storeVariable + " is not set: see cluster/run.sh")
	}
	checkAll(t, func(t *testing.T) *blob.Bucket { return openEngine(t, url, os.Getenv(nodesVariable)) })
}

// TestMinIO checks four nodes of MinIO, where it is installed.
func TestMinIO(t *testing.T) {
	program, err := exec.LookPath("minio")
	if err != nil || testing.Short() {
		t.Skip("minio is not installed, or the test is to be short")
	}
	nodes := startMinIO(t, program)
	checkAll(t, func(t *testing.T) *blob.Bucket { return openEngine(t, minioURL, nodes) })
}

func openMemory(t *testing.T) *blob.Bucket { return closing(t, memblob.OpenBucket(nil), nil) }

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
func openEngine(t *testing.T, text, nodes string) *blob.Bucket {
	t.Helper()
	if transport, ok := http.DefaultTransport.(*http.Transport); ok {
		transport.MaxIdleConnsPerHost = 64
	}
	if nodes != "" {
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

package interop_test

import (
	"bytes"
	"fmt"
	"io"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/minio/minio-go/v7"
	"github.com/minio/minio-go/v7/pkg/credentials"
	"github.com/minio/minio-go/v7/pkg/encrypt"

	"github.com/s3get/s3get/getobject/s3fake"
)

// minioBucket is a versioned bucket of a fake with TLS, and a client of it.
type minioBucket struct {
	*minio.Client
	server *s3fake.Server
}

func newMinioBucket(t *testing.T, secret string) minioBucket {
	t.Helper()
	s := s3fake.New(t, &s3fake.Options{TLS: true, AccessKey: owner[0], SecretKey: owner[1]})
	s.CreateVersionedBucket("books")
	c, err := minio.New(strings.TrimPrefix(s.URL, "https://"), &minio.Options{
		Creds: credentials.NewStaticV4(owner[0], secret, ""), Secure: true, Transport: s.Client().Transport,
		Region: "us-east-1", TrailingHeaders: true, MaxRetries: 1,
	})
	if err != nil {
		t.Fatal(err)
	}
	return minioBucket{c, s}
}

// put stores content of a length that is told, or is not.
func (b minioBucket) put(t *testing.T, key string, content []byte, size int64, o minio.PutObjectOptions) minio.UploadInfo {
	t.Helper()
	info, err := b.PutObject(t.Context(), "books", key, bytes.NewReader(content), size, o)
	if err != nil {
		t.Fatalf("PutObject %s: %v", key, err)
	}
	return info
}

// wantContent reads an object.
func (b minioBucket) wantContent(t *testing.T, key string, want []byte, o minio.GetObjectOptions) {
	t.Helper()
	object, err := b.GetObject(t.Context(), "books", key, o)
	if err != nil {
		t.Fatal(err)
	}
	defer object.Close()
	if got, err := io.ReadAll(object); err != nil || !bytes.Equal(got, want) {
		t.Errorf("GetObject %s = %d bytes, %v; want %d", key, len(got), err, len(want))
	}
}

// wantCode fails unless err is an error of S3 with a code.
func wantCode(t *testing.T, err error, want string) {
	t.Helper()
	if got := minio.ToErrorResponse(err).Code; err == nil || got != want {
		t.Errorf("error %v with code %q, want %q", err, got, want)
	}
}

// minioSteps are what minio-go does, each in a fake of its own.
var minioSteps = []struct {
	name string
	run  func(t *testing.T, b minioBucket)
}{
	{"single upload", func(t *testing.T, b minioBucket) {
		b.put(t, "a b/ü", []byte("text"), 4, minio.PutObjectOptions{UserMetadata: map[string]string{"colour": "blue"}})
		b.wantContent(t, "a b/ü", []byte("text"), minio.GetObjectOptions{})
		info, err := b.StatObject(t.Context(), "books", "a b/ü", minio.StatObjectOptions{})
		if err != nil || info.UserMetadata["Colour"] != "blue" {
			t.Errorf("StatObject = %v, %v", info.UserMetadata, err)
		}
	}},
	{"multipart upload, part by part", func(t *testing.T, b minioBucket) {
		content := partContent()
		b.put(t, "big", content, int64(len(content)), minio.PutObjectOptions{PartSize: 5 << 20})
		b.wantContent(t, "big", content, minio.GetObjectOptions{})
		for n, at := 1, int64(0); n <= len(partSizes); n++ {
			b.wantContent(t, "big", content[at:at+partSizes[n-1]], minio.GetObjectOptions{PartNumber: n})
			at += partSizes[n-1]
		}
	}},
	{"stream of unknown length", func(t *testing.T, b minioBucket) {
		content := partContent()
		b.put(t, "stream", content, -1, minio.PutObjectOptions{PartSize: 5 << 20})
		b.wantContent(t, "stream", content, minio.GetObjectOptions{})
	}},
	{"checksums", func(t *testing.T, b minioBucket) {
		for _, c := range []minio.ChecksumType{minio.ChecksumCRC32, minio.ChecksumCRC32C, minio.ChecksumCRC64NVME, minio.ChecksumSHA1, minio.ChecksumSHA256} {
			b.put(t, c.String(), []byte("text"), 4, minio.PutObjectOptions{Checksum: c})
			b.wantContent(t, c.String(), []byte("text"), minio.GetObjectOptions{Checksum: true})
			info, err := b.StatObject(t.Context(), "books", c.String(), minio.StatObjectOptions{Checksum: true})
			if err != nil || info.ChecksumCRC32+info.ChecksumCRC32C+info.ChecksumCRC64NVME+info.ChecksumSHA1+info.ChecksumSHA256 == "" {
				t.Errorf("%s: none is stored", c)
			}
		}
	}},
	{"ranged", func(t *testing.T, b minioBucket) {
		b.put(t, "k", []byte("0123456789"), 10, minio.PutObjectOptions{})
		var o minio.GetObjectOptions
		if err := o.SetRange(2, 4); err != nil {
			t.Fatal(err)
		}
		b.wantContent(t, "k", []byte("234"), o)
		_ = o.SetRange(20, 30)
		object, _ := b.GetObject(t.Context(), "books", "k", o)
		_, err := io.ReadAll(object)
		wantCode(t, err, "InvalidRange")
	}},
	{"conditional", func(t *testing.T, b minioBucket) {
		info := b.put(t, "k", []byte("text"), 4, minio.PutObjectOptions{})
		var o minio.GetObjectOptions
		_ = o.SetMatchETag(info.ETag)
		b.wantContent(t, "k", []byte("text"), o)
		o = minio.GetObjectOptions{}
		_ = o.SetMatchETag("other")
		_, err := b.StatObject(t.Context(), "books", "k", o)
		wantCode(t, err, "PreconditionFailed")
		var p minio.PutObjectOptions
		p.SetMatchETagExcept("*")
		_, err = b.PutObject(t.Context(), "books", "k", strings.NewReader("x"), 1, p)
		wantCode(t, err, "PreconditionFailed")
	}},
	{"versions", func(t *testing.T, b minioBucket) {
		first := b.put(t, "k", []byte("one"), 3, minio.PutObjectOptions{})
		b.put(t, "k", []byte("two"), 3, minio.PutObjectOptions{})
		if err := b.RemoveObject(t.Context(), "books", "k", minio.RemoveObjectOptions{}); err != nil {
			t.Fatal(err)
		}
		_, err := b.StatObject(t.Context(), "books", "k", minio.StatObjectOptions{})
		wantCode(t, err, "NoSuchKey")
		b.wantContent(t, "k", []byte("one"), minio.GetObjectOptions{VersionID: first.VersionID})
		var n int
		for range b.ListObjects(t.Context(), "books", minio.ListObjectsOptions{WithVersions: true}) {
			n++
		}
		if n != 3 {
			t.Errorf("%d versions, want 3", n)
		}
	}},
	{"list, copy, delete", func(t *testing.T, b minioBucket) {
		for n := range 5 {
			b.put(t, fmt.Sprint("p/", n), []byte("text"), 4, minio.PutObjectOptions{})
		}
		_, err := b.CopyObject(t.Context(), minio.CopyDestOptions{Bucket: "books", Object: "p/copy"}, minio.CopySrcOptions{Bucket: "books", Object: "p/0"})
		if err != nil {
			t.Fatal(err)
		}
		b.wantContent(t, "p/copy", []byte("text"), minio.GetObjectOptions{})
		listed := b.ListObjects(t.Context(), "books", minio.ListObjectsOptions{Prefix: "p/", MaxKeys: 2})
		for e := range b.RemoveObjects(t.Context(), "books", listed, minio.RemoveObjectsOptions{}) {
			t.Errorf("RemoveObjects: %v", e.Err)
		}
		for o := range b.ListObjects(t.Context(), "books", minio.ListObjectsOptions{Recursive: true}) {
			t.Errorf("%s is left", o.Key)
		}
	}},
	{"presigned", func(t *testing.T, b minioBucket) {
		u, err := b.PresignedPutObject(t.Context(), "books", "k", time.Minute)
		if err != nil {
			t.Fatal(err)
		}
		put, _ := http.NewRequestWithContext(t.Context(), http.MethodPut, u.String(), strings.NewReader("text"))
		r, err := b.server.Client().Do(put)
		if err != nil || r.StatusCode != http.StatusOK {
			t.Fatalf("PUT = %v, %v", r, err)
		}
		r.Body.Close()
		u, err = b.PresignedGetObject(t.Context(), "books", "k", time.Minute, nil)
		if err != nil {
			t.Fatal(err)
		}
		if r, err = b.server.Client().Get(u.String()); err != nil {
			t.Fatal(err)
		}
		defer r.Body.Close()
		if got, _ := io.ReadAll(r.Body); string(got) != "text" {
			t.Errorf("GET = %q", got)
		}
	}},
	{"SSE-C", func(t *testing.T, b minioBucket) {
		key, err := encrypt.NewSSEC([]byte("0123456789abcdef0123456789abcdef"))
		if err != nil {
			t.Fatal(err)
		}
		content := partContent()
		b.put(t, "k", content, int64(len(content)), minio.PutObjectOptions{ServerSideEncryption: key, PartSize: 5 << 20})
		b.wantContent(t, "k", content, minio.GetObjectOptions{ServerSideEncryption: key})
		_, err = b.StatObject(t.Context(), "books", "k", minio.StatObjectOptions{})
		if got := minio.ToErrorResponse(err).StatusCode; got != http.StatusBadRequest {
			t.Errorf("without the key: %v, want 400", err)
		}
	}},
	{"missing key and bucket", func(t *testing.T, b minioBucket) {
		object, _ := b.GetObject(t.Context(), "books", "absent", minio.GetObjectOptions{})
		_, err := io.ReadAll(object)
		wantCode(t, err, "NoSuchKey")
		_, err = b.PutObject(t.Context(), "absent", "k", strings.NewReader("x"), 1, minio.PutObjectOptions{})
		wantCode(t, err, "NoSuchBucket")
	}},
}

// TestMinioGo runs the steps of minio-go.
func TestMinioGo(t *testing.T) {
	for _, step := range minioSteps {
		t.Run(step.name, func(t *testing.T) { step.run(t, newMinioBucket(t, owner[1])) })
	}
	t.Run("bad credentials", func(t *testing.T) {
		_, err := newMinioBucket(t, "wrong").PutObject(t.Context(), "books", "k", strings.NewReader("x"), 1, minio.PutObjectOptions{})
		wantCode(t, err, "SignatureDoesNotMatch")
	})
}
